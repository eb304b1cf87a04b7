import { readI16, readU8, readU16, readU32, writeU16, writeU32 } from "../protocol/bytes.ts";
import type { Schedule, Slot, Window, ZoneOffsets } from "./schedule.ts";

/**
 * The bytes of a schedule inside the consent record. Whatever does not read as hours that a person can have agreed to is
 * no schedule at all: in doubt the gate stays shut (F7, F35).
 */

/** A year has two changes in most zones that have any; the rest is for tables that span many years. */
export const MAX_ZONE_ROWS = 64;
/** Four windows on each day of the week. */
export const MAX_WINDOWS = 28;
/** The holidays of a Greek school year, summer included, are about 110 days. */
export const MAX_CLOSED_DAYS = 128;
/** Booked trips that wait at one time. */
export const MAX_ONE_OFF = 16;

const VERSION = 1;
const HEAD = 9;
const ZONE_ROW = 6;
const WINDOW_ROW = 5;
const CLOSED_ROW = 2;
const SLOT_ROW = 8;
const DAY_MINUTES = 1440;
const MAX_U16 = 65535;
const MAX_U32 = 4294967295;

function closedDaysOf(schedule: Schedule): number[] {
  return schedule.closedDays === undefined ? [] : schedule.closedDays;
}

function slotsOf(schedule: Schedule): Slot[] {
  return schedule.oneOff === undefined ? [] : schedule.oneOff;
}

function isWhole(value: number, least: number, most: number): boolean {
  return value >= least && value <= most && Math.floor(value) === value;
}

function ascending(values: number[], most: number): boolean {
  let before = -1;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (!isWhole(value, before + 1, most)) return false;
    before = value;
  }
  return true;
}

function zoneIsSound(zone: ZoneOffsets): boolean {
  const rows = zone.fromMinutes.length;
  if (rows < 1 || rows > MAX_ZONE_ROWS || zone.offsets.length !== rows || !ascending(zone.fromMinutes, MAX_U32)) return false;
  for (let i = 0; i < rows; i++) {
    if (!isWhole(zone.offsets[i] as number, 0 - DAY_MINUTES, DAY_MINUTES)) return false;
  }
  return isWhole(zone.untilMinute, (zone.fromMinutes[rows - 1] as number) + 1, MAX_U32);
}

function windowIsSound(window: Window): boolean {
  if (!isWhole(window.days, 1, 127) || !isWhole(window.fromMinute, 0, DAY_MINUTES - 1)) return false;
  return isWhole(window.toMinute, 1, DAY_MINUTES) && window.toMinute !== window.fromMinute;
}

function slotIsSound(slot: Slot): boolean {
  return isWhole(slot.fromMinute, 0, MAX_U32) && isWhole(slot.toMinute, slot.fromMinute + 1, MAX_U32);
}

/** Whether the schedule is within every limit and its lists are in order; only such a one survives the record. */
export function scheduleIsSound(schedule: Schedule): boolean {
  const closed = closedDaysOf(schedule);
  const slots = slotsOf(schedule);
  if (schedule.windows.length > MAX_WINDOWS || closed.length > MAX_CLOSED_DAYS || slots.length > MAX_ONE_OFF) return false;
  for (let i = 0; i < schedule.windows.length; i++) if (!windowIsSound(schedule.windows[i] as Window)) return false;
  for (let i = 0; i < slots.length; i++) if (!slotIsSound(slots[i] as Slot)) return false;
  return zoneIsSound(schedule.zone) && ascending(closed, MAX_U16);
}

function lengthOf(zoneRows: number, windows: number, closed: number, slots: number): number {
  return HEAD + zoneRows * ZONE_ROW + windows * WINDOW_ROW + closed * CLOSED_ROW + slots * SLOT_ROW;
}

