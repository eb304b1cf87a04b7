import type { Limits, Memory } from "./memory.ts";

/**
 * A call for help may call an emergency by the device itself, at a moment that depends on what it made of hours and
 * clocks, and then a call by people is refused. So after one nobody outside can tell which emergency there is, and every
 * call that may have been taken is kept in mind, until the wearer's hand or a restart ends whichever it was.
 */

/** An emergency, the rest after it, and a while more. */
const UNSURE_MS = 32_400_000;

export function unsureAgain(memory: Memory): void {
  if (memory.unsureMs > 0) memory.unsureMs = UNSURE_MS;
}

/** From here on nobody can tell; what was called before may still go on, and a rest that runs is sure. */
export function becomeUnsure(memory: Memory): void {
  if (memory.unsureMs === 0) {
    if (memory.calledAgoMs !== null) memory.maybeCalledAgoMs = [memory.calledAgoMs];
    if (memory.openedAgoMs !== null) memory.maybeOpenedAgoMs = [memory.openedAgoMs];
    memory.calledAgoMs = null;
    memory.openedAgoMs = null;
  }
  memory.unsureMs = UNSURE_MS;
}

/** Somebody calls: perhaps this is the one that is taken. */
export function maybeCalled(memory: Memory): void {
  memory.maybeCalledAgoMs.push(0);
  unsureAgain(memory);
}

export function passUnsure(memory: Memory, byMs: number, limits: Limits): void {
  memory.unsureMs = memory.helping ? UNSURE_MS : Math.max(0, memory.unsureMs - Math.max(0, byMs));
  const called = memory.maybeCalledAgoMs.map((agoMs) => agoMs + byMs);
  const opens = called.filter((agoMs) => agoMs >= limits.countdownMs).map((agoMs) => agoMs - limits.countdownMs);
  memory.maybeCalledAgoMs = called.filter((agoMs) => agoMs < limits.countdownMs);
  const opened = memory.maybeOpenedAgoMs.map((agoMs) => agoMs + byMs).concat(opens);
  memory.maybeOpenedAgoMs = opened.filter((agoMs) => agoMs < limits.longestMs);
}

/** Whether an emergency may be open that nobody outside can be sure of. */
export function mayBeOpen(memory: Memory): boolean {
  return memory.unsureMs > 0 && memory.endedAgoMs === null && (memory.helping || memory.maybeOpenedAgoMs.length > 0);
}
