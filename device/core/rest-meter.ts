import { copyOf, readU8, readU16, readU32, writeU16, writeU32 } from "../protocol/bytes.ts";
import { crc32 } from "../protocol/crc32.ts";

/**
 * Counts how long the gate stood open in the last 24 hours, whatever consent or zone it stood open under, so that nobody
 * can put two lawful halves of a day together to a whole one.
 *
 * Open time is paid for in advance, by whichever of the two clocks runs faster; what was paid is forgotten by whichever
 * runs slower, and not at all while the device is off, for then only a clock that can be set would vouch for it. So in
 * any 24 real hours no jump of the time of day, no reboot and no new consent buys a minute more than is allowed. The
 * price: after a reboot the meter may count too much, never too little.
 */
export interface RestMeter {
  /** Minutes paid in each quarter of an hour, the oldest first; the last is the present one. */
  paid: Uint8Array;
  /** How much of the present quarter has passed, by both clocks. */
  inQuarterMs: number;
  /** Where the clocks stood when the meter was last advanced; null: not since boot. */
  sinceUpMs: number | null;
  sinceUtcMs: number | null;
  /** When open time was last paid for, by both clocks; null: not since boot. */
  paidUpMs: number | null;
  paidUtcMs: number | null;
}

export const REST_METER = "rest";
/** Open time is paid for in steps of so many minutes: one write of the record for each. */
export const STEP_MINUTES = 5;

const VERSION = 1;
const MINUTE_MS = 60000;
const DAY_MINUTES = 1440;
const STEP_MS = STEP_MINUTES * MINUTE_MS;
const QUARTER_MS = 900000;
/** 24 hours, the present quarter, and one more because a step that is paid at a quarter's end reaches into the next. */
const QUARTERS = 98;
const RECORD = 1 + 2 + QUARTERS + 4;
const FULL = 15;

/** A meter on which nothing was recorded: for a device that never had a consent. */
export function makeRestMeter(): RestMeter {
  return {
    paid: new Uint8Array(QUARTERS),
    inQuarterMs: 0,
    sinceUpMs: null,
    sinceUtcMs: null,
    paidUpMs: null,
    paidUtcMs: null,
  };
}

/** A meter that has to take it that the last 24 hours were recorded: for a device whose record is lost. */
export function fullRestMeter(): RestMeter {
  const meter = makeRestMeter();
  meter.paid.fill(FULL);
  return meter;
}

function nextQuarter(meter: RestMeter): void {
  meter.paid.set(meter.paid.subarray(1), 0);
  meter.paid[QUARTERS - 1] = 0;
}

/**
 * Lets time pass. Call it on every tick, whether or not the gate is open.
 * @param upMs time since boot; @param utcMs trusted time, or null: then nothing is forgotten until it is known again.
 * @returns true when the record changed by a quarter of an hour; storing it then keeps a reboot from counting too much.
 */
export function advanceRest(meter: RestMeter, upMs: number, utcMs: number | null): boolean {
  if (utcMs === null) return false;
  const sinceUp = meter.sinceUpMs;
  const sinceUtc = meter.sinceUtcMs;
  const upStep = sinceUp === null ? 0 : upMs - sinceUp;
  const utcStep = sinceUtc === null ? 0 : utcMs - sinceUtc;
  // Whole minutes only: many small steps, each by the slower clock, would lose time to their jitter.
  if (sinceUp !== null && upStep >= 0 && upStep < MINUTE_MS) return false;
  meter.sinceUpMs = upMs;
  meter.sinceUtcMs = utcMs;
  const step = Math.min(upStep, utcStep, QUARTERS * QUARTER_MS);
  if (step <= 0) return false;
  meter.inQuarterMs += step;
  let turned = false;
  while (meter.inQuarterMs >= QUARTER_MS) {
    meter.inQuarterMs -= QUARTER_MS;
    nextQuarter(meter);
    turned = true;
  }
  return turned;
}

function within(sinceMs: number | null, nowMs: number): boolean {
  return sinceMs !== null && nowMs >= sinceMs && nowMs - sinceMs < STEP_MS;
}

function isPaid(meter: RestMeter, upMs: number, utcMs: number): boolean {
  return within(meter.paidUpMs, upMs) && within(meter.paidUtcMs, utcMs);
}

/** Minutes that the gate stood open, or was paid to, in the last 24 hours and a little more. */
export function recordedMinutes(meter: RestMeter): number {
  let sum = 0;
  for (let i = 0; i < QUARTERS; i++) sum += readU8(meter.paid, i);
  return sum;
}

/**
 * Whether the gate may stand open for a minor now.
 * @param restMinutes how much of any 24 hours stays free (MINOR_REST_MINUTES).
 * @param utcMs trusted time; null: no.
 */
export function mayRecord(meter: RestMeter, restMinutes: number, upMs: number, utcMs: number | null): boolean {
  if (utcMs === null) return false;
  if (isPaid(meter, upMs, utcMs)) return true;
  return recordedMinutes(meter) + STEP_MINUTES <= DAY_MINUTES - restMinutes;
}

/**
 * Pays for open time. Call it whenever the gate is open, with or without a fix: a fix every hour all day long is a day
 * that is watched. Ask `mayRecord` first.
 * @returns true when the record changed: it must be durable before anything that was recorded leaves.
 */
export function payForRecording(meter: RestMeter, upMs: number, utcMs: number): boolean {
  // Time that passed before the payment must not age it.
  const turned = advanceRest(meter, upMs, utcMs);
  if (isPaid(meter, upMs, utcMs)) return turned;
  const paid = readU8(meter.paid, QUARTERS - 1) + STEP_MINUTES;
  // Clocks that disagree for hours keep the quarter from ending. Once its byte is full the whole day counts as recorded.
  if (paid <= 255) meter.paid[QUARTERS - 1] = paid;
  else meter.paid.fill(FULL);
  meter.paidUpMs = upMs;
  meter.paidUtcMs = utcMs;
  return true;
}

/** @returns the record for the store, ending in a CRC-32. It tells when the gate was open, not where. */
export function encodeRestMeter(meter: RestMeter): Uint8Array {
  const out = new Uint8Array(RECORD);
  out[0] = VERSION;
  writeU16(out, 1, Math.floor(meter.inQuarterMs / 1000));
  out.set(meter.paid, 3);
  writeU32(out, RECORD - 4, crc32(out, 0, RECORD - 4));
  return out;
}

/** @returns the meter as it was stored; a full one for anything but a whole, sound record. */
export function decodeRestMeter(bytes: Uint8Array): RestMeter {
  const whole = bytes.length === RECORD && bytes[0] === VERSION && readU16(bytes, 1) * 1000 < QUARTER_MS;
  if (!whole || readU32(bytes, RECORD - 4) !== crc32(bytes, 0, RECORD - 4)) return fullRestMeter();
  const meter = makeRestMeter();
  meter.paid = copyOf(bytes, 3, 3 + QUARTERS);
  meter.inQuarterMs = readU16(bytes, 1) * 1000;
  return meter;
}
