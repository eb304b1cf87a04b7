import type { Consent } from "../../device/core/consent.ts";
import { encodeOutboxKey, firstOutboxKey, outboxKeyName } from "../../device/core/outbox-key.ts";
import type { LampPattern, Store } from "../../device/core/ports.ts";
import { firstReceiptState } from "../../device/core/receipt-state.ts";
import { RECEIPT_KEY } from "../../device/core/receipts.ts";
import { type Board, type Running, run } from "../../device/core/run.ts";
import type { Cipher } from "../../device/protocol/cipher.ts";
import { dayIndex } from "../../device/protocol/topic.ts";
import {
  acknowledgement,
  asSealed,
  type Guardian,
  makeGuardians,
  pairedStore,
  readFrame,
} from "../../simulator/gate/guardians.ts";
import { secondOf } from "../../simulator/gate/sentences.ts";
import { daysNear } from "../../simulator/world/unveiled.ts";
import { BEGAN_MS, consentNow } from "./withdrawal-stand.ts";

/** Writes what pairing leaves, through the store itself. @returns false when the store refused. */
export function pairDevice(store: Store, cipher: Cipher, receipts: boolean): boolean {
  const key = firstOutboxKey(cipher, new Uint8Array(32).fill(201));
  const values: [string, Uint8Array][] = [
    ...pairedStore(cipher),
    [outboxKeyName(key.generation), encodeOutboxKey(key)],
    ...(receipts ? [[RECEIPT_KEY, firstReceiptState(new Uint8Array(32).fill(99))] as [string, Uint8Array]] : []),
  ];
  return values.every(([name, bytes]) => store.replace(name, bytes));
}

/** Time and what both guardians know. It goes on while devices come and go. */
export interface Surroundings {
  cipher: Cipher;
  upMs: number;
  utcMs: number;
  guardians: Guardian[];
  /** Every frame that left, in order, as it was sealed: the form that another day has of it is undone. */
  published: Uint8Array[];
  consents: number;
}

export function makeSurroundings(cipher: Cipher): Surroundings {
  return { cipher, upMs: 1000, utcMs: BEGAN_MS, guardians: makeGuardians(cipher), published: [], consents: 0 };
}

/** Lets a test put something faulty in the place of a port. */
export type Tamper = (board: Board) => Board;
export const asItIs: Tamper = (board) => board;

/** The real firmware on a store, from one boot to the end of its power. */
export class PowerDevice {
  readonly running: Running;
  private bytes: ((bytes: Uint8Array) => void) | null = null;
  private link: Parameters<Board["link"]["start"]>[0] | null = null;
  private asked: LampPattern = "dark";
  private readonly unread: Uint8Array[] = [];

  constructor(
    readonly around: Surroundings,
    store: Store,
    tamper: Tamper = asItIs,
    private readonly isCut: () => boolean = () => false,
  ) {
    this.running = run(tamper(this.board(store)));
  }

  private board(store: Store): Board {
    const { around } = this;
    return {
      cipher: around.cipher,
      clock: { upMs: () => around.upMs, utcMs: () => around.utcMs },
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
        publish: (topic, payload) => {
          if (this.isCut()) return;
          const on = { topic, days: daysNear(dayIndex(around.utcMs)) };
          const frame = asSealed(around.cipher, around.guardians, payload, on);
          around.published.push(frame.slice());
          this.unread.push(frame.slice());
        },
        subscribe: () => undefined,
        stop: () => {
          this.link = null;
        },
      },
      store,
      battery: { percent: () => 60 },
      timeSource: "host",
      steady: true,
      builtMs: BEGAN_MS - 86_400_000,
      notice: { fields: consentNow().fieldHashes, whole: consentNow().noticeHash },
      onTrouble: () => undefined,
      onReminder: () => undefined,
    };
  }

  accept(change: Partial<Consent> = {}): void {
    this.around.consents += 1;
    this.running.accept(consentNow({ number: this.around.consents, grantedS: Math.floor(this.around.utcMs / 1000), ...change }));
  }

  setLink(up: boolean): void {
    if (up) this.link?.up();
    else this.link?.down();
  }

  pass(ms: number): void {
    this.around.upMs += ms;
    this.around.utcMs += ms;
    this.running.tick();
  }

  /** The receiver tells one position, and falls silent for long enough to be believed. */
  fix(): void {
    this.running.tick();
    this.bytes?.(secondOf(this.around.utcMs, "autonomous"));
    this.pass(500);
  }

  /** Guardians acknowledge what reached them. @param most how many frames. */
  acknowledge(most: number): void {
    const { around } = this;
    for (const frame of this.unread.splice(0, most)) {
      const read = readFrame(around.cipher, around.guardians, frame);
      const made = read === null ? null : acknowledgement(around.cipher, read, dayIndex(around.utcMs));
      if (made !== null) this.link?.message(made.topic, made.payload);
    }
  }

  /** A restart of a guardian's console: its command epoch steps (docs/protocol.md, "Keys"). */
  stepGuardians(): void {
    for (const guardian of this.around.guardians) {
      // The chain steps by itself when its numbers are used up.
      guardian.command.next = 1024;
    }
  }

  stop(): void {
    this.running.stop();
  }
}
