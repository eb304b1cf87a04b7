import type { Effect } from "./event.ts";

/**
 * What the wearer feels, as pulses to be counted, because a vibration is there for whoever cannot see the lamp.
 * There are three lengths, each about double the last, and two rules that a finger remembers:
 * a long pulse first says that something was stopped; short pulses alone say how things are.
 *
 *   withdrawn  L       the whole of it: stopped for good
 *   deleted    LL      stopped, and everybody is asked to delete
 *   paused     LS      stopped, and it comes back by itself
 *   objected   LSS     stopped by an objection
 *   resumed    SL      a pause the other way round: it goes on
 *   recording  S       one: yes, it records
 *   silent     SS      two: on, but it does not record
 *   remind     SSSS    four: a consent ends soon; nobody asked, and there is no hurry
 *   located    MM      somebody asked where you are, and was told
 *   calling    MSMS    a call for help goes out in a moment, press once to take it back
 *   called     MMMM    it goes out
 *   heard      SMSM    a guardian has answered
 *   call-over  MS      the call is taken back, or over
 *   refused    SSSSSS  a rattle that nobody need count: that does not go now
 *   announced  MMM     three in the middle length: somebody calls an emergency, press to refuse
 */
export type Feel =
  | "withdrawn"
  | "deleted"
  | "paused"
  | "resumed"
  | "objected"
  | "recording"
  | "silent"
  | "announced"
  | "located"
  | "calling"
  | "called"
  | "heard"
  | "call-over"
  | "remind"
  | "refused";

/** A small motor needs some 80 ms to turn at all: shorter than this is felt by nobody. */
export const SHORT_MS = 150;
export const MEDIUM_MS = 400;
export const LONG_MS = 800;
/** Long enough for the motor to come to rest, so that the pulses stay apart. */
export const GAP_MS = 200;
const RATTLE_GAP_MS = 100;
/** Nothing is played for longer: a motor that hangs empties the battery, and a hand that hears it for ever learns nothing. */
export const MAX_FEEL_MS = 3000;
/** On and off in turn. */
export const MAX_PULSES = 32;

function rattle(pulses: number): number[] {
  const out: number[] = [SHORT_MS];
  for (let i = 1; i < pulses; i++) out.push(RATTLE_GAP_MS, SHORT_MS);
  return out;
}

/** @returns milliseconds of on and of off in turn, beginning and ending with on; a list of its own at every call. */
export function pulsesOf(feel: Feel): number[] {
  switch (feel) {
    case "withdrawn":
      return [LONG_MS];
    case "deleted":
      return [LONG_MS, GAP_MS, LONG_MS];
    case "paused":
      return [LONG_MS, GAP_MS, SHORT_MS];
    case "objected":
      return [LONG_MS, GAP_MS, SHORT_MS, GAP_MS, SHORT_MS];
    case "resumed":
      return [SHORT_MS, GAP_MS, LONG_MS];
    case "recording":
      return [SHORT_MS];
    case "silent":
      return [SHORT_MS, GAP_MS, SHORT_MS];
    case "remind":
      return [SHORT_MS, GAP_MS, SHORT_MS, GAP_MS, SHORT_MS, GAP_MS, SHORT_MS];
    case "refused":
      return rattle(6);
    case "located":
      return [MEDIUM_MS, GAP_MS, MEDIUM_MS];
    case "calling":
      return [MEDIUM_MS, GAP_MS, SHORT_MS, GAP_MS, MEDIUM_MS, GAP_MS, SHORT_MS];
    case "called":
      return [MEDIUM_MS, GAP_MS, MEDIUM_MS, GAP_MS, MEDIUM_MS, GAP_MS, MEDIUM_MS];
    case "call-over":
      return [MEDIUM_MS, GAP_MS, SHORT_MS];
    case "heard":
      return [SHORT_MS, GAP_MS, MEDIUM_MS, GAP_MS, SHORT_MS, GAP_MS, MEDIUM_MS];
    case "announced":
      return [MEDIUM_MS, GAP_MS, MEDIUM_MS, GAP_MS, MEDIUM_MS];
  }
}

/** What of a list may be played: up to the first length that is none, MAX_PULSES of them, MAX_FEEL_MS in all. */
export function playable(pulsesMs: number[]): number[] {
  const out: number[] = [];
  let totalMs = 0;
  for (let i = 0; i < pulsesMs.length && i < MAX_PULSES; i++) {
    const ms = pulsesMs[i] as number;
    if (!(ms > 0)) break;
    const kept = Math.min(ms, MAX_FEEL_MS - totalMs);
    if (kept <= 0) break;
    out.push(kept);
    totalMs += kept;
  }
  return out;
}

/** Lets the wearer feel it. */
export function feel(what: Feel, effects: Effect[]): void {
  effects.push({ kind: "haptic", pulsesMs: pulsesOf(what) });
}
