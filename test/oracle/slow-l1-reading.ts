import { readAlertBody } from "./slow-l1-alert.ts";
import { readAnswer, readCommand } from "./slow-l1-asking.ts";
import { SCALE, SLOW_SILENCES, type SlowFlags, type SlowReport } from "./slow-l1-bodies.ts";
import { signed, unsigned } from "./slow-l1-bytes.ts";

/** A second L1, "Bodies": from 33 bytes to a report, or null when no device may have sent them. */
const FLAG_NAMES: (keyof SlowFlags)[] = [
  "lampConfirmed",
  "windowOpen",
  "timeTrusted",
  "vitalInterest",
  "panic",
  "gnssSuspicious",
  "backlog",
  "lowBattery",
];

/** Hands out the fields of a body in their order. */
class Fields {
  private at = 0;

  constructor(private readonly body: Uint8Array) {}

  bytes(width: number): Uint8Array {
    this.at += width;
    return Uint8Array.from(this.body.subarray(this.at - width, this.at));
  }

  number(width: number): number {
    return unsigned(this.bytes(width));
  }

  signed(width: number): number {
    return signed(this.bytes(width));
  }

  flags(): SlowFlags {
    const byte = this.number(1);
    return Object.fromEntries(
      FLAG_NAMES.map((name, place) => [name, Math.floor(byte / 2 ** place) % 2 === 1]),
    ) as unknown as SlowFlags;
  }

  /** A count of `step`, null when the byte is above `most`. */
  stepped(most: number, step: number): number | null {
    const byte = this.number(1);
    return byte > most ? null : byte * step;
  }

  scaled(perUnit: number): number | null {
    const value = SCALE[this.number(1)];
    return value === undefined ? null : value / perUnit;
  }
}

function readFix(fields: Fields): SlowReport | null {
  const flags = fields.flags();
  const timeS = fields.number(4);
  const latE7 = fields.signed(4);
  const lonE7 = fields.signed(4);
  const altitude = fields.signed(2);
  const accuracyM = fields.scaled(10);
  const speedMps = fields.scaled(20);
  const courseDeg = fields.stepped(239, 1.5);
  const batteryPercent = fields.stepped(100, 1);
  const [consent, sequence] = [fields.number(2), fields.number(3)];
  if (Math.abs(latE7) > 90e7 || Math.abs(lonE7) > 180e7) return null;
  const altitudeM = altitude === -32768 ? null : altitude;
  return {
    kind: "fix",
    flags,
    timeS,
    latE7,
    lonE7,
    altitudeM,
    accuracyM,
    speedMps,
    courseDeg,
    batteryPercent,
    consent,
    sequence,
  };
}

function readStatus(fields: Fields): SlowReport | null {
  const flags = fields.flags();
  const timeS = fields.number(4);
  const silence = SLOW_SILENCES[fields.number(1)];
  const batteryPercent = fields.stepped(100, 1);
  const [consent, sequence, age] = [fields.number(2), fields.number(3), fields.number(2)];
  const [nextS, queued] = [fields.number(4), fields.number(2)];
  const receipts = { count: fields.number(4), head: fields.bytes(8) };
  if (silence === undefined) return null;
  const lastFixAgeS = age === 65535 ? null : age;
  return { kind: "status", flags, timeS, silence, batteryPercent, consent, sequence, lastFixAgeS, nextS, queued, receipts };
}

export function readBody(body: Uint8Array): SlowReport | null {
  if (body.length !== 33) return null;
  const fields = new Fields(body);
  const kind = fields.number(1);
  if (kind === 1) return readFix(fields);
  if (kind === 6) return readStatus(fields);
  if (kind === 4) return readAlertBody(body, fields.flags());
  if (kind !== 7) return readCommand(body) ?? readAnswer(body);
  fields.number(1);
  return { kind: "delivered", epoch: fields.number(4), first: fields.number(2), bits: fields.bytes(24) };
}
