import type { Cipher } from "../../device/protocol/cipher.ts";
import { topicOf } from "../../device/protocol/topic.ts";
import { PASSED_MS } from "../core/chain.ts";

const DAYS_BACK = Math.ceil(PASSED_MS / 86400000);

/** Who is meant by which topic on one day. */
export interface TopicBook {
  day: number;
  /** Yesterday, today and tomorrow of every pair: clocks differ, and a frame may be on its way at midnight. */
  listen: string[];
  /** Earlier days, which a broker that keeps our session may still hold. */
  leave: string[];
  /** Also of earlier days: the broker may have queued their frames while this console was off. */
  pairOf: Map<string, string>;
  /** The day of each of these topics: a frame that waited has another form on each. */
  dayOf: Map<string, number>;
}

/** @param pairs topic keys by pair id. @param day UTC day of the console's clock. */
export function topicBook(cipher: Cipher, pairs: ReadonlyMap<string, Uint8Array>, day: number): TopicBook {
  const book: TopicBook = { day, listen: [], leave: [], pairOf: new Map(), dayOf: new Map() };
  for (const [pairId, topicKey] of pairs) {
    for (let d = Math.max(0, day - DAYS_BACK); d <= day + 1; d++) {
      const topic = topicOf(cipher, topicKey, "telemetry", d);
      book.pairOf.set(topic, pairId);
      book.dayOf.set(topic, d);
      if (d >= day - 1) book.listen.push(topic);
      else book.leave.push(topic);
    }
  }
  return book;
}
