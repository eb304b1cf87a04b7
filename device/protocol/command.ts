import { copyOf, readU8, readU16, readU32, writeU16, writeU32 } from "./bytes.ts";
import { SHORT_BODY } from "./envelope.ts";
import { FENCE_BYTES } from "./fence-part.ts";

/**
 * What a guardian may ask of a device: a closed list (docs/protocol.md, "Commands"). There is no command for the lamp,
 * the hours, the roster's growth, the firmware or code: those need the wearer's hand.
 */
export const ACT_NAMES = [
  "ping",
  "locate-now",
  "set-interval",
  "set-precision",
  "fence-set",
  "fence-clear",
  "panic-ack",
  "message",
  "live-ask",
  "trip-propose",
  "time-beacon",
  "stop",
  "erase",
  "revoke-self",
] as const;
export type ActName = (typeof ACT_NAMES)[number];

/** A precision that is none: this guardian is told of states and events, and no position at all. */
export const PLACE_ONLY = 255;

export interface Command {
  act: ActName;
  /** Number of the consent that the guardian knows of; an act that needs one is refused when the device has another. */
  consent: number;
  /** Grows with every command of this guardian to this device. The device obeys each number once. */
  sequence: number;
  /** Whole seconds since 1970 after which it has no effect. */
  expiresS: number;
  /**
   * Seconds for "set-interval", decimals of a degree for "set-precision", whole seconds since 1970 for "time-beacon", the
   * number of a fence for "fence-clear", what fence-part.ts says for "fence-set"; 0 for what takes none.
   */
  value: number;
  /** FENCE_BYTES bytes of a drawing; absent in all but a "fence-set". */
  fence?: Uint8Array;
}

/** How a command fared. The order is the wire's: append only. */
export const RESULTS = [
  "done",
  "expired",
  "other-consent",
  "gate-closed",
  "too-often",
  "wider-than-agreed",
  "not-supported",
  "time-unknown",
] as const;
export type Result = (typeof RESULTS)[number];

const FIRST_KIND = 16;
const FENCE_AT = SHORT_BODY - FENCE_BYTES;

/** @returns exactly SHORT_BODY bytes, zero-padded. */
export function encodeCommand(command: Command): Uint8Array {
  const body = new Uint8Array(SHORT_BODY);
  body[0] = FIRST_KIND + ACT_NAMES.indexOf(command.act);
  writeU16(body, 1, command.consent);
  writeU32(body, 3, command.sequence);
  writeU32(body, 7, command.expiresS);
  writeU32(body, 11, command.value);
  if (command.act === "fence-set" && command.fence !== undefined) body.set(copyOf(command.fence, 0, FENCE_BYTES), FENCE_AT);
  return body;
}

/** @returns null for a kind of a later version, a wrong length, or anything where zeros belong. A drawing is not looked at. */
export function decodeCommand(body: Uint8Array): Command | null {
  if (body.length !== SHORT_BODY) return null;
  const act = ACT_NAMES[readU8(body, 0) - FIRST_KIND];
  if (act === undefined) return null;
  const isFence = act === "fence-set";
  for (let i = FENCE_AT; i < SHORT_BODY && !isFence; i++) {
    if (body[i] !== 0) return null;
  }
  const command: Command = {
    act: act,
    consent: readU16(body, 1),
    sequence: readU32(body, 3),
    expiresS: readU32(body, 7),
    value: readU32(body, 11),
  };
  if (isFence) command.fence = copyOf(body, FENCE_AT, SHORT_BODY);
  return command;
}

export function resultCode(result: Result): number {
  return RESULTS.indexOf(result);
}

/** Null for a code of a later version. */
export function resultOf(code: number): Result | null {
  const result = RESULTS[code];
  return result === undefined ? null : result;
}
