import { KIND_ALERT, readAlert, writeAlert } from "./alert.ts";
import { copyOf, readI16, readI32, readU8, readU16, readU24, readU32, writeU16, writeU24, writeU32 } from "./bytes.ts";
import { resultCode, resultOf } from "./command.ts";
import { SHORT_BODY } from "./envelope.ts";
import {
  type AlertReport,
  type AnswerReport,
  type DeliveredReport,
  type FixReport,
  type Flags,
  RECEIPT_HEAD_TOLD,
  type Report,
  type StatusReport,
} from "./report.ts";
import { COURSE_STEP_DEG, DECIMETRES_A_METRE, fromScale, SPEED_UNITS_A_MPS, toScale, UNKNOWN } from "./scale.ts";
import { silenceCode, silenceOf } from "./silence.ts";

/**
 * Reports to bodies of a short frame and back (docs/protocol.md, "Bodies"). Decoding is total: any bytes give a report
 * or null, never a throw and never a guess.
 */
const KIND_FIX = 1;
const KIND_STATUS = 6;
const KIND_DELIVERED = 7;
const KIND_ANSWER = 8;
const ALTITUDE_UNKNOWN = -32768;
export const DELIVERED_BITS = 24 * 8;

function flagByte(flags: Flags): number {
  return (
    (flags.lampConfirmed ? 1 : 0) |
    (flags.windowOpen ? 2 : 0) |
    (flags.timeTrusted ? 4 : 0) |
    (flags.vitalInterest ? 8 : 0) |
    (flags.panic ? 16 : 0) |
    (flags.gnssSuspicious ? 32 : 0) |
    (flags.backlog ? 64 : 0) |
    (flags.lowBattery ? 128 : 0)
  );
}

function flagsOf(byte: number): Flags {
  return {
    lampConfirmed: (byte & 1) !== 0,
    windowOpen: (byte & 2) !== 0,
    timeTrusted: (byte & 4) !== 0,
    vitalInterest: (byte & 8) !== 0,
    panic: (byte & 16) !== 0,
    gnssSuspicious: (byte & 32) !== 0,
    backlog: (byte & 64) !== 0,
    lowBattery: (byte & 128) !== 0,
  };
}

function altitudeWord(altitudeM: number | null): number {
  if (altitudeM === null || !(altitudeM > -32768 && altitudeM < 32767.5)) return ALTITUDE_UNKNOWN;
  return Math.floor(altitudeM + 0.5);
}

// Course 359.5 rounds to north, which is 0 and not 360.
function courseByte(courseDeg: number | null): number {
  if (courseDeg === null || !(courseDeg >= 0 && courseDeg <= 360)) return UNKNOWN;
  return Math.floor(courseDeg / COURSE_STEP_DEG + 0.5) % 240;
}

function percentByte(percent: number | null): number {
  return percent === null || !(percent >= 0 && percent <= 100) ? UNKNOWN : Math.floor(percent + 0.5);
}

function percentOf(byte: number): number | null {
  return byte > 100 ? null : byte;
}

function encodeFix(fix: FixReport): Uint8Array {
  const body = new Uint8Array(SHORT_BODY);
  body[0] = KIND_FIX;
  body[1] = flagByte(fix.flags);
  writeU32(body, 2, fix.timeS);
  writeU32(body, 6, fix.latE7);
  writeU32(body, 10, fix.lonE7);
  writeU16(body, 14, altitudeWord(fix.altitudeM));
  body[16] = toScale(fix.accuracyM === null ? null : fix.accuracyM * DECIMETRES_A_METRE);
  body[17] = toScale(fix.speedMps === null ? null : Math.floor(fix.speedMps * SPEED_UNITS_A_MPS + 0.5));
  body[18] = courseByte(fix.courseDeg);
  body[19] = percentByte(fix.batteryPercent);
  writeU16(body, 20, fix.consent);
  writeU24(body, 22, fix.sequence);
  return body;
}

function decodeFix(body: Uint8Array): FixReport | null {
  const latE7 = readI32(body, 6);
  const lonE7 = readI32(body, 10);
  if (latE7 < -900000000 || latE7 > 900000000 || lonE7 < -1800000000 || lonE7 > 1800000000) return null;
  const altitude = readI16(body, 14);
  const accuracy = fromScale(readU8(body, 16));
  const speed = fromScale(readU8(body, 17));
  const course = readU8(body, 18);
  return {
    kind: "fix",
    flags: flagsOf(readU8(body, 1)),
    timeS: readU32(body, 2),
    latE7: latE7,
    lonE7: lonE7,
    altitudeM: altitude === ALTITUDE_UNKNOWN ? null : altitude,
    accuracyM: accuracy === null ? null : accuracy / DECIMETRES_A_METRE,
    speedMps: speed === null ? null : speed / SPEED_UNITS_A_MPS,
    courseDeg: course >= 240 ? null : course * COURSE_STEP_DEG,
    batteryPercent: percentOf(readU8(body, 19)),
    consent: readU16(body, 20),
    sequence: readU24(body, 22),
  };
}

