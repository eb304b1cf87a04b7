import type { Limits, Memory, Present } from "./memory.ts";
import { isLit, lampAsked } from "./seen-lamp.ts";
import { becomeUnsure, mayBeOpen, maybeCalled, passUnsure, unsureAgain } from "./unsure.ts";

/**
 * When a position may leave, told from the outside: nothing here looks into the device or shares a line with it. It keeps
 * what people did and how long ago, as timers that run by uptime, and reads the rule off them.
 */

function endEmergency(memory: Memory): void {
  memory.maybeCalledAgoMs = [];
  memory.maybeOpenedAgoMs = [];
  if (memory.calledAgoMs === null && memory.openedAgoMs === null) return;
  memory.calledAgoMs = null;
  memory.openedAgoMs = null;
  memory.endedAgoMs = 0;
}

function older(ageMs: number | null, byMs: number): number | null {
  return ageMs === null ? null : ageMs + byMs;
}

/** Lets uptime pass; it goes back when that is negative, and then an emergency ends and its rest begins anew. */
export function passTime(memory: Memory, byMs: number, limits: Limits): void {
  if (memory.pause !== null) memory.pause.ageMs = older(memory.pause.ageMs, byMs);
  if (memory.lamp !== null) memory.lamp.agoMs += byMs;
  memory.pauseHeldMs = Math.max(0, memory.pauseHeldMs - Math.max(0, byMs));
  memory.askedAgoMs += byMs;
  memory.brokeAgoMs = older(memory.brokeAgoMs, byMs);
  passUnsure(memory, byMs, limits);
  if (byMs < 0) {
    unsureAgain(memory);
    endEmergency(memory);
    if (memory.endedAgoMs !== null) memory.endedAgoMs = 0;
    return;
  }
  const called = older(memory.calledAgoMs, byMs);
  const opened = older(memory.openedAgoMs, byMs);
  const ended = older(memory.endedAgoMs, byMs);
  memory.calledAgoMs = called !== null && called >= limits.countdownMs ? null : called;
  memory.openedAgoMs = called !== null && called >= limits.countdownMs ? called - limits.countdownMs : opened;
  if (memory.openedAgoMs !== null && memory.openedAgoMs >= limits.longestMs) endEmergency(memory);
  if (ended === null) return;
  memory.endedAgoMs = ended >= limits.restMs ? null : ended;
  if (ended >= limits.restMs) memory.restUnseen = true;
}

/** The device was woken: it has seen that a rest is over, and stored it. */
export function wake(memory: Memory): void {
  memory.restUnseen = false;
}

function secondAfter(ms: number): number {
  return Math.ceil(ms / 1000) * 1000;
}

/** The clock of the day is looked at: a pause without an end gets one, and one that is over by both clocks is forgotten. */
export function lookAtClock(memory: Memory, utcMs: number | null): void {
  const pause = memory.pause;
  if (pause === null || utcMs === null) return;
  if (pause.untilMs === null) {
    if (pause.ageMs !== null) pause.untilMs = secondAfter(utcMs + pause.agreedMs - pause.ageMs);
    return;
  }
  const byUptime = pause.ageMs === null || pause.ageMs >= pause.agreedMs;
  if (byUptime && utcMs >= pause.untilMs + pause.roughMs) memory.pause = null;
}

/** What people do to it. */
export type Deed =
  | { kind: "agree"; expiresMs: number }
  | { kind: "withdraw" }
  | { kind: "object" }
  | { kind: "pause"; ms: number; utcMs: number | null; roughMs?: number; noted?: boolean }
  | { kind: "resume" }
  | { kind: "end-emergency" }
  | { kind: "call"; named: boolean }
  | { kind: "help" }
  | { kind: "help-over" }
  | { kind: "restart" };

function call(memory: Memory, named: boolean): void {
  const saidNo = memory.agreed !== null && (memory.agreed.withdrawn || memory.agreed.objected);
  const busy = memory.calledAgoMs !== null || memory.openedAgoMs !== null || memory.endedAgoMs !== null;
  if (!named || saidNo || busy) return;
  if (memory.unsureMs > 0) maybeCalled(memory);
  else memory.calledAgoMs = 0;
}

