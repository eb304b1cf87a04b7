import type { LampPattern } from "./ports.ts";

/** What was asked of the lamp and what it answered. Only an answer that is fresh and equal counts as "confirmed". */
export interface LampWatch {
  asked: LampPattern;
  askedUpMs: number;
  answer: LampPattern | null;
  answeredUpMs: number;
}

/** An older answer says nothing of now: dark, stuck or flickering shuts the gate within this time. */
export const LAMP_FRESH_MS = 1000;

export function makeLampWatch(): LampWatch {
  return { asked: "dark", askedUpMs: 0, answer: null, answeredUpMs: 0 };
}

/** Asks for another pattern. The old answer was given to another question. */
export function askLamp(watch: LampWatch, pattern: LampPattern, upMs: number): void {
  watch.asked = pattern;
  watch.askedUpMs = upMs;
  watch.answer = null;
}

/** True while the lamp has had no time to answer yet: there is no fault to speak of. */
export function lampIsNew(watch: LampWatch, upMs: number): boolean {
  return upMs - watch.askedUpMs < LAMP_FRESH_MS;
}

/** Takes an answer of the hardware; null when it gave none. */
export function hearLamp(watch: LampWatch, answer: LampPattern | null, upMs: number): void {
  watch.answer = answer;
  watch.answeredUpMs = upMs;
}

/** True when the hardware itself has just said that it shows "recording", as it was asked to. */
export function lampConfirmed(watch: LampWatch, upMs: number): boolean {
  const age = upMs - watch.answeredUpMs;
  return watch.asked === "recording" && watch.answer === "recording" && age >= 0 && age <= LAMP_FRESH_MS;
}
