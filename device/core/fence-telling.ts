import type { AlertPhase } from "../protocol/alert.ts";
import type { ActiveAlert } from "./alert-record.ts";
import { incidentFor, reportOf } from "./alerting.ts";
import { claimsAt } from "./claims.ts";
import { slowed } from "./constant-rate.ts";
import { pairAt } from "./delivery.ts";
import type { Effect, Moment } from "./event.ts";
import type { FenceBook, FencePage } from "./fence-book.ts";
import { isWatched } from "./fence-calendar.ts";
import { fenceFixOf } from "./fence-fix.ts";
import { forgetFences } from "./fence-orders.ts";
import { type FenceFix, type FencePhase, hearFence, makeFenceWatch } from "./fence-watch.ts";
import type { GateClaims, PermittedFix } from "./gate.ts";
import type { Pair } from "./pair.ts";
import { decimalsFor, isServed, narrowedNow } from "./roster.ts";
import { flagsNow, sealFor } from "./sending.ts";
import type { TrackerState } from "./state.ts";

/**
 * Fences decide on the positions that their own guardian may have: as coarse, as often, in the agreed hours alone, and only
 * what the gate let pass. So a fence tells nobody more than the positions themselves would; and what it tells has none.
 */

/** What the consent that stands now allows of fences; in an emergency there is none that speaks of them. */
function mayWatch(claims: GateClaims): boolean {
  return claims.consent === "active" && claims.hours === "open" && claims.rest === "kept";
}

function startAnew(page: FencePage): void {
  if (page.watch.side !== "unknown" || page.watch.lastMs >= 0) page.watch = makeFenceWatch();
  page.incident = 0;
}

/** Where somebody went while nobody might know is nobody's business afterwards either. */
function startAllAnew(book: FenceBook): void {
  book.pages.forEach(startAnew);
}

/** Something that one guardian is to hear of one of their fences. */
interface Decided {
  pair: Pair;
  page: FencePage;
  phase: FencePhase;
}

/** Leaving begins an incident, coming back ends it; the numbers are this guardian's. */
function tell(state: TrackerState, decided: Decided, moment: Moment, utcMs: number | null, effects: Effect[]): void {
  const pair = decided.pair;
  const page = decided.page;
  const left = decided.phase === "left";
  const incident = left || page.incident === 0 ? incidentFor(state, pair, moment, effects) : page.incident;
  page.incident = left ? incident : 0;
  const active: ActiveAlert = {
    alert: "fence",
    subject: page.drawing.number,
    measure: null,
    raisedS: utcMs === null ? 0 : Math.floor(utcMs / 1000),
    incidents: [],
    times: 0,
    answered: false,
  };
  const told: AlertPhase = left ? "raised" : "cleared";
  const report = reportOf(state, active, told, claimsAt(state, moment.upMs, utcMs, null), moment, utcMs);
  report.incident = incident;
  sealFor(state, pair, report, moment.upMs, effects);
}

/** Whether this guardian would be due a position by now. */
function isDue(state: TrackerState, pair: Pair, book: FenceBook, timeMs: number): boolean {
  const agreed = state.consent === null ? 0 : state.consent.intervalS;
  const narrowed = narrowedNow(state, pair);
  const intervalS = slowed(state.rate, narrowed === null ? agreed : Math.max(agreed, narrowed.intervalS));
  const passedMs = timeMs - book.lastMs;
  // A clock that went back does not make them wait for it.
  if (book.lastMs >= 0 && passedMs >= 0 && passedMs < intervalS * 1000) return false;
  book.lastMs = timeMs;
  return true;
}

function hearPage(page: FencePage, fix: FenceFix, state: TrackerState): FencePhase[] {
  const drawn = page.drawn;
  if (drawn === null || state.consent === null) return [];
  if (isWatched(drawn.fence.calendar, state.consent.schedule.zone, fix.timeMs)) return hearFence(page.watch, drawn.ground, fix);
  startAnew(page);
  return [];
}

function decide(state: TrackerState, book: FenceBook, permitted: PermittedFix): Decided[] {
  const decided: Decided[] = [];
  const pair = pairAt(state, book.slot);
  if (pair === null || !isServed(state, pair) || !isDue(state, pair, book, permitted.fix.timeMs)) return decided;
  const fix = fenceFixOf(permitted.fix, decimalsFor(state, pair));
  for (let i = 0; i < book.pages.length; i++) {
    const page = book.pages[i] as FencePage;
    const phases = hearPage(page, fix, state);
    for (let k = 0; k < phases.length; k++) decided.push({ pair: pair, page: page, phase: phases[k] as FencePhase });
  }
  return decided;
}

/** One fix that the gate let pass. */
export function hearFences(
  state: TrackerState,
  permitted: PermittedFix,
  moment: Moment,
  utcMs: number | null,
  effects: Effect[],
): void {
  if (state.fences.length === 0) return;
  const claims = claimsAt(state, moment.upMs, utcMs, permitted.fix.timeMs);
  // What looks like a lie is told as such, and opens no door (F15).
  if (!mayWatch(claims) || flagsNow(state, claims, moment).gnssSuspicious) return;
  for (let i = 0; i < state.fences.length; i++) {
    const decided = decide(state, state.fences[i] as FenceBook, permitted);
    for (let k = 0; k < decided.length; k++) tell(state, decided[k] as Decided, moment, utcMs, effects);
  }
}

function isOver(state: TrackerState, book: FenceBook, claims: GateClaims): boolean {
  const consent = claims.consent;
  if (consent === "none" || consent === "withdrawn" || consent === "expired" || consent === "objected") return true;
  return state.consent === null || state.consent.number !== book.consent || pairAt(state, book.slot) === null;
}

/** One tick: fences end with what was agreed, and know nothing any more of a day that is over. */
export function passFences(state: TrackerState, moment: Moment, utcMs: number | null, effects: Effect[]): void {
  if (state.fences.length === 0) return;
  const claims = claimsAt(state, moment.upMs, utcMs, null);
  const books = state.fences.slice(0);
  for (let i = 0; i < books.length; i++) {
    const book = books[i] as FenceBook;
    if (isOver(state, book, claims)) forgetFences(state, book.slot, effects);
    else if (!mayWatch(claims) && claims.time === "trusted") startAllAnew(book);
  }
}
