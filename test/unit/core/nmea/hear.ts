import type { Fix } from "../../../../device/core/fix.ts";
import { feed, finish, makeNmea, type NmeaSink } from "../../../../device/core/nmea.ts";
import { withChecksum } from "../../../oracle/nmea-mutation.ts";

/** Everything that came out of some bytes, in order. */
export interface Heard {
  fixes: Fix[];
  refused: string[];
  named: string[];
  times: number[];
}

export function makeHeard(): { heard: Heard; sink: NmeaSink } {
  const heard: Heard = { fixes: [], refused: [], named: [], times: [] };
  const sink: NmeaSink = {
    fix: (fix) => void heard.fixes.push(fix),
    refused: (reason, type) => void heard.refused.push(`${reason}:${type}`),
    named: (type) => void heard.named.push(type),
    time: (utcMs) => void heard.times.push(utcMs),
  };
  return { heard, sink };
}

export function latin(text: string): Uint8Array {
  return Buffer.from(text, "latin1");
}

/** Sentences without "$" and checksum, each on its line with the right one. */
export function lines(...texts: string[]): string {
  return texts.map((text) => `${withChecksum(text)}\r\n`).join("");
}

/** What a whole stream amounts to. `piece` is the size of the pieces that it comes in. */
export function hear(stream: string | Uint8Array, piece = 1 << 20): Heard {
  const bytes = typeof stream === "string" ? latin(stream) : stream;
  const { heard, sink } = makeHeard();
  const nmea = makeNmea("all");
  for (let at = 0; at < bytes.length; at += piece) feed(nmea, bytes.subarray(at, at + piece), sink);
  finish(nmea, sink);
  return heard;
}
