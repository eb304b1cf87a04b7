import type { Cipher } from "../../device/protocol/cipher.ts";
import { topicOf } from "../../device/protocol/topic.ts";
import { unveil } from "../../device/protocol/veil.ts";

/** Where a frame was seen, for an onlooker who has the pair's keys: its topic, and the days that it may be named after. */
export interface SeenOn {
  topic: string;
  days: readonly number[];
}

/** The days around a moment, and the one of a device that never knew the time. */
export function daysNear(day: number): number[] {
  return [day, day - 1, day + 1, 0];
}

/** The frame that this is the form of on its topic's day; null when the topic is none of the pair's on these days. */
export function unveiledOn(cipher: Cipher, topicKey: Uint8Array, { topic, days }: SeenOn, frame: Uint8Array): Uint8Array | null {
  const day = days.find((each) => topicOf(cipher, topicKey, "telemetry", each) === topic);
  return day === undefined ? null : unveil(cipher, topicKey, day, frame);
}
