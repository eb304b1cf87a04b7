import type { Consent } from "../../device/core/consent.ts";
import type { NoticeHashes } from "../../device/core/notice-record.ts";
import { encodeOutboxKey, firstOutboxKey, outboxKeyName } from "../../device/core/outbox-key.ts";
import { encodePair, makePair as makeDevicePair, pairName } from "../../device/core/pair.ts";
import { firstReceiptState } from "../../device/core/receipt-state.ts";
import { RECEIPT_KEY } from "../../device/core/receipts.ts";
import { type Running, run } from "../../device/core/run.ts";
import type { Schedule } from "../../device/core/schedule.ts";
import type { SmsTerms } from "../../device/core/sms.ts";
import type { ServiceTerms } from "../../device/node/config.ts";
import { consentFor } from "../../device/node/notice.ts";
import type { Cipher } from "../../device/protocol/cipher.ts";
import { deriveKeys } from "../../device/protocol/keys.ts";
import { makePair } from "../../guardian/core/chain.ts";
import type { Driver } from "../../guardian/store/driver.ts";
import { openStore, type Store } from "../../guardian/store/store.ts";
import { createReceiver, FAITHFUL } from "../receiver/receiver.ts";
import { type SimButton, simButton } from "./sim-button.ts";
import { type SimClock, simClock } from "./sim-clock.ts";
import { type SimGuardian, simGuardian } from "./sim-guardian.ts";
import { type SimHaptic, simHaptic } from "./sim-haptic.ts";
import { type SimLamp, simLamp } from "./sim-lamp.ts";
import { type Message, type SimBroker, type SimLink, simBroker } from "./sim-link.ts";
import { type SimModem, simModem } from "./sim-modem.ts";
import { type SimReceiver, simReceiver } from "./sim-receiver.ts";
import { type Image, type SimStore, simStore } from "./sim-store.ts";

export interface HouseholdOptions {
  cipher: Cipher;
  startMs: number;
  terms: ServiceTerms;
  /** Seconds between two frames of the constant-rate mode; left out: it is off. */
  constantRateS?: number;
  /** True: the device tells only what surprises; else every fix that moved, so that a short scene has many. */
  predicts?: boolean;
  /** The second path, by a simulated modem; left out: there is none. */
  sms?: SmsTerms;
  /** How often the firmware is woken; absent: four times a second. Twice is the least that it asks for. */
  tickMs?: number;
  /** How often the receiver speaks; absent: once a second. */
  burstMs?: number;
  /** The guardian's database engine; absent: the real one, in memory. */
  openDriver?: () => Driver;
}

const TICK_MS = 250;
const BURST_MS = 1000;
const DAY_MS = 86_400_000;
/** A walk to the east, at some 1.7 m/s. */
const WALK = { latDeg: 39.5, lonDeg: 22.2, degreesASecond: 0.00002, speedMps: 1.7 };
/** The one pairing's root; there is nothing to protect in a made-up world. */
export const PAIR_ROOT = new Uint8Array(32).map((_, i) => i * 5 + 1);
/** The wearer's key to the receipts, and the device's own secret, in that world. */
export const RECEIPT_ROOT = new Uint8Array(32).map((_, i) => i * 3 + 2);
const OUTBOX_SECRET = new Uint8Array(32).map((_, i) => i * 7 + 3);

/** What the store of a device holds that was paired with one guardian and never agreed to. */
export function pairedImage(cipher: Cipher): Image {
  const key = firstOutboxKey(cipher, OUTBOX_SECRET);
  return new Map([
    [pairName(0), encodePair(makeDevicePair(0, deriveKeys(cipher, PAIR_ROOT)))],
    [outboxKeyName(key.generation), encodeOutboxKey(key)],
    [RECEIPT_KEY, firstReceiptState(RECEIPT_ROOT.slice())],
  ]);
}

function openGuardianStore({ cipher, startMs, openDriver }: HouseholdOptions): Store {
  const opened = openStore(":memory:", new Uint8Array(32).fill(3), cipher, openDriver);
  if (!opened.ok) throw new Error(opened.sentence);
  const added = opened.value.addPair(makePair(cipher, "simulated", "simulated", PAIR_ROOT.slice()), startMs);
  if (!added.ok) throw new Error(added.sentence);
  return opened.value;
}

/** One wearer, one guardian, one broker, in virtual time: the firmware's own `run.ts` between simulated ports. */
export class Household {
  readonly clock: SimClock;
  readonly broker: SimBroker;
  readonly lamp: SimLamp = simLamp();
  readonly button: SimButton = simButton();
  readonly haptic: SimHaptic;
  readonly receiver: SimReceiver;
  readonly deviceLink: SimLink;
  readonly modem: SimModem | null;
  readonly guardianStore: Store;
  /** Everything that entered the broker. */
  readonly overheard: Message[] = [];
  /** What the wearer was reminded of, on the screen. */
  readonly reminders: number[] = [];
  /** The device's own clock has lost the time of day; the world goes on. */
  clockLost = false;
  /** Whether the wearer walks, or stands where they are. */
  walks = true;
  store: SimStore;
  guardianLink: SimLink;
  guardian: SimGuardian;
  device: Running;
  private alive = true;
  private sleptMs = 0;
  private notice: NoticeHashes | null = null;
  private walkedS = 0;
  private readonly speaking = createReceiver(FAITHFUL);

