import type { Consent } from "../../device/core/consent.ts";
import { encodeOutboxKey, firstOutboxKey, outboxKeyName } from "../../device/core/outbox-key.ts";
import { encodePair, makePair, pairName } from "../../device/core/pair.ts";
import type { LampPattern } from "../../device/core/ports.ts";
import { firstReceiptState } from "../../device/core/receipt-state.ts";
import { RECEIPT_KEY } from "../../device/core/receipts.ts";
import type { Board, Running } from "../../device/core/run.ts";
import { run } from "../../device/core/run.ts";
import type { Cipher } from "../../device/protocol/cipher.ts";
import { deriveKeys } from "../../device/protocol/keys.ts";
import { latitudeDeg, longitudeDeg, secondOf } from "../../simulator/gate/sentences.ts";
import { type Image, type SimStore, type StoreFault, simStore } from "../../simulator/world/sim-store.ts";
import { toyCipher } from "../toy-cipher.ts";

/** 9 March 2026, 05:00 UTC. */
export const BEGAN_MS = Date.UTC(2026, 2, 9, 5);
const MINUTE = 60_000;
/** Pairing roots of the two guardians. */
export const ROOTS = [7, 31].map((step) => new Uint8Array(32).map((_, i) => (i * step + 5) % 256));
const NOTICE = { fields: new Uint8Array(56).fill(5), whole: new Uint8Array(32).fill(6) };

export function consentNow(change: Partial<Consent> = {}): Consent {
  return {
    number: 1,
    withdrawn: false,
    farewell: false,
    deletionAsked: false,
    objected: false,
    grantedS: BEGAN_MS / 1000,
    expiresS: BEGAN_MS / 1000 + 300 * 86_400,
    pausedUntilS: 0,
    noticeChangedS: 0,
    remindedS: 0,
    intervalS: 1,
    decimals: 6,
    guardians: 3,
    basis: "adult",
    evidence: 1,
    ageGroup: "adult",
    language: "en",
    noticeWhole: true,
    childNotice: null,
    opinion: "not-asked",
    sensitive: "none",
    retentionDays: 14,
    restMinutes: 0,
    restKept: false,
    noticeHash: NOTICE.whole,
    fieldHashes: NOTICE.fields,
    schedule: {
      windows: [{ days: 127, fromMinute: 0, toMinute: 1440 }],
      zone: { fromMinutes: [BEGAN_MS / MINUTE - 1440 * 30], offsets: [0], untilMinute: BEGAN_MS / MINUTE + 1440 * 400 },
    },
    ...change,
  };
}

export function pairedImage(cipher: Cipher = toyCipher): Image {
  const key = firstOutboxKey(cipher, new Uint8Array(32).fill(201));
  return new Map([
    ...ROOTS.map((root, slot) => [pairName(slot), encodePair(makePair(slot, deriveKeys(cipher, root.slice())))] as const),
    [outboxKeyName(key.generation), encodeOutboxKey(key)],
    [RECEIPT_KEY, firstReceiptState(new Uint8Array(32).fill(99))],
  ]);
}

/** Lets a test put something faulty in the place of a port. */
export type Tamper = (board: Board) => Board;

/**
 * One device on the worst flash there is: a value that is replaced leaves its old bytes behind for ever; only `erase`
 * really zeroes what stands under its name.
 */
export class Stand {
  store: SimStore;
  /** Bytes of values that were replaced: nobody can address them, and a laboratory can read them. */
  readonly shadows: Uint8Array[] = [];
  readonly published: Uint8Array[] = [];
  /** Of each published frame its topic. */
  readonly topics: string[] = [];
  running: Running;
  upMs = 1000;
  utcMs = BEGAN_MS;
  /** The board's clock does not know the time. */
  hostLost = false;
  private readonly spoken: number[] = [];
  private bytes: ((bytes: Uint8Array) => void) | null = null;
  private link: Parameters<Board["link"]["start"]>[0] | null = null;
  private asked: LampPattern = "dark";
  private listening: readonly string[] = [];

  constructor(
    image: Image = pairedImage(),
    private readonly tamper: Tamper = (board) => board,
  ) {
    this.store = simStore(image);
    this.running = this.start();
  }

  private start(): Running {
    return run(this.tamper(this.board()));
  }

  private board(): Board {
    return {
      cipher: toyCipher,
      clock: { upMs: () => this.upMs, utcMs: () => (this.hostLost ? null : this.utcMs) },
      receiver: {
        start: (onBytes) => {
          this.bytes = onBytes;
        },
        stop: () => {
          this.bytes = null;
        },
      },
      lamp: {
        show: (pattern) => {
          this.asked = pattern;
        },
        read: () => this.asked,
        close: () => undefined,
      },
      button: { start: () => undefined, stop: () => undefined },
      haptic: { play: () => undefined, close: () => undefined },
      link: {
        hurry: () => undefined,
        start: (events) => {
          this.link = events;
        },
        // After the power went nothing is sent any more.
        publish: (topic, payload) => {
          if (this.store.isCut()) return;
          this.published.push(payload.slice());
          this.topics.push(topic);
        },
        subscribe: (topics) => {
          this.listening = topics;
        },
        stop: () => {
          this.link = null;
        },
      },
      store: {
        load: (name) => this.store.load(name),
        replace: (name, bytes) => {
          const old = this.store.load(name);
          const done = this.store.replace(name, bytes);
          if (old !== null) this.shadows.push(old);
          return done;
        },
        append: (name, bytes) => this.store.append(name, bytes),
        erase: (name) => this.store.erase(name),
      },
      battery: { percent: () => 60 },
      timeSource: "host",
      steady: true,
      builtMs: BEGAN_MS - 86_400_000,
      notice: NOTICE,
      onTrouble: () => undefined,
      onReminder: () => undefined,
    };
  }

  /** Power off, and on again from what the flash holds. */
  restart(): void {
    this.running.stop();
    this.bytes = null;
    this.link = null;
    this.asked = "dark";
    this.store = simStore(this.store.surviving());
    this.running = this.start();
  }

  setFault(fault: StoreFault): void {
    this.store.setFault(fault);
  }

  setLink(up: boolean): void {
    if (up) this.link?.up();
    else this.link?.down();
  }

  /** The topics that the device listens to. */
  askedTopics(): readonly string[] {
    return this.listening;
  }

  /** What the broker hands to the device. */
  hear(topic: string, payload: Uint8Array): void {
    this.link?.message(topic, payload);
  }

  speak(): void {
    if (this.bytes === null) return;
    this.spoken.push(this.utcMs);
    this.bytes(secondOf(this.utcMs, "autonomous"));
  }

  /** Degrees that the receiver told last, as canaries. */
  places(): number[] {
    return [longitudeDeg(), ...this.spoken.slice(-6).map(latitudeDeg)];
  }

  tick(ms: number): void {
    this.upMs += ms;
    this.utcMs += ms;
    this.running.tick();
  }

  /** A second as a device lives it: four ticks, and the receiver's burst. */
  second(): void {
    this.speak();
    for (let i = 0; i < 4; i++) this.tick(250);
  }

  seconds(count: number): void {
    for (let i = 0; i < count; i++) this.second();
  }
}