/** What is sure is stored every quarter of an hour; after that the time it takes to notice. */
const STORED_LATE_MS = 1_200_000;
/** A pause is over by then at the latest, whatever end was noted of it. */
const OUTLASTED_MS = 90_000_000;

function holdPause(memory: Memory, holdMs: number): void {
  memory.pauseHoldMs = holdMs;
  memory.pauseHeldMs = holdMs;
  memory.pauseWasHeld = true;
}

/** Each restart begins the waiting anew: what is sure stands where it was stored. */
function restartPause(memory: Memory): void {
  const { pause } = memory;
  if (memory.pauseHeldMs > 0) holdPause(memory, memory.pauseHoldMs);
  else if (pause !== null) holdPause(memory, pause.agreedMs + STORED_LATE_MS);
  if (pause !== null) pause.ageMs = null;
}

function restart(memory: Memory): void {
  unsureAgain(memory);
  restartPause(memory);
  endEmergency(memory);
  if (memory.endedAgoMs !== null || memory.restUnseen) memory.endedAgoMs = 0;
  wake(memory);
  lampAsked(memory, "dark");
  memory.lampStuck = false;
}

function endPause(memory: Memory): void {
  memory.pause = null;
  memory.pauseHeldMs = 0;
  memory.pauseWasHeld = false;
}

const BY_HAND: Deed["kind"][] = ["agree", "withdraw", "object", "pause", "end-emergency"];

export function remember(memory: Memory, deed: Deed): void {
  if (BY_HAND.includes(deed.kind)) {
    endEmergency(memory);
    unsureAgain(memory);
  }
  if (deed.kind === "help" || deed.kind === "help-over") {
    memory.helping = deed.kind === "help";
    becomeUnsure(memory);
  }
  const agreed = memory.agreed;
  if (deed.kind === "agree") {
    memory.agreed = { withdrawn: false, objected: false, expiresMs: deed.expiresMs };
    memory.sameNotice = true;
    endPause(memory);
  } else if (deed.kind === "withdraw" && agreed !== null) agreed.withdrawn = true;
  else if (deed.kind === "object" && agreed !== null) agreed.objected = true;
  else if (deed.kind === "pause" && agreed !== null) {
    const untilMs = deed.utcMs === null ? null : secondAfter(deed.utcMs + deed.ms);
    const { roughMs = 0, noted = true } = deed;
    endPause(memory);
    memory.pause = { ageMs: 0, agreedMs: deed.ms, untilMs, roughMs };
    if (!noted) holdPause(memory, OUTLASTED_MS + STORED_LATE_MS);
  } else if (deed.kind === "resume") endPause(memory);
  else if (deed.kind === "call") call(memory, deed.named);
  else if (deed.kind === "restart") restart(memory);
}

function isPaused(memory: Memory, utcMs: number): boolean {
  const pause = memory.pause;
  if (pause === null) return false;
  const { roughMs } = pause;
  // After a restart only a look at the clock ends it; at an end that a wrong clock noted, the device looks earlier or later.
  if (pause.ageMs === null ? roughMs === 0 : pause.ageMs < pause.agreedMs) return true;
  return pause.untilMs === null || utcMs < pause.untilMs - roughMs;
}

/** Whether the lamp must be asked to show "recording": all but its own word is in place. */
export function lampMustShow(memory: Memory, present: Present): boolean {
  const { agreed } = memory;
  if (present.utcMs === null || !present.storeSound || !present.someoneNamed) return false;
  if (agreed !== null && (agreed.withdrawn || agreed.objected)) return false;
  if (memory.openedAgoMs !== null || (present.wide === true && mayBeOpen(memory))) return true;
  if (
    agreed === null ||
    !memory.sameNotice ||
    present.utcMs >= agreed.expiresMs ||
    isPaused(memory, present.latestMs ?? present.utcMs)
  )
    return false;
  return present.inHours && present.restKept;
}

/** Whether a position may leave now. */
export function mayLeave(memory: Memory, present: Present): boolean {
  return isLit(memory) && lampMustShow(memory, present);
}