/** @returns 9 bytes and the rows of each list. A schedule that is not sound gives no bytes, which decode to none. */
export function encodeSchedule(schedule: Schedule): Uint8Array {
  const zone = schedule.zone;
  const closed = closedDaysOf(schedule);
  const slots = slotsOf(schedule);
  if (!scheduleIsSound(schedule)) return new Uint8Array(0);
  const out = new Uint8Array(lengthOf(zone.fromMinutes.length, schedule.windows.length, closed.length, slots.length));
  out[0] = VERSION;
  out[1] = zone.fromMinutes.length;
  out[2] = schedule.windows.length;
  out[3] = closed.length;
  out[4] = slots.length;
  writeU32(out, 5, zone.untilMinute);
  let at = HEAD;
  for (let i = 0; i < zone.fromMinutes.length; i++, at += ZONE_ROW) {
    writeU32(out, at, zone.fromMinutes[i] as number);
    writeU16(out, at + 4, zone.offsets[i] as number);
  }
  for (let i = 0; i < schedule.windows.length; i++, at += WINDOW_ROW) {
    const window = schedule.windows[i] as Window;
    out[at] = window.days;
    writeU16(out, at + 1, window.fromMinute);
    writeU16(out, at + 3, window.toMinute);
  }
  for (let i = 0; i < closed.length; i++, at += CLOSED_ROW) writeU16(out, at, closed[i] as number);
  for (let i = 0; i < slots.length; i++, at += SLOT_ROW) {
    const slot = slots[i] as Slot;
    writeU32(out, at, slot.fromMinute);
    writeU32(out, at + 4, slot.toMinute);
  }
  return out;
}

function readZone(bytes: Uint8Array, at: number, rows: number, untilMinute: number): ZoneOffsets {
  const zone: ZoneOffsets = { fromMinutes: [], offsets: [], untilMinute: untilMinute };
  for (let i = 0; i < rows; i++) {
    zone.fromMinutes.push(readU32(bytes, at + i * ZONE_ROW));
    zone.offsets.push(readI16(bytes, at + i * ZONE_ROW + 4));
  }
  return zone;
}

function readWindow(bytes: Uint8Array, at: number): Window {
  return { days: readU8(bytes, at), fromMinute: readU16(bytes, at + 1), toMinute: readU16(bytes, at + 3) };
}

/**
 * Reads the schedule that fills exactly bytes[from, to).
 * @returns null for anything but a whole, sound one.
 */
export function decodeSchedule(bytes: Uint8Array, from: number, to: number): Schedule | null {
  if (!(from >= 0 && to <= bytes.length && to - from >= HEAD) || bytes[from] !== VERSION) return null;
  const zoneRows = readU8(bytes, from + 1);
  const windowRows = readU8(bytes, from + 2);
  const closedRows = readU8(bytes, from + 3);
  const slotRows = readU8(bytes, from + 4);
  if (zoneRows > MAX_ZONE_ROWS || windowRows > MAX_WINDOWS || closedRows > MAX_CLOSED_DAYS || slotRows > MAX_ONE_OFF) return null;
  if (to - from !== lengthOf(zoneRows, windowRows, closedRows, slotRows)) return null;
  const zone = readZone(bytes, from + HEAD, zoneRows, readU32(bytes, from + 5));
  const windows: Window[] = [];
  const closedDays: number[] = [];
  const oneOff: Slot[] = [];
  let at = from + HEAD + zoneRows * ZONE_ROW;
  for (let i = 0; i < windowRows; i++, at += WINDOW_ROW) windows.push(readWindow(bytes, at));
  for (let i = 0; i < closedRows; i++, at += CLOSED_ROW) closedDays.push(readU16(bytes, at));
  for (let i = 0; i < slotRows; i++, at += SLOT_ROW) {
    oneOff.push({ fromMinute: readU32(bytes, at), toMinute: readU32(bytes, at + 4) });
  }
  const schedule: Schedule = { windows: windows, zone: zone, closedDays: closedDays, oneOff: oneOff };
  return scheduleIsSound(schedule) ? schedule : null;
}
