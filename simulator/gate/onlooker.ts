/**
 * When a position may leave, told from the outside: nothing here looks into the device or shares a line with it. It keeps
 * what people did and how long ago, as timers that run by uptime, and reads the rule off them.
 */
export interface Memory {
  /** Null: nobody ever agreed. */
  agreed: { withdrawn: boolean; objected: boolean; expiresMs: number } | null;
  /** The notice of today is the one that was agreed to. */
  sameNotice: boolean;
  pause: Pause | null;
  /** A pause was running at a restart: for so long, by uptime, the device may still be waiting to be sure that it is over. */
  pauseHeldMs: number;
  /** Since an emergency was called, since it opened, since it ended; at most one of them runs. */
  calledAgoMs: number | null;
  openedAgoMs: number | null;
  endedAgoMs: number | null;
  /** The wearer calls for help: their own act, by which the device may call an emergency. */
  helping: boolean;
  /** For so long nobody outside can tell how a call for help left the emergency. */
  unsureMs: number;
  /** The lamp's last word since it was last asked for something, and how long ago that was. */
  lamp: { says: string | null; agoMs: number } | null;
  /** What the lamp is asked for, and since when. */
  lampAsked: string;
  askedAgoMs: number;
  /** Since it last went out while it should have been lit; null: not since it was asked. */
  brokeAgoMs: number | null;
  /** It was seen to show "recording" when it was asked for something else. */
  lampStuck: boolean;
}

export interface Pause {
  ageMs: number | null;
  agreedMs: number;
  untilMs: number | null;
  /** By so much the device's clock could be wrong when it noted the end; absent: it was right. */
  roughMs?: number;
}

/** The limits that are promised. */
export interface Limits {
  countdownMs: number;
  longestMs: number;
  restMs: number;
}

/** What is plain at the moment of asking. */
export interface Present {
  utcMs: number | null;
  /** Where the device's clock may be a little wrong: the latest that it may be. Absent: it is right. */
  latestMs?: number;
  /** The widest reading: a call for help may have opened the gate. Absent: it has not. */
  wide?: boolean;
  inHours: boolean;
  storeSound: boolean;
  someoneNamed: boolean;
  restKept: boolean;
}

export function blankMemory(): Memory {
  return {
    agreed: null,
    sameNotice: true,
    pause: null,
    pauseHeldMs: 0,
    calledAgoMs: null,
    openedAgoMs: null,
    endedAgoMs: null,
    helping: false,
    unsureMs: 0,
    lamp: null,
    lampAsked: "dark",
    askedAgoMs: 0,
    brokeAgoMs: null,
    lampStuck: false,
  };
}

function endEmergency(memory: Memory): void {
  if (memory.calledAgoMs === null && memory.openedAgoMs === null) return;
  memory.calledAgoMs = null;
  memory.openedAgoMs = null;
  memory.endedAgoMs = 0;
}

/** An emergency, the rest after it, and a while more. */
const UNSURE_MS = 32_400_000;

function unsureAgain(memory: Memory): void {
  if (memory.unsureMs > 0) memory.unsureMs = UNSURE_MS;
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
  memory.unsureMs = memory.helping ? UNSURE_MS : Math.max(0, memory.unsureMs - Math.max(0, byMs));
  memory.brokeAgoMs = older(memory.brokeAgoMs, byMs);
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
  if (ended !== null) memory.endedAgoMs = ended >= limits.restMs ? null : ended;
}

/** The clock of the day is looked at: a pause without an end gets one, and one that is over by both clocks is forgotten. */
export function lookAtClock(memory: Memory, utcMs: number | null): void {
  const pause = memory.pause;
  if (pause === null || utcMs === null) return;
  if (pause.untilMs === null) {
    if (pause.ageMs !== null) pause.untilMs = Math.ceil((utcMs + pause.agreedMs - pause.ageMs) / 1000) * 1000;
    return;
  }
  const byUptime = pause.ageMs === null || pause.ageMs >= pause.agreedMs;
  if (byUptime && utcMs >= pause.untilMs + (pause.roughMs ?? 0)) memory.pause = null;
}

/** What people do to it. */
export type Deed =
  | { kind: "agree"; expiresMs: number }
  | { kind: "withdraw" }
  | { kind: "object" }
  | { kind: "pause"; ms: number; utcMs: number | null; roughMs?: number }
  | { kind: "resume" }
  | { kind: "end-emergency" }
  | { kind: "call"; named: boolean }
  | { kind: "help" }
  | { kind: "help-over" }
  | { kind: "restart" };

