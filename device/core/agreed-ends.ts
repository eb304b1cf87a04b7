import { CONSENT, encodeConsent, reminderDue, standing } from "./consent.ts";
import type { Effect } from "./event.ts";
import { feel } from "./feel.ts";
import { holdsPosition, type Outbox, olderOf, type Waiting } from "./outbox.ts";
import { eraseQueue, moveOutbox } from "./outbox-erasure.ts";
import { addNote } from "./receipting.ts";
import type { Slot } from "./schedule.ts";
import type { TrackerState } from "./state.ts";

/** What ends because it was agreed that it ends, without anybody's hand. Asked at every tick. */

/** So long after a change of the notice that nobody agreed to anew, what was collected before it is erased. */
export const ERASE_AFTER_CHANGE_S = 86400;

function storeConsent(state: TrackerState, effects: Effect[]): void {
  if (state.consent !== null) effects.push({ kind: "replace", name: CONSENT, bytes: encodeConsent(state.consent) });
}

/** Once before the end of a consent the wearer is told that this device may record, and that the consent ends soon. */
function remind(state: TrackerState, utcMs: number, effects: Effect[]): void {
  const consent = state.consent;
  const utcS = Math.floor(utcMs / 1000);
  if (consent === null || !reminderDue(consent, utcS)) return;
  consent.remindedS = utcS;
  storeConsent(state, effects);
  addNote(state, "reminder", consent.number, utcMs);
  feel("remind", effects);
  effects.push({ kind: "reminder", expiresS: consent.expiresS });
}

function eraseAfterChange(state: TrackerState, upMs: number, utcMs: number, effects: Effect[]): void {
  const consent = state.consent;
  if (consent === null || consent.withdrawn) return;
  const changed = standing(consent, utcMs, state.permission.notice) === "notice-changed";
  const utcS = Math.floor(utcMs / 1000);
  if (!changed) {
    if (consent.noticeChangedS === 0) return;
    consent.noticeChangedS = 0;
    return storeConsent(state, effects);
  }
  if (consent.noticeChangedS === 0) {
    consent.noticeChangedS = utcS;
    return storeConsent(state, effects);
  }
  if (utcS - consent.noticeChangedS < ERASE_AFTER_CHANGE_S || state.outbox.since === null) return;
  eraseQueue(state, upMs, effects);
  addNote(state, "erasure", consent.number, utcMs);
}

/** The last booked slot that has ended and was not looked at yet; null: none. */
function endedSlot(slots: Slot[], utcS: number, lookedAtS: number): number | null {
  let ended: number | null = null;
  for (let i = 0; i < slots.length; i++) {
    const end = (slots[i] as Slot).toMinute * 60;
    if (end <= utcS && end > lookedAtS && (ended === null || end > ended)) ended = end;
  }
  return ended;
}

function inSlot(slots: Slot[], entry: Waiting, utcS: number): boolean {
  for (let i = 0; i < slots.length; i++) {
    const slot = slots[i] as Slot;
    const ended = slot.toMinute * 60 <= utcS;
    if (ended && entry.takenS >= slot.fromMinute * 60 && entry.takenS < slot.toMinute * 60) return true;
  }
  return false;
}

/** The trip is over: what was booked is not kept beyond it, delivered or not. */
function eraseEndedSlots(state: TrackerState, utcMs: number, effects: Effect[]): void {
  const consent = state.consent;
  const slots = consent === null ? undefined : consent.schedule.oneOff;
  const outbox = state.outbox;
  const utcS = Math.floor(utcMs / 1000);
  if (slots === undefined || outbox.since === null) return;
  const ended = endedSlot(slots, utcS, state.slotsEndedS);
  if (ended === null) return;
  state.slotsEndedS = ended;
  if (outbox.since.utcS >= ended) return;
  const left: Waiting[] = [];
  let oldest: Outbox["since"] = null;
  for (let i = 0; i < outbox.waiting.length; i++) {
    const entry = outbox.waiting[i] as Waiting;
    if (holdsPosition(entry) && inSlot(slots, entry, utcS)) continue;
    if (holdsPosition(entry)) oldest = olderOf(oldest, entry.takenS, entry.takenRunS);
    left.push(entry);
  }
  moveOutbox(state, left, oldest, effects);
  addNote(state, "erasure", consent === null ? 0 : consent.number, utcMs);
}

/** @param utcMs trusted time; without it nothing ends, and nothing passes the gate either. */
export function keepAgreedEnds(state: TrackerState, upMs: number, utcMs: number | null, effects: Effect[]): void {
  if (utcMs === null) return;
  remind(state, utcMs, effects);
  eraseAfterChange(state, upMs, utcMs, effects);
  eraseEndedSlots(state, utcMs, effects);
}

/** Safety is assured, by the wearer's hand or by whoever the notice names: what waits is erased at once. */
export function hearSafe(state: TrackerState, upMs: number, utcMs: number | null, effects: Effect[]): void {
  if (state.outbox.since === null) return;
  eraseQueue(state, upMs, effects);
  addNote(state, "erasure", state.consent === null ? 0 : state.consent.number, utcMs);
}
