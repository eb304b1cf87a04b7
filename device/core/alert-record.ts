import { ALERT_NAMES, type AlertName } from "../protocol/alert.ts";
import { readU8, readU16, readU32, writeU16, writeU32 } from "../protocol/bytes.ts";
import { crc32 } from "../protocol/crc32.ts";
import { MAX_PAIRS } from "./pair.ts";

/** An incident that is not over. It outlives a restart, so that a call for help goes on and nothing is raised twice. */
export interface ActiveAlert {
  alert: AlertName;
  /** The number of a fence; NO_SUBJECT for all else. */
  subject: number;
  /** See AlertReport; null: nothing is measured. */
  measure: number | null;
  /** Whole seconds since 1970; 0 unknown. */
  raisedS: number;
  /** The incident's number for each slot; 0: this guardian was not told of it. */
  incidents: number[];
  /** How often it was told. From the last write of the record on only in memory. */
  times: number;
  /** A guardian has answered. */
  answered: boolean;
}

export function isRaisedIn(alerts: ActiveAlert[], alert: AlertName): boolean {
  return alerts.some((active) => active.alert === alert);
}

/** Name of the record in the store. */
export const ALERTS = "alerts";
/** More at once are not raised; a call for help takes the place of the oldest other. */
export const MAX_ALERTS = 16;

const VERSION = 1;
const HEAD = 2;
const ENTRY = 12 + 4 * MAX_PAIRS;
const NO_MEASURE = 65535;

function writeEntry(out: Uint8Array, at: number, active: ActiveAlert): void {
  out[at] = ALERT_NAMES.indexOf(active.alert);
  out[at + 1] = active.subject;
  writeU16(out, at + 2, active.measure === null ? NO_MEASURE : Math.min(active.measure, NO_MEASURE - 1));
  writeU32(out, at + 4, active.raisedS);
  writeU16(out, at + 8, Math.min(active.times, NO_MEASURE));
  out[at + 10] = active.answered ? 1 : 0;
  for (let slot = 0; slot < MAX_PAIRS; slot++) writeU32(out, at + 12 + 4 * slot, active.incidents[slot] as number);
}

function readEntry(bytes: Uint8Array, at: number): ActiveAlert | null {
  const alert = ALERT_NAMES[readU8(bytes, at)];
  if (alert === undefined) return null;
  const measure = readU16(bytes, at + 2);
  const incidents: number[] = [];
  for (let slot = 0; slot < MAX_PAIRS; slot++) incidents.push(readU32(bytes, at + 12 + 4 * slot));
  return {
    alert: alert,
    subject: readU8(bytes, at + 1),
    measure: measure === NO_MEASURE ? null : measure,
    raisedS: readU32(bytes, at + 4),
    times: readU16(bytes, at + 8),
    answered: readU8(bytes, at + 10) === 1,
    incidents: incidents,
  };
}

/** @returns the record, ending in a CRC-32. */
export function encodeAlerts(alerts: ActiveAlert[]): Uint8Array {
  const out = new Uint8Array(HEAD + ENTRY * alerts.length + 4);
  out[0] = VERSION;
  out[1] = alerts.length;
  for (let i = 0; i < alerts.length; i++) writeEntry(out, HEAD + ENTRY * i, alerts[i] as ActiveAlert);
  writeU32(out, out.length - 4, crc32(out, 0, out.length - 4));
  return out;
}

/** @returns what was stored; nothing for a record that is not whole and sound: then what still is wrong is raised anew. */
export function decodeAlerts(bytes: Uint8Array | null): ActiveAlert[] {
  if (bytes === null || bytes.length < HEAD + 4 || bytes[0] !== VERSION) return [];
  const count = readU8(bytes, 1);
  const end = bytes.length - 4;
  if (count > MAX_ALERTS || end !== HEAD + ENTRY * count || readU32(bytes, end) !== crc32(bytes, 0, end)) return [];
  const alerts: ActiveAlert[] = [];
  for (let i = 0; i < count; i++) {
    const entry = readEntry(bytes, HEAD + ENTRY * i);
    if (entry !== null) alerts.push(entry);
  }
  return alerts;
}
