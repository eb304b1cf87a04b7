import { dayIndex, topicOf } from "../protocol/topic.ts";
import { veil } from "../protocol/veil.ts";
import type { Effect } from "./event.ts";
import type { Pair } from "./pair.ts";
import type { TrackerState } from "./state.ts";

const DAY_S = 86400;

/** The day that names the pair's topics. Without trusted time the last known day goes on; it never goes back. */
export function topicDay(pair: Pair, utcMs: number | null): number {
  const day = utcMs === null ? 0 : dayIndex(utcMs);
  if (day > pair.dayFloor) pair.dayFloor = day;
  return pair.dayFloor;
}

/** Where a guardian listens for this device. */
export function telemetryTopic(state: TrackerState, pair: Pair, utcMs: number | null): string {
  return topicOf(state.cipher, pair.topicKey, "telemetry", topicDay(pair, utcMs));
}

/**
 * The time that the queue keeps with a report. When it is not known, the start of the day under whose name it leaves now.
 * @param timeS of the report; 0 when it is not known, which only what holds no position may be.
 */
export function takenAt(pair: Pair, timeS: number): number {
  return timeS === 0 ? pair.dayFloor * DAY_S : timeS;
}

/**
 * What is published of a frame that waits: itself under the name of the day that it speaks of, veiled under any other, so
 * that no two days show the same bytes (P26). That day is stored with the frame and never changes, so a restart repeats it.
 * @param takenS as the outbox keeps it.
 */
export function publication(state: TrackerState, pair: Pair, frame: Uint8Array, takenS: number, utcMs: number | null): Effect {
  const day = topicDay(pair, utcMs);
  const plain = dayIndex(takenS * 1000) === day;
  return {
    kind: "publish",
    topic: topicOf(state.cipher, pair.topicKey, "telemetry", day),
    payload: plain ? frame : veil(state.cipher, pair.topicKey, day, frame),
  };
}
