import { decodeReceipt, RECEIPT_BYTES, type ReceiptKind } from "../protocol/receipt.ts";
import type { Consent } from "./consent.ts";
import type { Moment } from "./event.ts";
import type { GateClaims } from "./gate.ts";
import { lampFails } from "./lamp-watch.ts";
import { hearFault } from "./receipt-faults.ts";
import { addReceipt, type Receipts } from "./receipts.ts";
import type { TrackerState } from "./state.ts";
import { VITAL_ACTORS, VITAL_REASONS, type VitalNote } from "./vital-interest.ts";

/**
 * Which receipts the wearer gets, and when. What lasts (a withdrawal, a pause, open hours) is compared with what the log
 * said last, so that a receipt which a power cut prevented is written at the next start, and a restart writes none twice.
 */
export interface Noted {
  withdrawn: boolean;
  objected: boolean;
  paused: boolean;
  expired: boolean;
  noticeChanged: boolean;
  hoursOpen: boolean;
}

/** No actor, or no reason: what a call that is refused may come with. */
const NOBODY = 255;

/** Whether the newest receipt of any of these kinds is the first of them. */
function saidLast(receipts: Receipts, kind: ReceiptKind, others: ReceiptKind[]): boolean {
  for (let at = receipts.log.length - RECEIPT_BYTES; at >= 0; at -= RECEIPT_BYTES) {
    const receipt = decodeReceipt(receipts.log, at);
    if (receipt === null) continue;
    if (receipt.kind === kind) return true;
    if (others.indexOf(receipt.kind) >= 0) return false;
  }
  return false;
}

/** What the stored log says. */
export function readNoted(receipts: Receipts): Noted {
  return {
    withdrawn: saidLast(receipts, "withdraw", ["grant"]),
    objected: saidLast(receipts, "objection", ["grant"]),
    paused: saidLast(receipts, "pause", ["resume", "grant"]),
    expired: saidLast(receipts, "consent-expired", ["grant"]),
    noticeChanged: saidLast(receipts, "notice-change", ["grant"]),
    hoursOpen: saidLast(receipts, "window-open", ["window-close"]),
  };
}

export function addNote(state: TrackerState, kind: ReceiptKind, detail: number, utcMs: number | null): void {
  addReceipt(state.cipher, state.receipts, kind, detail, utcMs === null ? null : Math.floor(utcMs / 1000));
}

/** Compares what is with what was said. @param off null: only a new consent ends it, and that has a receipt of its own. */
function noteEdge(
  state: TrackerState,
  name: keyof Noted,
  is: boolean,
  on: ReceiptKind,
  off: ReceiptKind | null,
  utcMs: number | null,
): void {
  if (state.noted[name] === is) return;
  if (!is && off === null) return;
  state.noted[name] = is;
  const consent = state.consent;
  addNote(state, is ? on : (off as ReceiptKind), consent === null ? 0 : consent.number, utcMs);
}

/** The wearer's own acts, as the consent record holds them. */
export function noteActs(state: TrackerState, utcMs: number | null): void {
  const consent = state.consent;
  if (consent === null) return;
  noteEdge(state, "withdrawn", consent.withdrawn, "withdraw", null, utcMs);
  noteEdge(state, "objected", consent.objected, "objection", null, utcMs);
  noteEdge(state, "paused", consent.pausedUntilS !== 0 && !consent.withdrawn, "pause", "resume", utcMs);
}

/** A new consent: what was said of the one before is over. */
export function noteGrant(state: TrackerState, consent: Consent, utcMs: number | null): void {
  addNote(state, "grant", consent.number, utcMs);
  if (consent.opinion === "agrees") addNote(state, "child-opinion", 1, utcMs);
  if (consent.opinion === "objects" || consent.opinion === "weighed") addNote(state, "child-opinion", 0, utcMs);
  const noted = state.noted;
  noted.withdrawn = false;
  noted.objected = false;
  noted.paused = false;
  noted.expired = false;
  noted.noticeChanged = false;
}

const VITAL_KINDS: Record<VitalNote["kind"], ReceiptKind> = {
  announced: "vital-start",
  opened: "vital-open",
  closed: "vital-stop",
  refused: "vital-refused",
};

function placeOf(list: readonly string[], name: string | null): number {
  const place = name === null ? -1 : list.indexOf(name);
  return place < 0 ? NOBODY : place;
}

/** Every call of an emergency, what became of it, and who made it for which reason. */
export function noteVital(state: TrackerState, notes: VitalNote[], utcMs: number | null): void {
  for (let i = 0; i < notes.length; i++) {
    const note = notes[i] as VitalNote;
    const vetoed = note.kind === "closed" && note.why === "vetoed";
    const detail = placeOf(VITAL_ACTORS, note.actor) + 256 * placeOf(VITAL_REASONS, note.reason);
    addNote(state, vetoed ? "vital-veto" : VITAL_KINDS[note.kind], detail, utcMs);
  }
}

function timeFails(state: TrackerState, utcMs: number | null): boolean | null {
  if (utcMs !== null) return false;
  return state.timeWasKnown ? true : null;
}

/** What the gate's claims say that lasts: hours, the end of a consent, a changed notice, faults of lamp and clock. */
export function noteClaims(state: TrackerState, claims: GateClaims, moment: Moment, utcMs: number | null): void {
  noteActs(state, utcMs);
  if (utcMs !== null) state.timeWasKnown = true;
  const consent = claims.consent;
  if (utcMs !== null && consent !== "none") {
    noteEdge(state, "expired", consent === "expired", "consent-expired", null, utcMs);
    noteEdge(state, "noticeChanged", consent === "notice-changed", "notice-change", null, utcMs);
    const hoursOpen = claims.hours === "open" && (consent === "active" || consent === "paused");
    noteEdge(state, "hoursOpen", hoursOpen, "window-open", "window-close", utcMs);
  }
  const utcS = utcMs === null ? null : Math.floor(utcMs / 1000);
  const watched = consent === "active" || claims.vital === "open";
  const lamp = watched ? lampFails(state.lamp, moment.upMs) : null;
  hearFault(state.cipher, state.receipts, state.lampFaults, lamp, moment.upMs, utcS);
  hearFault(state.cipher, state.receipts, state.timeFaults, watched ? timeFails(state, utcMs) : null, moment.upMs, utcS);
}
