import { InvalidArgumentError } from "commander";

/** "max" or how many times faster than it happened. */
export function speedOption(text: string): number | "max" {
  if (text === "max") return "max";
  const value = Number(text);
  if (text.trim() === "" || !(value >= 0.01 && value <= 100_000))
    throw new InvalidArgumentError('Give "max" or a number from 0.01 to 100000.');
  return value;
}

/** Bits a second. */
export function baudOption(text: string): number {
  return wholeNumber(text, 300, 4_000_000);
}

export function seedOption(text: string): number {
  return wholeNumber(text, 0, Number.MAX_SAFE_INTEGER);
}

/** UTC milliseconds, a whole second. */
export function startOption(text: string): number {
  const ms = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?Z$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms)) throw new InvalidArgumentError("Give a time in UTC like 2026-11-23T05:20:00Z.");
  return ms;
}

function wholeNumber(text: string, low: number, high: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < low || value > high)
    throw new InvalidArgumentError(`Give a whole number from ${low} to ${high}.`);
  return value;
}
