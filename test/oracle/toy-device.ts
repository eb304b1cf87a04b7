import type { Cipher } from "../../device/protocol/cipher.ts";
import { decode, encode } from "../../device/protocol/codec.ts";
import { type Command, decodeCommand, type Result } from "../../device/protocol/command.ts";
import { type FrameHeader, open, readHeader, type Sealed, seal } from "../../device/protocol/envelope.ts";
import { deriveKeys, nextEpochKey, type PairKeys } from "../../device/protocol/keys.ts";
import {
  type DeliveredReport,
  type FixReport,
  NO_FLAGS,
  RECEIPT_HEAD_TOLD,
  type Report,
  type StatusReport,
} from "../../device/protocol/report.ts";
import { dayIndex, topicOf } from "../../device/protocol/topic.ts";

/** A sealed frame and its place in the chain. */
export interface ToyFrame {
  epoch: number;
  number: number;
  frame: Sealed;
  report: Report;
}

const MAX_COMMAND_STEPS = 100_000;

/** The shortest device that speaks L1: no gate, no storage, made only to try the guardian's side with. */
export class ToyDevice {
  readonly cipher: Cipher;
  readonly keys: PairKeys;
  epoch = 0;
  epochKey: Uint8Array;
  number = 0;
  sequence = 0;

  constructor(cipher: Cipher, root: Uint8Array) {
    this.cipher = cipher;
    this.keys = deriveKeys(cipher, root);
    this.epochKey = this.keys.telemetry;
    this.step();
  }

  /** Begins the next epoch, as a boot or a quarter of an hour does. */
  step(times = 1): void {
    for (let i = 0; i < times; i++) this.epochKey = nextEpochKey(this.cipher, this.epochKey);
    this.epoch += times;
    this.number = 0;
  }

  seal(report: Report): ToyFrame {
    const place = { epoch: this.epoch, number: this.number, epochKey: this.epochKey, headerKey: this.keys.header };
    const frame = seal(this.cipher, { ...place, direction: "telemetry" }, encode(report)) as Sealed;
    this.number += 1;
    return { epoch: place.epoch, number: place.number, frame, report };
  }

  /** A fix at a made-up place that the sequence number decides. */
  fix(timeS: number, change: Partial<FixReport> = {}): ToyFrame {
    this.sequence = (this.sequence + 1) & 0xffffff;
    return this.seal({
      kind: "fix",
      flags: { ...NO_FLAGS, lampConfirmed: true, windowOpen: true, timeTrusted: true },
      timeS,
      latE7: 380000000 + this.sequence * 7,
      lonE7: 237000000 - this.sequence * 11,
      altitudeM: null,
      accuracyM: 5,
      speedMps: null,
      courseDeg: null,
      batteryPercent: 80,
      consent: 1,
      sequence: this.sequence,
      ...change,
    });
  }

  status(timeS: number, change: Partial<StatusReport> = {}): ToyFrame {
    return this.seal({
      kind: "status",
      flags: NO_FLAGS,
      timeS,
      silence: "tracking",
      batteryPercent: 80,
      consent: 1,
      sequence: this.sequence,
      lastFixAgeS: null,
      nextS: 0,
      queued: 0,
      receipts: { count: 0, head: new Uint8Array(RECEIPT_HEAD_TOLD) },
      ...change,
    });
  }

  topic(direction: "telemetry" | "command", utcMs: number): string {
    return topicOf(this.cipher, this.keys.topic, direction, dayIndex(utcMs));
  }

  /** Opens an acknowledgement; null when it is not one for us. */
  openDelivered(frame: Uint8Array): (DeliveredReport & { commandEpoch: number; commandNumber: number }) | null {
    const opened = this.openFrame(frame);
    const report = opened === null ? null : decode(opened.body);
    if (opened === null || report === null || report.kind !== "delivered") return null;
    return { ...report, commandEpoch: opened.epoch, commandNumber: opened.number };
  }

  /** Opens a command; null when it is none, or none for us. */
  openCommand(frame: Uint8Array): (Command & { commandEpoch: number; commandNumber: number }) | null {
    const opened = this.openFrame(frame);
    const command = opened === null ? null : decodeCommand(opened.body);
    return opened === null || command === null ? null : { ...command, commandEpoch: opened.epoch, commandNumber: opened.number };
  }

  answer(sequence: number, result: Result, timeS: number): ToyFrame {
    return this.seal({ kind: "answer", sequence, result, timeS });
  }

  private openFrame(frame: Uint8Array): (FrameHeader & { body: Uint8Array }) | null {
    const header = readHeader(this.cipher, this.keys.header, frame);
    if (header === null || header.epoch > MAX_COMMAND_STEPS) return null;
    let epochKey = this.keys.command;
    for (let e = 0; e < header.epoch; e++) epochKey = nextEpochKey(this.cipher, epochKey);
    const body = open(this.cipher, { ...header, epochKey, headerKey: this.keys.header, direction: "command" }, frame);
    return body === null ? null : { ...header, body };
  }
}

/** The numbers that an acknowledgement speaks of. */
export function numbersOf(report: DeliveredReport): number[] {
  const numbers: number[] = [];
  for (let i = 0; i < report.bits.length * 8; i++) {
    if (((report.bits[i >>> 3] as number) & (128 >>> (i & 7))) !== 0) numbers.push(report.first + i);
  }
  return numbers;
}
