import { inHours, nextChange, type Schedule } from "./schedule.ts";

/**
 * The hours of every day in which nobody follows a child: the agreed hours must leave them free, proven before a
 * consent is accepted. What really was recorded is counted by rest-meter.ts.
 */

/**
 * So many minutes of any 24 hours stay free for a minor: a night's sleep. Ten hours lie within what paediatric sleep
 * medicine advises at every age from 3 to 18 (American Academy of Sleep Medicine, 2016).
 */
export const MINOR_REST_MINUTES = 600;

const MINUTE_MS = 60000;
const DAY_MS = 86400000;
/** More changes than the densest schedule has in a year: 28 windows a week and the booked slots, each with two edges. */
const MAX_CHANGES = 4096;

interface Span {
  fromMs: number;
  toMs: number;
}

/** The next span of open hours that begins at or after this moment, up to the end; null when there is none. */
function openFrom(schedule: Schedule, atMs: number, untilMs: number): Span | null {
  const from = inHours(schedule, atMs) ? atMs : nextChange(schedule, atMs);
  if (from === null || from >= untilMs) return null;
  const closes = nextChange(schedule, from);
  return { fromMs: from, toMs: closes === null || closes > untilMs ? untilMs : closes };
}

// Open time is most where the 24 hours end together with an open span: before that moment it grows, after it it cannot.
function openIn24Hours(recent: Span[], endMs: number): number {
  let open = 0;
  for (let i = 0; i < recent.length; i++) {
    const span = recent[i] as Span;
    const from = Math.max(span.fromMs, endMs - DAY_MS);
    if (span.toMs > from) open += span.toMs - from;
  }
  return open;
}

function forget(recent: Span[], beforeMs: number): void {
  while (recent.length > 0 && (recent[0] as Span).toMs <= beforeMs) recent.shift();
}

/**
 * Whether any 24 hours in a row between the two moments hold at least so much closed time, as real minutes: days of 23
 * and 25 hours, border crossings and one-off slots are counted as they fall. Asked once, when a consent is made.
 * @param fromMs, untilMs UTC milliseconds.
 * @returns false also for a schedule that changes too often to be followed to its end.
 */
export function keepsRest(schedule: Schedule, restMinutes: number, fromMs: number, untilMs: number): boolean {
  const mayBeOpenMs = DAY_MS - restMinutes * MINUTE_MS;
  const recent: Span[] = [];
  let atMs = fromMs;
  for (let i = 0; i < MAX_CHANGES; i++) {
    const span = openFrom(schedule, atMs, untilMs);
    if (span === null) return true;
    forget(recent, span.toMs - DAY_MS);
    recent.push(span);
    if (openIn24Hours(recent, span.toMs) > mayBeOpenMs) return false;
    atMs = span.toMs;
  }
  return false;
}