function call(memory: Memory, named: boolean): void {
  const saidNo = memory.agreed !== null && (memory.agreed.withdrawn || memory.agreed.objected);
  const busy = memory.calledAgoMs !== null || memory.openedAgoMs !== null || memory.endedAgoMs !== null;
  if (!named || saidNo) return;
  if (memory.unsureMs === 0 && busy) return;
  memory.calledAgoMs = 0;
  if (memory.unsureMs === 0) return;
  memory.openedAgoMs = null;
  memory.endedAgoMs = null;
  unsureAgain(memory);
}

/** What is sure is stored every quarter of an hour; after that the time it takes to notice. */
const STORED_LATE_MS = 1_200_000;

function restart(memory: Memory): void {
  unsureAgain(memory);
  if (memory.pause !== null) memory.pauseHeldMs = memory.pause.agreedMs + STORED_LATE_MS;
  if (memory.pause !== null) memory.pause.ageMs = null;
  endEmergency(memory);
  if (memory.endedAgoMs !== null) memory.endedAgoMs = 0;
  lampAsked(memory, "dark");
  memory.lampStuck = false;
}

const BY_HAND: Deed["kind"][] = ["agree", "withdraw", "object", "pause", "end-emergency"];

export function remember(memory: Memory, deed: Deed): void {
  if (BY_HAND.includes(deed.kind)) {
    endEmergency(memory);
    unsureAgain(memory);
  }
  if (deed.kind === "help" || deed.kind === "help-over") {
    memory.helping = deed.kind === "help";
    memory.unsureMs = UNSURE_MS;
  }
  const agreed = memory.agreed;
  if (deed.kind === "agree") {
    memory.agreed = { withdrawn: false, objected: false, expiresMs: deed.expiresMs };
    memory.sameNotice = true;
    memory.pause = null;
  } else if (deed.kind === "withdraw" && agreed !== null) agreed.withdrawn = true;
  else if (deed.kind === "object" && agreed !== null) agreed.objected = true;
  else if (deed.kind === "pause" && agreed !== null) {
    const untilMs = deed.utcMs === null ? null : Math.ceil((deed.utcMs + deed.ms) / 1000) * 1000;
    memory.pause = { ageMs: 0, agreedMs: deed.ms, untilMs, ...(deed.roughMs === undefined ? {} : { roughMs: deed.roughMs }) };
  } else if (deed.kind === "resume") memory.pause = null;
  else if (deed.kind === "call") call(memory, deed.named);
  else if (deed.kind === "restart") restart(memory);
}

export function lampAsked(memory: Memory, pattern: string): void {
  memory.lampAsked = pattern;
  memory.lamp = null;
  memory.askedAgoMs = 0;
  memory.brokeAgoMs = null;
}

export function lampSays(memory: Memory, says: string | null): void {
  if (memory.lampAsked !== "recording") {
    if (says === memory.lampAsked) memory.lampStuck = false;
    else if (says === "recording" && memory.askedAgoMs >= 1000) memory.lampStuck = true;
  } else if (says !== "recording") {
    const goesOut = memory.lamp !== null && memory.lamp.says === "recording";
    const isOut = memory.brokeAgoMs !== null && memory.brokeAgoMs < 1000;
    if (goesOut || isOut) memory.brokeAgoMs = 0;
  }
  memory.lamp = { says, agoMs: 0 };
}

function isPaused(memory: Memory, utcMs: number): boolean {
  const pause = memory.pause;
  if (pause === null) return false;
  const roughMs = pause.roughMs ?? 0;
  // After a restart only a look at the clock ends it; at an end that a wrong clock noted, the device looks earlier or later.
  if (pause.ageMs === null ? roughMs === 0 : pause.ageMs < pause.agreedMs) return true;
  return pause.untilMs === null || utcMs < pause.untilMs - roughMs;
}

function isLit(memory: Memory): boolean {
  const lamp = memory.lamp;
  if (memory.lampStuck || (memory.brokeAgoMs !== null && memory.brokeAgoMs < 1000)) return false;
  return memory.lampAsked === "recording" && lamp !== null && lamp.says === "recording" && lamp.agoMs >= 0 && lamp.agoMs <= 1000;
}

/** Whether the lamp must be asked to show "recording": all but its own word is in place. */
export function lampMustShow(memory: Memory, present: Present): boolean {
  const { agreed } = memory;
  if (present.utcMs === null || !present.storeSound || !present.someoneNamed) return false;
  if (agreed !== null && (agreed.withdrawn || agreed.objected)) return false;
  if (memory.openedAgoMs !== null || (memory.helping && present.wide === true)) return true;
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
