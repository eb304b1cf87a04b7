/**
 * A time of day that was trusted once and is carried on by uptime, which nobody can set. A quartz strays, and more than
 * it can have strayed no single source may correct it: so a source that lies on its own drags the time along no faster
 * than 17 seconds a day (F16, F55).
 */
export interface Carried {
  /** UTC minus uptime, in milliseconds. */
  offsetMs: number;
  /** Uptime at which a source last agreed. */
  upMs: number;
  /** Uptime at which two independent sources last agreed; null: one alone has been believed since boot. */
  confirmedUpMs: number | null;
}

/** How far two sources may lie apart and still tell the same time. */
export const AGREEMENT_MS = 120000;
/** The worst quartz, warm or cold: 200 millionths. */
export const DRIFT = 0.0002;
/** Without any source for longer than this, 17 minutes may be missing: the carried time is no longer enough by itself. */
export const MAX_CARRY_MS = 60 * 86400000;

/** More than this a carried time that nobody lied about is never wrong: 17 minutes strayed, and what sources may differ. */
export const MAX_ERROR_MS = 1200000;

/** By how much the clock can have strayed since a source last agreed. */
export function strayedMs(carried: Carried, upMs: number): number {
  return DRIFT * Math.min(Math.max(upMs - carried.upMs, 0), MAX_CARRY_MS);
}

/** Whether two offsets tell the same time. */
export function near(aMs: number, bMs: number): boolean {
  return Math.abs(aMs - bMs) <= AGREEMENT_MS;
}

/** Whether a source's offset can be the carried time, given how far that may have strayed. */
export function agrees(carried: Carried, upMs: number, offsetMs: number): boolean {
  return Math.abs(offsetMs - carried.offsetMs) <= AGREEMENT_MS + strayedMs(carried, upMs);
}

/** Moves the carried time towards a source that agrees with it, as far as straying explains. */
export function follow(carried: Carried, upMs: number, offsetMs: number): void {
  const most = strayedMs(carried, upMs);
  const step = offsetMs - carried.offsetMs;
  carried.offsetMs += Math.max(0 - most, Math.min(most, step));
  carried.upMs = upMs;
}

/** Whether the time is recent enough to be believed while no source speaks. */
export function isFresh(carried: Carried, upMs: number): boolean {
  return upMs - carried.upMs <= MAX_CARRY_MS;
}

/** Whether two independent sources stood behind it lately enough. */
export function wasConfirmed(carried: Carried, upMs: number): boolean {
  return carried.confirmedUpMs !== null && upMs - carried.confirmedUpMs <= MAX_CARRY_MS;
}
