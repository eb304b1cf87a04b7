import { readU8, readU32, writeU32 } from "../protocol/bytes.ts";
import { crc32 } from "../protocol/crc32.ts";

/**
 * An emergency in which the wearer cannot consent (R-12, P7): somebody named calls it for a named reason, the wearer is
 * told and may veto while the countdown runs and ever after, it opens for a limited time, closes by itself, and then must
 * rest before it can be called again. All spans are uptime: no clock that can be set makes it longer (F52). It never
 * outlives a restart, because nobody can say how long the device was off.
 */

// The place in each list is the byte in the record: only ever add at the end.
export const VITAL_ACTORS = ["guardian", "parent", "supporter", "rescuer", "medic", "wearer"] as const;
export type VitalActor = (typeof VITAL_ACTORS)[number];
export const VITAL_REASONS = ["missing", "accident", "illness", "danger"] as const;
export type VitalReason = (typeof VITAL_REASONS)[number];
const PHASES = ["idle", "announced", "open", "closed"] as const;
export type VitalPhase = (typeof PHASES)[number];

/** How long lamp and vibration tell the wearer before anything opens. */
export const VITAL_COUNTDOWN_MS = 60000;
/** The longest that it stays open. */
export const VITAL_LONGEST_MS = 7200000;
/** So long nobody can call it again, so that emergencies cannot be put together to a day that is watched. */
export const VITAL_REST_MS = 21600000;

export interface VitalWatch {
  phase: VitalPhase;
  /** Of the present emergency or of the last one; null when idle, or when the record of it is lost. */
  actor: VitalActor | null;
  reason: VitalReason | null;
  /** Uptime at which the phase began. */
  sinceUpMs: number;
  /** The uptime that was read last. */
  seenUpMs: number;
}

export type VitalEnd =
  | "time-over"
  | "vetoed"
  | "withdrawn"
  | "objected"
  | "consent-given"
  | "called-off"
  | "clock-lost"
  | "restarted";
export type VitalRefusal = "actor-not-named" | "reason-not-given" | "already-called" | "called-too-soon" | "wearer-said-no";

export type VitalEvent =
  | { kind: "tick" }
  | { kind: "call"; actor: VitalActor | null; reason: VitalReason | null }
  /** The wearer's hand, or the one who called it, ends it. */
  | { kind: "end"; why: VitalEnd };

/** A line for the receipts. Each is durable before anything that it speaks of leaves the device. */
export interface VitalNote {
  kind: "announced" | "opened" | "closed" | "refused";
  actor: VitalActor | null;
  reason: VitalReason | null;
  why: VitalEnd | VitalRefusal | null;
}

export interface VitalOutcome {
  notes: VitalNote[];
  /** The stored record is out of date: see `encodeVital`. */
  changed: boolean;
}

const VERSION = 1;
const RECORD = 8;

export function makeVitalWatch(): VitalWatch {
  return { phase: "idle", actor: null, reason: null, sinceUpMs: 0, seenUpMs: 0 };
}

function note(watch: VitalWatch, kind: VitalNote["kind"], why: VitalNote["why"]): VitalNote {
  return { kind: kind, actor: watch.actor, reason: watch.reason, why: why };
}

function enter(watch: VitalWatch, phase: VitalPhase, upMs: number): void {
  watch.phase = phase;
  watch.sinceUpMs = upMs;
}

function end(watch: VitalWatch, why: VitalEnd, upMs: number, notes: VitalNote[]): void {
  if (watch.phase !== "announced" && watch.phase !== "open") return;
  enter(watch, "closed", upMs);
  notes.push(note(watch, "closed", why));
}

function call(watch: VitalWatch, actor: VitalActor | null, reason: VitalReason | null, upMs: number): VitalNote {
  let why: VitalRefusal | null = null;
  if (actor === null || VITAL_ACTORS.indexOf(actor) < 0) why = "actor-not-named";
  else if (reason === null || VITAL_REASONS.indexOf(reason) < 0) why = "reason-not-given";
  else if (watch.phase === "closed") why = "called-too-soon";
  else if (watch.phase !== "idle") why = "already-called";
  if (why !== null) return { kind: "refused", actor: actor, reason: reason, why: why };
  watch.actor = actor;
  watch.reason = reason;
  enter(watch, "announced", upMs);
  return note(watch, "announced", null);
}

