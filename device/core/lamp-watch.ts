import type { LampPattern } from "./ports.ts";

/** What was asked of the lamp and what it answered. Only an answer that is fresh, steady and equal is "confirmed". */
export interface LampWatch {
  asked: LampPattern;
  askedUpMs: number;
  answer: LampPattern | null;
  answeredUpMs: number;
  /** Uptime of the last answer that broke off a light which was there already; null: none did. */
  brokenUpMs: number | null;
  /** It went on showing "recording" when it was asked for something else: what it says of "recording" is worth nothing. */
  stuck: boolean;
}

/** An older answer says nothing of now: dark, stuck or flickering shuts the gate within this time. */
export const LAMP_FRESH_MS = 1000;
/** A light that broke off must be steady for so long before it counts again: a flicker is no sign that people read. */
export const LAMP_STEADY_MS = 1000;

/** A device that starts has just asked its lamp to be dark. */
export function makeLampWatch(upMs: number): LampWatch {
  return { asked: "dark", askedUpMs: upMs, answer: null, answeredUpMs: 0, brokenUpMs: null, stuck: false };
}

/** Asks for another pattern. The old answers were given to another question. */
export function askLamp(watch: LampWatch, pattern: LampPattern, upMs: number): void {
  watch.asked = pattern;
  watch.askedUpMs = upMs;
  watch.answer = null;
  watch.brokenUpMs = null;
}

/** True while the lamp has had no time to answer yet: there is no fault to speak of. */
export function lampIsNew(watch: LampWatch, upMs: number): boolean {
  return upMs - watch.askedUpMs < LAMP_FRESH_MS;
}

// A lamp that shows "recording" whatever it is asked cannot be found out while "recording" is what it is asked.
function judgeStuck(watch: LampWatch, answer: LampPattern | null, upMs: number): void {
  if (watch.asked === "recording") return;
  if (answer === watch.asked) watch.stuck = false;
  else if (answer === "recording" && !lampIsNew(watch, upMs)) watch.stuck = true;
}

/** Takes an answer of the hardware; null when it gave none. */
export function hearLamp(watch: LampWatch, answer: LampPattern | null, upMs: number): void {
  judgeStuck(watch, answer, upMs);
  const wasLit = watch.asked === "recording" && watch.answer === "recording";
  const stillBroken = watch.brokenUpMs !== null && upMs - watch.brokenUpMs < LAMP_STEADY_MS;
  if (answer !== "recording" && (wasLit || stillBroken)) watch.brokenUpMs = upMs;
  watch.answer = answer;
  watch.answeredUpMs = upMs;
}

function isSteady(watch: LampWatch, upMs: number): boolean {
  return watch.brokenUpMs === null || upMs - watch.brokenUpMs >= LAMP_STEADY_MS;
}

/** True when the hardware itself has just said that it shows "recording", as it was asked to. */
export function lampConfirmed(watch: LampWatch, upMs: number): boolean {
  const age = upMs - watch.answeredUpMs;
  if (watch.asked !== "recording" || watch.answer !== "recording" || watch.stuck) return false;
  return age >= 0 && age <= LAMP_FRESH_MS && isSteady(watch, upMs);
}

/** Whether the lamp fails the wearer; null while nothing can be said of it. */
export function lampFails(watch: LampWatch, upMs: number): boolean | null {
  if (watch.stuck) return true;
  if (watch.asked !== "recording" || lampIsNew(watch, upMs)) return null;
  return !lampConfirmed(watch, upMs);
}
