import { useCallback, useEffect, useState } from "preact/hooks";
import type { TownGeoJson } from "../../town/geojson.ts";
import type { ShowView } from "../view.ts";

/** What the page asks of the show; the server knows the same list, and nothing beside it. */
export type Request =
  | { ask: "run"; running: boolean }
  | { ask: "speed"; speed: number }
  | { ask: "step"; seconds: 1 | 60 }
  | { ask: "press"; down: boolean }
  | { ask: "switch"; name: string; on: boolean }
  | { ask: "say"; words: string };

export type Ask = (request: Request) => Promise<string | null>;

export interface Seen {
  /** Null: nothing was heard of the show yet. */
  view: ShowView | null;
  /** Null: not heard yet; the map does without. */
  town: TownGeoJson | null;
  reachable: boolean;
  /** @returns null when it was done, else a sentence. */
  ask: Ask;
}

const GONE = "The simulator was not reached. Is it still running?";

async function post(request: Request): Promise<string | null> {
  try {
    const answer = await fetch("/api/show", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(request),
    });
    if (answer.ok) return null;
    const { error } = (await answer.json()) as { error?: string };
    return error ?? GONE;
  } catch {
    return GONE;
  }
}

/** The show as it is told ten times a second. */
export function useShow(): Seen {
  const [view, setView] = useState<ShowView | null>(null);
  const [town, setTown] = useState<TownGeoJson | null>(null);
  const [reachable, setReachable] = useState(false);
  useEffect(() => {
    const read = async (): Promise<void> => setTown((await (await fetch("/api/town")).json()) as TownGeoJson);
    void read().catch(() => undefined);
  }, []);
  useEffect(() => {
    const source = new EventSource("/api/show");
    source.onmessage = (event: MessageEvent<string>) => {
      setView(JSON.parse(event.data) as ShowView);
      setReachable(true);
    };
    source.onerror = () => setReachable(false);
    return () => source.close();
  }, []);
  const ask = useCallback(post, []);
  return { view, town, reachable, ask };
}
