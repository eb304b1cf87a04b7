import { decodeBatch } from "../../device/protocol/batch.ts";
import type { Cipher } from "../../device/protocol/cipher.ts";
import { decode } from "../../device/protocol/codec.ts";
import { type FrameHeader, open, readHeader, SHORT_BODY } from "../../device/protocol/envelope.ts";
import { type Direction, deriveKeys, nextEpochKey, type PairKeys } from "../../device/protocol/keys.ts";
import type { DeliveredReport, Report } from "../../device/protocol/report.ts";
import { dayIndex } from "../../device/protocol/topic.ts";
import type { Message } from "../world/sim-link.ts";
import { daysNear, unveiledOn } from "../world/unveiled.ts";

/** What one side said for the first time, and from which place of its chain. */
export interface Said extends FrameHeader {
  by: "device" | "guardian";
  report: Report;
}

/** What one message turned out to be; `said` is empty when it was heard before. */
export interface Heard {
  by: "device" | "guardian" | "nobody";
  length: number;
  said: readonly Said[];
  /** A place of the chain that was used before, for another body. */
  reused: boolean;
}

/** A scene that goes on for longer than this opens no frames any more; at four epochs an hour, some two years. */
const MOST_EPOCHS = 70_000;

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("latin1");
}

function acknowledgedNumbers({ first, bits }: DeliveredReport): number[] {
  return Array.from({ length: bits.length * 8 }, (_, i) => i)
    .filter((i) => ((bits[i >>> 3] as number) & (128 >>> (i & 7))) !== 0)
    .map((i) => first + i);
}

/**
 * Hears every message that enters the broker and opens it, because it was there when the two were paired. It keeps every
 * key of both chains, as no part of the product does; so it knows what was truly said, whatever either side believes.
 */
export class Eavesdropper {
  /** By place in the device's chain. */
  readonly sealed = new Map<string, Said>();
  /** Places that the guardian acknowledged. */
  readonly acknowledged = new Set<string>();
  private readonly known = new Map<string, "device" | "guardian">();
  private readonly bodies = new Map<string, string>();
  private readonly keys: PairKeys;
  private readonly chains: Record<Direction, Uint8Array[]>;

  constructor(
    private readonly cipher: Cipher,
    root: Uint8Array,
  ) {
    this.keys = deriveKeys(cipher, root.slice());
    this.chains = { telemetry: [this.keys.telemetry], command: [this.keys.command] };
  }

  /** @param utcMs true time: frames that waited over midnight have another form under each day's topic. */
  hear({ topic, payload }: Message, utcMs: number): Heard {
    const text = textOf(payload);
    const known = this.known.get(text);
    if (known !== undefined) return { by: known, length: payload.length, said: [], reused: false };
    const own = this.opened("telemetry", payload);
    const body = own ?? this.unveiled(topic, payload, utcMs);
    if (body !== null) return this.fromDevice(text, payload.length, body);
    const command = this.opened("command", payload);
    if (command === null) return { by: "nobody", length: payload.length, said: [], reused: false };
    return this.fromGuardian(text, payload.length, command);
  }

  private unveiled(topic: string, payload: Uint8Array, utcMs: number): Opened | null {
    const frame = unveiledOn(this.cipher, this.keys.topic, { topic, days: daysNear(dayIndex(utcMs)) }, payload);
    return frame === null ? null : this.opened("telemetry", frame);
  }

  private fromDevice(text: string, length: number, { header, body }: Opened): Heard {
    this.known.set(text, "device");
    const place = placeOf(header);
    const before = this.bodies.get(place);
    const reused = before !== undefined && before !== textOf(body);
    this.bodies.set(place, textOf(body));
    const fresh = partsOf(header, body).filter((said) => !this.sealed.has(placeOf(said)));
    for (const said of fresh) this.sealed.set(placeOf(said), said);
    return { by: "device", length, said: fresh, reused };
  }

  private fromGuardian(text: string, length: number, { header, body }: Opened): Heard {
    this.known.set(text, "guardian");
    const report = decode(body);
    if (report?.kind === "delivered") {
      for (const number of acknowledgedNumbers(report)) this.acknowledged.add(placeOf({ epoch: report.epoch, number }));
    }
    const said = report === null ? [] : [{ ...header, by: "guardian" as const, report }];
    return { by: "guardian", length, said, reused: false };
  }

  private opened(direction: Direction, frame: Uint8Array): Opened | null {
    const header = readHeader(this.cipher, this.keys.header, frame);
    if (header === null || header.epoch > MOST_EPOCHS) return null;
    const chain = this.chains[direction];
    while (chain.length <= header.epoch) chain.push(nextEpochKey(this.cipher, chain.at(-1) as Uint8Array));
    const epochKey = chain[header.epoch] as Uint8Array;
    const body = open(this.cipher, { ...header, epochKey, headerKey: this.keys.header, direction }, frame);
    return body === null ? null : { header, body };
  }
}

interface Opened {
  header: FrameHeader;
  body: Uint8Array;
}

export function placeOf({ epoch, number }: FrameHeader): string {
  return `${epoch}/${number}`;
}

/** A batch of n fixes stands for the n frames before it (docs/protocol.md, "Batch"). */
function partsOf(header: FrameHeader, body: Uint8Array): Said[] {
  const bodies = body.length === SHORT_BODY ? [body] : (decodeBatch(body) ?? []);
  const first = body.length === SHORT_BODY ? header.number : header.number - bodies.length;
  return bodies.flatMap((each, i) => {
    const report = decode(each);
    return report === null ? [] : [{ epoch: header.epoch, number: first + i, by: "device" as const, report }];
  });
}