  /** Nobody has agreed to anything yet. */
  constructor(private readonly options: HouseholdOptions) {
    const { cipher, startMs } = options;
    this.clock = simClock(startMs);
    this.broker = simBroker(this.clock);
    this.broker.overhear((message) => this.overheard.push(message));
    this.receiver = simReceiver(this.clock);
    this.deviceLink = this.broker.link();
    this.modem = options.sms === undefined ? null : simModem(this.clock, options.sms);
    this.guardianStore = openGuardianStore(options);
    this.guardianLink = this.broker.link();
    this.guardian = simGuardian(cipher, this.clock, this.guardianLink, this.guardianStore);
    this.haptic = simHaptic(this.clock);
    this.store = simStore(pairedImage(cipher));
    this.device = this.start();
    this.clock.after(options.tickMs ?? TICK_MS, () => this.tick());
    this.clock.after(options.burstMs ?? BURST_MS, () => this.speak());
  }

  /** The wearer agrees to the terms, with whatever is different this time. */
  agree(change: Partial<Consent> = {}): void {
    const number = (this.device.state.consent?.number ?? 0) + 1;
    const nowMs = this.clock.utcMs() ?? this.options.startMs;
    const consent = { ...consentFor(this.options.terms, [0], number, nowMs), ...change };
    this.notice = { fields: consent.fieldHashes, whole: consent.noticeHash };
    this.device.accept(consent);
  }

  /** The live configuration now makes another notice than the one that was agreed to. */
  changeNotice(): void {
    if (this.notice === null) return;
    this.notice = { ...this.notice, whole: this.notice.whole.map((byte) => byte ^ 1) };
    if (this.alive) this.device.changeNotice(this.notice);
  }

  /** The hours of the terms, for a test that changes a part of them. */
  agreedSchedule(): Schedule {
    return consentFor(this.options.terms, [0], 1, this.options.startMs).schedule;
  }

  /** Lets seconds pass; the receiver speaks once in each. */
  pass(seconds: number): void {
    this.clock.advance(seconds * 1000);
  }

  /** Power cut of the device: nothing more happens in it. */
  killDevice(): void {
    this.alive = false;
    this.button.stop();
    this.receiver.stop();
    this.deviceLink.stop();
    this.modem?.board.port.stop();
  }

  /** The device lies switched off while the world goes on, without anything else happening in it; then it starts. */
  sleep(ms: number): void {
    this.killDevice();
    this.sleptMs += ms;
    this.clock.setUtc(this.options.startMs + this.sleptMs + this.clock.upMs());
    this.bootDevice();
  }

  /** Starts the device from what its store still holds. */
  bootDevice(): void {
    this.store = simStore(this.store.surviving());
    this.lamp.show("dark");
    this.device = this.start();
    this.alive = true;
  }

  killGuardian(): void {
    this.guardian.stop();
  }

  bootGuardian(): void {
    this.guardianLink = this.broker.link();
    this.guardian = simGuardian(this.options.cipher, this.clock, this.guardianLink, this.guardianStore);
  }

  private start(): Running {
    return run({
      cipher: this.options.cipher,
      clock: { upMs: () => this.clock.upMs(), utcMs: () => (this.clockLost ? null : this.clock.utcMs()) },
      receiver: this.receiver,
      lamp: this.lamp,
      button: this.button,
      haptic: this.haptic,
      link: this.deviceLink,
      store: this.store,
      battery: { percent: () => 80 },
      timeSource: "host",
      builtMs: this.options.startMs - DAY_MS,
      notice: this.notice,
      constantRateS: this.options.constantRateS ?? null,
      steady: this.options.predicts !== true,
      sms: this.modem?.board ?? null,
      onTrouble: () => undefined,
      onReminder: (expiresS) => this.reminders.push(expiresS),
    });
  }

  private tick(): void {
    if (this.alive) this.device.tick();
    this.clock.after(this.options.tickMs ?? TICK_MS, () => this.tick());
  }

  // The receiver has its own time from the satellites, whatever becomes of the board's clock.
  private speak(): void {
    const burstMs = this.options.burstMs ?? BURST_MS;
    if (this.walks) this.walkedS += burstMs / 1000;
    const place = { latDeg: WALK.latDeg, lonDeg: WALK.lonDeg + this.walkedS * WALK.degreesASecond };
    const speedMps = this.walks ? WALK.speedMps : 0;
    const timeMs = this.options.startMs + this.sleptMs + this.clock.upMs();
    this.receiver.feed(this.speaking.burst({ ...place, timeMs, altitudeM: 90, speedMps, courseDeg: 90, valid: true }));
    this.clock.after(burstMs, () => this.speak());
  }
}
