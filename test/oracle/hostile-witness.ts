import { decodeBatch } from "../../device/protocol/batch.ts";
import type { Cipher } from "../../device/protocol/cipher.ts";
import { decode } from "../../device/protocol/codec.ts";
import { type FrameHeader, open, readHeader, SHORT_BODY } from "../../device/protocol/envelope.ts";
import { type Direction, deriveKeys, nextEpochKey, type PairKeys } from "../../device/protocol/keys.ts";
import type { Report } from "../../device/protocol/report.ts";
import { type SeenOn, unveiledOn } from "../../simulator/world/unveiled.ts";
import { numbersOf } from "./toy-device.ts";

/** A frame that one of the two honest sides published. */
export interface Spoken extends FrameHeader {
  report: Report;
}

export function placeOf({ epoch, number }: FrameHeader): string {
  return `${epoch}/${number}`;
}

export function textOf(frame: Uint8Array): string {
  return Buffer.from(frame).toString("latin1");
}

const MOST_EPOCHS = 5000;

/** A batch of n fixes stands for the n frames before it (docs/protocol.md, "Batch"). */
function partsOf(header: FrameHeader, body: Uint8Array): readonly Spoken[] {
  const bodies = body.length === SHORT_BODY ? [body] : (decodeBatch(body) ?? []);
  const first = body.length === SHORT_BODY ? header.number : header.number - bodies.length;
  return bodies.flatMap((each, i) => {
    const report = decode(each);
    return report === null ? [] : [{ epoch: header.epoch, number: first + i, report }];
  });
}

/**
 * Stands between the honest sides and the network, holds the root of the pairing, and writes down what either of them truly
 * said. It keeps every key of both chains, as no part of the product does.
 */
export class Witness {
  /** By place in the chain. */
  readonly sealed = new Map<string, Spoken>();
  /** By the frame's own bytes. */
  readonly fromDevice = new Map<string, Spoken>();
  readonly fromGuardian = new Map<string, Spoken>();
  /** How many things each frame of the device tells; more than one is a batch. */
  readonly told = new Map<string, number>();
  /** Places that the guardian acknowledged in authentic commands. */
  readonly acknowledged = new Set<string>();
  readonly wrong: string[] = [];
  /** Frames that were heard in the form of another day. */
  veiled = 0;
  private readonly keys: PairKeys;
  private readonly chains: Record<Direction, Uint8Array[]>;

  constructor(
    private readonly cipher: Cipher,
    root: Uint8Array,
  ) {
    this.keys = deriveKeys(cipher, root.slice());
    this.chains = { telemetry: [this.keys.telemetry], command: [this.keys.command] };
  }

  /**
   * @param on where it was heard; left out: nothing is awaited but frames as they were sealed.
   * @returns what was said for the first time now, several things when it was a batch; none when it was said before, or by nobody.
   */
  hear(frame: Uint8Array, on?: SeenOn): readonly Spoken[] {
    const text = textOf(frame);
    if (this.fromDevice.has(text) || this.fromGuardian.has(text)) return [];
    const telemetry = this.opened("telemetry", frame);
    const spoken = telemetry.length > 0 ? telemetry : this.opened("command", frame);
    const [first] = spoken;
    if (first === undefined) return this.hearVeiled(frame, on);
    if (telemetry.length > 0) this.noteTelemetry(text, telemetry);
    else this.noteCommand(text, first);
    return spoken;
  }

  /** The form that a frame has on a day after its own. It says nothing new when the frame or another form was heard before. */
  private hearVeiled(form: Uint8Array, on: SeenOn | undefined): readonly Spoken[] {
    const frame = on === undefined ? null : unveiledOn(this.cipher, this.keys.topic, on, form);
    const parts = frame === null ? [] : this.opened("telemetry", frame);
    const last = parts.at(-1);
    if (frame === null || last === undefined) {
      this.wrong.push("an honest side published what its own keys do not open");
      return [];
    }
    this.veiled += 1;
    const known = this.fromDevice.has(textOf(frame));
    if (!known) this.noteTelemetry(textOf(frame), parts);
    this.fromDevice.set(textOf(form), last);
    this.told.set(textOf(form), parts.length);
    return known ? [] : parts;
  }

  private noteTelemetry(text: string, parts: readonly Spoken[]): void {
    this.told.set(text, parts.length);
    for (const spoken of parts) {
      this.fromDevice.set(text, spoken);
      const place = placeOf(spoken);
      if (this.sealed.has(place)) this.wrong.push("the device sealed two bodies under one place");
      this.sealed.set(place, spoken);
    }
  }

  private noteCommand(text: string, spoken: Spoken): void {
    this.fromGuardian.set(text, spoken);
    if (spoken.report.kind !== "delivered") return;
    for (const number of numbersOf(spoken.report)) this.acknowledged.add(placeOf({ epoch: spoken.report.epoch, number }));
  }

  private opened(direction: Direction, frame: Uint8Array): readonly Spoken[] {
    const header = readHeader(this.cipher, this.keys.header, frame);
    if (header === null || header.epoch > MOST_EPOCHS) return [];
    const chain = this.chains[direction];
    for (let last = chain.at(-1); chain.length <= header.epoch && last !== undefined; last = chain.at(-1)) {
      chain.push(nextEpochKey(this.cipher, last));
    }
    const epochKey = chain[header.epoch] as Uint8Array;
    const body = open(this.cipher, { ...header, epochKey, headerKey: this.keys.header, direction }, frame);
    return body === null ? [] : partsOf(header, body);
  }
}
