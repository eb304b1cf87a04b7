import type { NmeaBurst, OpenBurst } from "./nmea-recording.ts";
import { DAY_MS } from "./stamp.ts";

/** What a receiver without a time is taken to do: speak once a second. */
const NOMINAL_MS = 1000;

/** Consecutive bursts that tell the same time, or none. */
interface Run {
  first: number;
  count: number;
  dayMs: number | null;
  dateMs: number | null;
}

/**
 * Gives each burst its place in time. Several with the same time are spread over the stretch up to the next time. A clock
 * that steps back, or more than a day ahead (a receiver that finds out the date does both), is taken as one second.
 */
export function burstTimes(bytes: Uint8Array, open: readonly OpenBurst[]): NmeaBurst[] {
  const runs = runsOf(open);
  const bursts: NmeaBurst[] = [];
  let atMs = 0;
  let dateMs: number | null = null;
  for (let n = 0; n < runs.length; n++) {
    const run = runs[n] as Run;
    dateMs = run.dateMs ?? dateMs;
    const utcMs = run.dayMs === null || dateMs === null ? null : dateMs + run.dayMs;
    const spanMs = spanOf(run, runs[n + 1]);
    const stepMs = Math.min(NOMINAL_MS, spanMs / run.count);
    for (let k = 0; k < run.count; k++) {
      const { from, to } = open[run.first + k] as OpenBurst;
      bursts.push({ atMs: atMs + k * stepMs, utcMs, bytes: bytes.subarray(from, to) });
    }
    atMs += spanMs;
  }
  return bursts;
}

function runsOf(open: readonly OpenBurst[]): Run[] {
  const runs: Run[] = [];
  for (let n = 0; n < open.length; n++) {
    const { dayMs, dateMs } = open[n] as OpenBurst;
    const last = runs[runs.length - 1];
    if (last !== undefined && last.dayMs === dayMs) last.count++;
    else runs.push({ first: n, count: 1, dayMs, dateMs });
  }
  return runs;
}

function spanOf(run: Run, next: Run | undefined): number {
  const nominalMs = run.count * NOMINAL_MS;
  if (next === undefined || run.dayMs === null || next.dayMs === null) return nominalMs;
  const spanMs = differenceMs(run, next, run.dayMs, next.dayMs);
  return spanMs > 0 && spanMs <= DAY_MS ? spanMs : nominalMs;
}

/** Without dates on both sides the shorter way round the clock counts, which carries a log over midnight. */
function differenceMs(run: Run, next: Run, fromMs: number, toMs: number): number {
  if (run.dateMs !== null && next.dateMs !== null) return next.dateMs + toMs - run.dateMs - fromMs;
  const forward = (toMs - fromMs + DAY_MS) % DAY_MS;
  return forward <= DAY_MS / 2 ? forward : forward - DAY_MS;
}