// An uptime that went back, or is no number, tells nothing of how long it has been: the longest is assumed.
function loseClock(watch: VitalWatch, upMs: number, notes: VitalNote[]): void {
  end(watch, "clock-lost", upMs, notes);
  watch.sinceUpMs = upMs;
}

function advance(watch: VitalWatch, upMs: number, notes: VitalNote[]): void {
  const lost = !(upMs >= watch.seenUpMs);
  watch.seenUpMs = upMs;
  if (lost) return loseClock(watch, upMs, notes);
  const elapsedMs = upMs - watch.sinceUpMs;
  if (watch.phase === "announced" && elapsedMs >= VITAL_COUNTDOWN_MS) {
    // Counted from the end of the countdown: a board that slept through it does not begin the hours when it wakes.
    enter(watch, "open", watch.sinceUpMs + VITAL_COUNTDOWN_MS);
    notes.push(note(watch, "opened", null));
    if (upMs - watch.sinceUpMs >= VITAL_LONGEST_MS) end(watch, "time-over", upMs, notes);
  } else if (watch.phase === "open" && elapsedMs >= VITAL_LONGEST_MS) {
    end(watch, "time-over", upMs, notes);
  } else if (watch.phase === "closed" && elapsedMs >= VITAL_REST_MS) {
    enter(watch, "idle", upMs);
    watch.actor = null;
    watch.reason = null;
  }
}

/** Takes one event. @param upMs uptime; never a time of day. */
export function hearVital(watch: VitalWatch, event: VitalEvent, upMs: number): VitalOutcome {
  const before = watch.phase;
  const notes: VitalNote[] = [];
  advance(watch, upMs, notes);
  if (event.kind === "call") notes.push(call(watch, event.actor, event.reason, upMs));
  else if (event.kind === "end") end(watch, event.why, upMs, notes);
  return { notes: notes, changed: watch.phase !== before };
}

/** The gate's claim. It ends at the very moment, also when no tick has come yet. */
export function vitalClaim(watch: VitalWatch, upMs: number): "none" | "open" {
  if (watch.phase !== "open" || !(upMs >= watch.seenUpMs)) return "none";
  return upMs - watch.sinceUpMs < VITAL_LONGEST_MS ? "open" : "none";
}

/** @returns the record for the store, ending in a CRC-32; null: nothing is to be kept, erase it. */
export function encodeVital(watch: VitalWatch): Uint8Array | null {
  if (watch.phase === "idle") return null;
  const out = new Uint8Array(RECORD);
  out[0] = VERSION;
  out[1] = PHASES.indexOf(watch.phase);
  // An actor or a reason that is not known is stored as 255.
  out[2] = watch.actor === null ? 255 : VITAL_ACTORS.indexOf(watch.actor);
  out[3] = watch.reason === null ? 255 : VITAL_REASONS.indexOf(watch.reason);
  writeU32(out, 4, crc32(out, 0, 4));
  return out;
}

function isSound(record: Uint8Array): boolean {
  return record.length === RECORD && record[0] === VERSION && readU32(record, 4) === crc32(record, 0, 4);
}

/**
 * The machine after a restart: closed, whatever was stored, and resting anew if there was anything.
 * @param record the stored one, or null when there is none.
 * @returns also the note that an emergency was cut short; write it before the record that `encodeVital` now gives.
 */
export function bootVital(record: Uint8Array | null, upMs: number): { watch: VitalWatch; notes: VitalNote[] } {
  const watch = makeVitalWatch();
  watch.seenUpMs = upMs;
  if (record === null) return { watch: watch, notes: [] };
  enter(watch, "closed", upMs);
  if (!isSound(record)) return { watch: watch, notes: [note(watch, "closed", "restarted")] };
  const actor = VITAL_ACTORS[readU8(record, 2)];
  const reason = VITAL_REASONS[readU8(record, 3)];
  watch.actor = actor === undefined ? null : actor;
  watch.reason = reason === undefined ? null : reason;
  const ended = PHASES[readU8(record, 1)] === "closed";
  return { watch: watch, notes: ended ? [] : [note(watch, "closed", "restarted")] };
}
