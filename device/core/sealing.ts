import { type Sealed, seal } from "../protocol/envelope.ts";
import type { Effect } from "./event.ts";
import { EPOCH_FRAMES, encodePair, epochIsOver, type Pair, pairName, stepEpoch } from "./pair.ts";
import type { TrackerState } from "./state.ts";

export interface SealedAt {
  epoch: number;
  number: number;
  frame: Sealed;
}

/** Seals one body in the present epoch, at its next number. Null when the epoch is closed, or the body has no right length. */
export function sealNext(state: TrackerState, pair: Pair, body: Uint8Array): SealedAt | null {
  const number = pair.nextNumber;
  if (number === null) return null;
  const place = {
    epochKey: pair.epochKey,
    headerKey: pair.headerKey,
    direction: "telemetry" as const,
    epoch: pair.epoch,
    number: number,
  };
  const frame = seal(state.cipher, place, body);
  if (frame === null) return null;
  pair.nextNumber = number + 1;
  return { epoch: pair.epoch, number: number, frame: frame };
}

/**
 * Opens an epoch where none is open, whatever the age of the one that is: what tells of trouble must not wait for a write,
 * because a store that is full may be part of the trouble. It holds no position; what does begins a new epoch in its time.
 */
export function stepWhenNone(state: TrackerState, pair: Pair, upMs: number, effects: Effect[]): void {
  if (pair.nextNumber === null || pair.nextNumber >= EPOCH_FRAMES) stepWhenOver(state, pair, upMs, effects);
}

/** Begins a new epoch when the present one is over; its record is stored before anything that it seals may leave. */
export function stepWhenOver(state: TrackerState, pair: Pair, upMs: number, effects: Effect[]): void {
  if (!epochIsOver(pair, upMs)) return;
  stepEpoch(state.cipher, pair, upMs);
  effects.push({ kind: "replace", name: pairName(pair.slot), bytes: encodePair(pair) });
}
