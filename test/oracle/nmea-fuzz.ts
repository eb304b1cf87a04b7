import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Fix } from "../../device/core/fix.ts";
import { feed, finish, makeNmea, type Nmea, type NmeaSink } from "../../device/core/nmea.ts";
import { integer, random } from "../random.ts";
import { invented } from "./nmea-invented.ts";
import { hostileBytes } from "./nmea-mutation.ts";

/** What is tried: anything that is fed bytes and calls a sink, as device/core/nmea.ts does. */
export interface Candidate {
  feed(bytes: Uint8Array): void;
  finish(): void;
}

export type MakeCandidate = (sink: NmeaSink) => Candidate;

export function realCandidate(sink: NmeaSink): Candidate {
  const nmea: Nmea = makeNmea("all");
  return { feed: (bytes) => feed(nmea, bytes, sink), finish: () => finish(nmea, sink) };
}

export interface FuzzResult {
  bytes: number;
  fixes: number;
  refused: number;
  crashes: number;
  /** Fixes that no checksum-valid sentence holds. */
  invented: number;
  /** How much more the heap held at the end than after the first tenth. */
  heapGrowth: number;
}

const BLOCK = 32768;
/** What a garbage-collected heap may differ by between two looks. */
export const HEAP_NOISE = 4 * 1024 * 1024;

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

function heapHeld(): number {
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** Feeds one block in pieces of any size. */
function feedInPieces(candidate: Candidate, block: Uint8Array, next: () => number): void {
  for (let at = 0; at < block.length; ) {
    const size = 1 + integer(next, next() < 0.5 ? 40 : 4000);
    candidate.feed(block.subarray(at, at + size));
    at += size;
  }
}

/** Runs `total` hostile bytes through a decoder and holds what comes out against the plain reading of the same bytes. */
export function fuzz(
  make: MakeCandidate,
  lines: readonly string[],
  total: number,
  seed: number,
  progress: (share: number) => void,
): FuzzResult {
  const next = random(seed);
  const result: FuzzResult = { bytes: 0, fixes: 0, refused: 0, crashes: 0, invented: 0, heapGrowth: 0 };
  let fixes: Fix[] = [];
  const sink: NmeaSink = {
    fix: (fix) => void fixes.push(fix),
    refused: () => void result.refused++,
    named: () => {},
    time: () => {},
  };
  const candidate = make(sink);
  let before = "";
  let heapEarly = 0;
  while (result.bytes < total) {
    const block = hostileBytes(next, lines, BLOCK);
    try {
      feedInPieces(candidate, block, next);
      candidate.finish();
    } catch {
      result.crashes++;
    }
    // A sentence may have begun in the block before.
    const text = Buffer.from(block).toString("latin1");
    result.invented += invented(before + text, fixes).filter((one) => one.fault === "no-sentence-holds-it").length;
    result.fixes += fixes.length;
    fixes = [];
    before = text;
    result.bytes += block.length;
    if (heapEarly === 0 && result.bytes >= total / 10) heapEarly = heapHeld();
    progress(result.bytes / total);
  }
  result.heapGrowth = heapHeld() - heapEarly;
  return result;
}
