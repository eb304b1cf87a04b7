import { KIND_OTHER } from "./sentence/formatter.ts";

/** The sentence under way: its text, and where its fields lie in it. */
export interface Line {
  /** What stands between "$" and "*". */
  text: Uint8Array;
  length: number;
  /** Where the commas are in `text`; the one after the last field is the end of the text. */
  commas: Uint8Array;
  fields: number;
  /** Which of the decoded sentences this is, or KIND_OTHER. */
  kind: number;
  /** The name that was made last (`typeName`). */
  name: string;
  /** What the last `scan` found. */
  event: LineEvent;
  checks: Checks;
  /** Where the scan stands (`line-scan.ts`). */
  stage: number;
  sum: number;
  claimed: number;
}

/** "sentence": one to decode, its checksum right. "other": one of a type that is not decoded, to be named. */
export type LineEvent = "none" | "sentence" | "other" | LineRefusal;

export type LineRefusal = "checksum" | "no-checksum" | "cut-short" | "too-long" | "garbled";

/**
 * "decoded": sentences that are not decoded are named from their first bytes and their checksums left alone, which
 * saves the microcontroller most of its work. "all": every checksum is looked at.
 */
export type Checks = "decoded" | "all";

/**
 * Longest text that is decoded. NMEA 0183 says 82 with "$" and line end; receivers with seven decimals send 88, and
 * 130 is what gpsd takes. Longer ones have been two sentences that a receiver melted into one.
 */
export const MAX_SENTENCE = 130;
export const SEEKING = 0;

export function makeLine(checks: Checks): Line {
  return {
    text: new Uint8Array(MAX_SENTENCE),
    length: 0,
    commas: new Uint8Array(MAX_SENTENCE + 1),
    fields: 0,
    kind: KIND_OTHER,
    name: "",
    event: "none",
    checks: checks,
    stage: SEEKING,
    sum: 0,
    claimed: 0,
  };
}
