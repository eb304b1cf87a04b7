import type { Consent } from "./consent.ts";
import type { LampPattern, StoreName } from "./ports.ts";

/** What happened. */
export type Event =
  | { kind: "bytes"; bytes: Uint8Array }
  | { kind: "tick" }
  | { kind: "lamp"; answer: LampPattern | null }
  /** The wearer's hand accepted this consent. */
  | { kind: "consent"; consent: Consent }
  /** The wearer's hand withdrew it. */
  | { kind: "withdraw" }
  | { kind: "link"; up: boolean }
  | { kind: "message"; topic: string; payload: Uint8Array }
  /** Something could not be made durable. */
  | { kind: "store-failed"; name: StoreName };

/** When it happened, read once for the whole step. */
export interface Moment {
  upMs: number;
  /** What the board's own clock says, or null. */
  hostUtcMs: number | null;
  batteryPercent: number | null;
}

/** What is wanted. Carried out in order; after a store that failed, nothing of the same step is published any more. */
export type Effect =
  | { kind: "replace"; name: StoreName; bytes: Uint8Array }
  | { kind: "append"; name: StoreName; bytes: Uint8Array }
  | { kind: "erase"; name: StoreName }
  | { kind: "publish"; topic: string; payload: Uint8Array }
  | { kind: "subscribe"; topics: string[] }
  | { kind: "lamp"; pattern: LampPattern }
  | { kind: "receiver"; on: boolean }
  | { kind: "link"; on: boolean };