function encodeStatus(status: StatusReport): Uint8Array {
  const body = new Uint8Array(SHORT_BODY);
  body[0] = KIND_STATUS;
  body[1] = flagByte(status.flags);
  writeU32(body, 2, status.timeS);
  body[6] = silenceCode(status.silence);
  body[7] = percentByte(status.batteryPercent);
  writeU16(body, 8, status.consent);
  writeU24(body, 10, status.sequence);
  const age = status.lastFixAgeS;
  writeU16(body, 13, age === null || age >= 65535 ? 65535 : age);
  writeU32(body, 15, status.nextS);
  writeU16(body, 19, Math.min(status.queued, 65535));
  writeU32(body, 21, status.receipts.count);
  body.set(status.receipts.head.subarray(0, RECEIPT_HEAD_TOLD), 25);
  return body;
}

function decodeStatus(body: Uint8Array): StatusReport | null {
  const silence = silenceOf(readU8(body, 6));
  if (silence === null) return null;
  const age = readU16(body, 13);
  return {
    kind: "status",
    flags: flagsOf(readU8(body, 1)),
    timeS: readU32(body, 2),
    silence: silence,
    batteryPercent: percentOf(readU8(body, 7)),
    consent: readU16(body, 8),
    sequence: readU24(body, 10),
    lastFixAgeS: age === 65535 ? null : age,
    nextS: readU32(body, 15),
    queued: readU16(body, 19),
    receipts: { count: readU32(body, 21), head: copyOf(body, 25, 25 + RECEIPT_HEAD_TOLD) },
  };
}

function encodeDelivered(report: DeliveredReport): Uint8Array {
  const body = new Uint8Array(SHORT_BODY);
  body[0] = KIND_DELIVERED;
  writeU32(body, 2, report.epoch);
  writeU16(body, 6, report.first);
  body.set(report.bits.subarray(0, DELIVERED_BITS / 8), 8);
  return body;
}

function encodeAnswer(report: AnswerReport): Uint8Array {
  const body = new Uint8Array(SHORT_BODY);
  body[0] = KIND_ANSWER;
  body[1] = resultCode(report.result);
  writeU32(body, 2, report.timeS);
  writeU32(body, 6, report.sequence);
  return body;
}

function decodeAnswer(body: Uint8Array): AnswerReport | null {
  const result = resultOf(readU8(body, 1));
  if (result === null) return null;
  return { kind: "answer", sequence: readU32(body, 6), result: result, timeS: readU32(body, 2) };
}

function encodeAlert(report: AlertReport): Uint8Array {
  const body = new Uint8Array(SHORT_BODY);
  body[0] = KIND_ALERT;
  body[1] = flagByte(report.flags);
  writeU32(body, 2, report.timeS);
  writeAlert(body, report);
  return body;
}

function decodeAlert(body: Uint8Array): AlertReport | null {
  return readAlert(body, flagsOf(readU8(body, 1)));
}

/** @returns exactly SHORT_BODY bytes, zero-padded. */
export function encode(report: Report): Uint8Array {
  switch (report.kind) {
    case "fix":
      return encodeFix(report);
    case "status":
      return encodeStatus(report);
    case "delivered":
      return encodeDelivered(report);
    case "answer":
      return encodeAnswer(report);
    case "alert":
      return encodeAlert(report);
  }
}

/** A fix as whoever receives it will have it. */
export function asDecoded(fix: FixReport): FixReport {
  const read = decodeFix(encodeFix(fix));
  return read === null ? fix : read;
}

/** @returns null for a kind of a later version, a wrong length, or values no device may send. */
export function decode(body: Uint8Array): Report | null {
  if (body.length !== SHORT_BODY) return null;
  const kind = readU8(body, 0);
  if (kind === KIND_FIX) return decodeFix(body);
  if (kind === KIND_STATUS) return decodeStatus(body);
  if (kind === KIND_ANSWER) return decodeAnswer(body);
  if (kind === KIND_ALERT) return decodeAlert(body);
  if (kind !== KIND_DELIVERED) return null;
  return { kind: "delivered", epoch: readU32(body, 2), first: readU16(body, 6), bits: copyOf(body, 8, 8 + DELIVERED_BITS / 8) };
}
