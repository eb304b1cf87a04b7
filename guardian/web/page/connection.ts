import type { PageAct, StoredFix } from "../../core/view.ts";
import { type Message, TICK_MS, TRAIL_LIMIT } from "../messages.ts";
import type { WearerAction } from "../wearer-panel.ts";

/** The page's line to the server: one stream of events that mends itself, and a few plain requests. */

/** A stream this long silent is lost, whatever the browser believes: ticks come far more often. */
export const SILENCE_MS = 4 * TICK_MS;
const RETRY_MS = 2000;

export interface ConnectionEvents {
  message(message: Message): void;
  /** @param refused the server answers, but this page's token is of an earlier start. */
  lost(refused: boolean): void;
}

async function isRefused(): Promise<boolean> {
  try {
    return (await fetch("/api/devices")).status === 403;
  } catch {
    return false;
  }
}

/** @returns a function that hangs up. */
export function connect(events: ConnectionEvents): () => void {
  let source: EventSource | null = null;
  let heardAt = Date.now();
  let retryAt = 0;
  const drop = (): void => {
    source?.close();
    source = null;
    retryAt = Date.now() + RETRY_MS;
    events.lost(false);
    void isRefused().then((refused) => {
      if (refused && source === null) events.lost(true);
    });
  };
  const open = (): void => {
    heardAt = Date.now();
    source = new EventSource("/api/events");
    source.onmessage = (event: MessageEvent<string>): void => {
      heardAt = Date.now();
      events.message(JSON.parse(event.data) as Message);
    };
    source.onerror = drop;
  };
  // One watch for a stream that broke and one that went quiet, such as after the computer slept.
  const watch = setInterval(() => {
    if (source === null && Date.now() >= retryAt) open();
    else if (source !== null && Date.now() - heardAt > SILENCE_MS) drop();
  }, 500);
  open();
  return () => {
    clearInterval(watch);
    source?.close();
  };
}

async function json(address: string, init?: RequestInit): Promise<unknown> {
  const answer = await fetch(address, init);
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
  return answer.json();
}

/** @param sinceMs by the device's own time. */
export async function fetchTrail(deviceId: string, sinceMs: number): Promise<StoredFix[]> {
  const since = Math.max(0, Math.floor(sinceMs));
  return (await json(`/api/devices/${encodeURIComponent(deviceId)}/trail?since=${since}&limit=${TRAIL_LIMIT}`)) as StoredFix[];
}

export function fetchTown(): Promise<unknown> {
  return json("/api/town");
}

/** @param detail "50m" or "10m", as Natural Earth names its scales. */
export function fetchBasemap(detail: "50m" | "10m"): Promise<unknown> {
  return json(`/api/basemap?detail=${detail}`);
}

/** Asks the device; the answer comes on the stream. @returns why not, in words for people; null when it was asked. */
export async function sendQuestion(deviceId: string, act: PageAct): Promise<string | null> {
  const answer = await fetch(`/api/devices/${encodeURIComponent(deviceId)}/ask`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ act }),
  });
  if (answer.ok) return null;
  const body = (await answer.json()) as { error?: string };
  return body.error ?? NOT_UNDERSTOOD;
}

/** Answers an incident. @returns why not, in words for people; null when it was taken. */
export async function sendAnswer(deviceId: string, incident: number): Promise<string | null> {
  const answer = await fetch(`/api/devices/${encodeURIComponent(deviceId)}/answer`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ incident }),
  });
  if (answer.ok) return null;
  const body = (await answer.json()) as { error?: string };
  return body.error ?? NOT_UNDERSTOOD;
}

const NOT_UNDERSTOOD = "The console could not take it. Reload this page.";

/** Does what the wearer's hand would do on a simulated device. The new state arrives on the stream. */
export async function sendAction(action: WearerAction): Promise<void> {
  await json("/api/wearer", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ action }),
  });
}
