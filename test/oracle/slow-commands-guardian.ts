import type { Cipher } from "../../device/protocol/cipher.ts";
import { decode } from "../../device/protocol/codec.ts";
import { open, readHeader, type Sealed, seal } from "../../device/protocol/envelope.ts";
import { deriveKeys, nextEpochKey, type PairKeys } from "../../device/protocol/keys.ts";
import type { Report } from "../../device/protocol/report.ts";
import { dayIndex, topicOf } from "../../device/protocol/topic.ts";

/** The root key of the one pairing; there is nothing to protect in a made-up world. */
export const ROOT = new Uint8Array(32).map((_, i) => i * 7 + 3);
const NUMBERS = 65_536;
/** A device steps a few times in a short life; a header that claims more is none of its frames. */
const MOST_EPOCHS = 4096;

/** A guardian who has every key of the pairing and means harm: whatever they seal is genuine. */
export class HostileGuardian {
  readonly keys: PairKeys;
  epoch = 0;
  number = 0;
  private key: Uint8Array;
  private readonly telemetry: Uint8Array[];

  constructor(
    private readonly cipher: Cipher,
    root: Uint8Array = ROOT,
  ) {
    this.keys = deriveKeys(cipher, root);
    this.key = this.keys.command;
    this.telemetry = [this.keys.telemetry];
  }

  topic(direction: "telemetry" | "command", utcMs: number): string {
    return topicOf(this.cipher, this.keys.topic, direction, dayIndex(utcMs));
  }

  /** The next epochs of the chain that seals commands. */
  step(times = 1): void {
    for (let i = 0; i < times; i++) this.key = nextEpochKey(this.cipher, this.key);
    this.epoch += times;
    this.number = 0;
  }

  /** The next frame of the chain, around any body of 33 or 225 bytes. */
  command(body: Uint8Array): Sealed {
    if (this.number >= NUMBERS) this.step();
    return this.at(this.number++, body);
  }

  /** A frame with this number in the present epoch. @throws RangeError for a body of another length. */
  at(number: number, body: Uint8Array): Sealed {
    const place = { epoch: this.epoch, number, epochKey: this.key, headerKey: this.keys.header };
    const frame = seal(this.cipher, { ...place, direction: "command" }, body);
    if (frame === null) throw new RangeError("a body is 33 or 225 bytes long");
    return frame;
  }

  /** What a frame of the device says; null: it is none of its frames. */
  opens(frame: Uint8Array): Report | null {
    const header = readHeader(this.cipher, this.keys.header, frame);
    if (header === null || header.epoch > MOST_EPOCHS) return null;
    while (this.telemetry.length <= header.epoch) {
      this.telemetry.push(nextEpochKey(this.cipher, this.telemetry[this.telemetry.length - 1] as Uint8Array));
    }
    const epochKey = this.telemetry[header.epoch] as Uint8Array;
    const body = open(this.cipher, { ...header, epochKey, headerKey: this.keys.header, direction: "telemetry" }, frame);
    return body === null ? null : decode(body);
  }
}
