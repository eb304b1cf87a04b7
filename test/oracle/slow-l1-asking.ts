import { number, padded, unsigned } from "./slow-l1-bytes.ts";

/** A second L1, "Commands": what a guardian asks, and how the device answers. */
export interface SlowCommand {
  kind: "command";
  act: string;
  consent: number;
  sequence: number;
  expiresS: number;
  value: number;
  /** 18 bytes behind the value, in a "fence-set" and in no other. */
  fence?: Uint8Array;
}

export interface SlowAnswer {
  kind: "answer";
  result: string;
  /** 0: unknown. */
  timeS: number;
  sequence: number;
}

/** Acts by their number, from kind 16 on. */
export const SLOW_ACTS = [
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
];

/** Results by their number. */
export const SLOW_RESULTS = [
  "done",
  "expired",
  "other-consent",
  "gate-closed",
  "too-often",
  "wider-than-agreed",
  "not-supported",
  "time-unknown",
];

const FIRST_ACT = 16;
const ANSWER = 8;
const COMMAND_END = 15;

export function commandBody({ act, consent, sequence, expiresS, value, fence }: SlowCommand): Buffer {
  const fields = [number(2, consent), number(4, sequence), number(4, expiresS), number(4, value), Buffer.from(fence ?? [])];
  return padded(number(1, FIRST_ACT + SLOW_ACTS.indexOf(act)), ...fields);
}

export function answerBody({ result, timeS, sequence }: SlowAnswer): Buffer {
  return padded(number(1, ANSWER), number(1, SLOW_RESULTS.indexOf(result)), number(4, timeS), number(4, sequence));
}

/** Null: no command, or with something behind it where zeros belong. */
export function readCommand(body: Uint8Array): SlowCommand | null {
  const act = SLOW_ACTS[(body[0] as number) - FIRST_ACT];
  const behind = body.subarray(COMMAND_END);
  if (act === undefined || (act !== "fence-set" && behind.some((byte) => byte !== 0))) return null;
  return {
    kind: "command",
    act,
    consent: unsigned(body.subarray(1, 3)),
    sequence: unsigned(body.subarray(3, 7)),
    expiresS: unsigned(body.subarray(7, 11)),
    value: unsigned(body.subarray(11, 15)),
    ...(act === "fence-set" ? { fence: new Uint8Array(behind) } : {}),
  };
}

/** Null: no answer, or with a result that nobody knows. */
export function readAnswer(body: Uint8Array): SlowAnswer | null {
  const result = SLOW_RESULTS[body[1] as number];
  if (body[0] !== ANSWER || result === undefined) return null;
  return { kind: "answer", result, timeS: unsigned(body.subarray(2, 6)), sequence: unsigned(body.subarray(6, 10)) };
}
