import { batchBody } from "../oracle/slow-l1-batch.ts";
import { bodyOf } from "../oracle/slow-l1-bodies.ts";
import { type SlowFrame, type SlowPlace, sealSlowly } from "../oracle/slow-l1-frame.ts";
import type { SlowPairing } from "../oracle/slow-l1-keys.ts";
import { TRACK, TRACK_DECIMALS } from "./cases.ts";

/** The published batch: twelve short bodies, the body that holds them all, and its frame. */
export interface PublishedBatch extends SlowFrame {
  place: SlowPlace;
  bodies: Buffer[];
  body: Buffer;
}

/** @throws RangeError when the track does not fit, which it does. */
export function publishedBatch(pairing: SlowPairing): PublishedBatch {
  const bodies = TRACK.map(bodyOf);
  const body = batchBody(TRACK_DECIMALS, bodies);
  if (body === null) throw new RangeError("the published track does not fit into a batch");
  const place: SlowPlace = { direction: "telemetry", epoch: 2, number: bodies.length };
  return { place, bodies, body, ...sealSlowly(pairing, place, body) };
}
