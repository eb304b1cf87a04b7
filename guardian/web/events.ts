import type { ServerResponse } from "node:http";
import type { Console } from "../core/view.ts";
import { TICK_MS, type Unstamped } from "./messages.ts";
import type { WearerPanel } from "./wearer-panel.ts";

/** Pages that may listen at once. */
export const READER_LIMIT = 16;
/** Bytes that may wait for one reader; who reads slower than the world moves is disconnected and may come back. */
export const BACKLOG_LIMIT = 1 << 20;

/** Sends every change to every page that listens, as Server-Sent Events. */
export interface EventHub {
  /** @returns false when there are too many readers; the response is then untouched. */
  add(response: ServerResponse, headers: Record<string, string>): boolean;
  /** Ends every stream at once. Twice is no error. */
  close(): void;
}

function stateOf(console: Console, panel: WearerPanel | null): Unstamped {
  return {
    kind: "state",
    linkUp: console.linkUp(),
    devices: console.devices(),
    wearer: panel === null ? null : panel.state(),
  };
}

function send(reader: ServerResponse, text: string): void {
  reader.write(text);
  if (reader.writableLength > BACKLOG_LIMIT) reader.destroy();
}

export function makeEventHub(console: Console, panel: WearerPanel | null): EventHub {
  const readers = new Set<ServerResponse>();
  const frame = (message: Unstamped): string => `data: ${JSON.stringify({ nowMs: console.nowMs(), ...message })}\n\n`;
  const broadcast = (message: Unstamped): void => {
    if (readers.size === 0) return;
    const text = frame(message);
    for (const reader of readers) send(reader, text);
  };
  const stops = [
    console.onChange((change) => broadcast({ kind: "change", change })),
    panel === null ? () => undefined : panel.onChange(() => broadcast({ kind: "wearer", wearer: panel.state() })),
  ];
  const ticker = setInterval(() => broadcast({ kind: "tick" }), TICK_MS);
  ticker.unref();
  return {
    add(response, headers) {
      if (readers.size >= READER_LIMIT) return false;
      response.writeHead(200, { ...headers, "content-type": "text/event-stream", "cache-control": "no-store" });
      response.on("close", () => {
        readers.delete(response);
        panel?.pageLeft();
      });
      response.on("error", () => readers.delete(response));
      send(response, `retry: 1000\n\n${frame(stateOf(console, panel))}`);
      readers.add(response);
      return true;
    },
    close() {
      clearInterval(ticker);
      for (const stop of stops) stop();
      for (const reader of readers) {
        reader.end();
        reader.destroy();
      }
      readers.clear();
    },
  };
}
