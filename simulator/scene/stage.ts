import { pulsesOf } from "../../device/core/feel.ts";
import { PAUSE_BY_BUTTON_MINUTES } from "../../device/core/hand.ts";
import type { SmsTerms } from "../../device/core/sms.ts";
import type { ServiceTerms } from "../../device/node/config.ts";
import { consentFor, type GrantAct } from "../../device/node/notice.ts";
import type { Cipher } from "../../device/protocol/cipher.ts";
import type { Driver } from "../../guardian/store/driver.ts";
import type { Random } from "../random.ts";
import type { TracePoint } from "../trace/trace.ts";
import { agreedHours } from "../watch/agreed-span.ts";
import { Eavesdropper } from "../watch/eavesdropper.ts";
import { heldBroken } from "../watch/held.ts";
import { brokenBy, type Never, type Violation } from "../watch/invariants.ts";
import { Truth } from "../watch/truth.ts";
import { Household, PAIR_ROOT } from "../world/household.ts";
import type { Message } from "../world/sim-link.ts";
import type { Image } from "../world/sim-store.ts";
import { endsAtPowerCut, PowerCut } from "./power.ts";
import { ROLLOVER_MS } from "./sky-acts.ts";

export interface StageOptions {
  cipher: Cipher;
  startMs: number;
  terms: ServiceTerms;
  act: GrantAct;
  sms: SmsTerms | null;
  random: Random;
  /** The guardian's database engine; absent: the real one, in memory. */
  openDriver?: () => Driver;
}

/** While the device has something to do it is woken as its board would; else much more rarely, or a month would take an hour. */
const AWAKE = { tickMs: 500, burstMs: 1000 };
const DOZING = { tickMs: 20_000, burstMs: 20_000 };
/** Near anything that people do, the device is awake: gestures are measured in tenths of a second. */
const AWAKE_AROUND_MS = 60_000;
const FELT = {
  called: String(pulsesOf("called")),
  over: String(pulsesOf("call-over")),
  paused: String(pulsesOf("paused")),
  resumed: String(pulsesOf("resumed")),
};
const CHUNK_MS = 20_000;
/** Violations that are kept; the first is what matters. */
const MOST_VIOLATIONS = 100;

/** A household, what is truly so in it, and somebody who hears and judges every message. */
export class Stage {
  readonly house: Household;
  readonly truth: Truth;
  readonly ear: Eavesdropper;
  readonly violations: Violation[] = [];
  readonly startMs: number;
  readonly random: Random;
  /** What the receiver makes of what it should say, apart from the truth. */
  lie: (truth: TracePoint) => TracePoint | null = (truth) => truth;
  /** Milliseconds that the device's own clock gains in a second. */
  driftMs = 0;
  /** A copy of the device's memory that somebody took. */
  copied: Image | null = null;
  /** Somebody set the memory back: the chain is used twice from then on, and that is for the guardian to find out (F41). */
  setBack = false;
  /** True while somebody else than the two puts messages into the broker. */
  strangerSpeaks = false;
  /** When each message of the device entered the broker, in milliseconds since the start. */
  readonly publishedMs: number[] = [];
  powered = true;
  /** Counts the device's starts. */
  private life = 0;
  private lastActMs = 0;

  readonly cipher: Cipher;

  constructor(private readonly options: StageOptions) {
    const { cipher, startMs, terms, sms, openDriver } = options;
    this.startMs = startMs;
    this.cipher = cipher;
    this.random = options.random;
    this.house = new Household({
      cipher,
      startMs,
      terms,
      ...AWAKE,
      ...(sms === null ? {} : { sms }),
      ...(openDriver === undefined ? {} : { openDriver }),
    });
    this.truth = new Truth(agreedHours(terms));
    this.ear = new Eavesdropper(cipher, PAIR_ROOT);
    this.house.broker.overhear((message) => this.overheard(message));
    this.house.sky = (point) => this.said(point);
    this.watchDevice();
    endsAtPowerCut(this.house.store);
  }

  /** True time. */
  nowMs(): number {
    return this.house.clock.utcMs() ?? this.startMs;
  }

  sinceStartMs(): number {
    return this.nowMs() - this.startMs;
  }

  broken(never: Never): void {
    if (this.setBack && never === "one place of the chain used twice") return;
    if (this.violations.length < MOST_VIOLATIONS) this.violations.push({ never, utcMs: this.nowMs() });
  }

  /** Holds what the guardian has against what was said. Of two devices with one memory nobody can say which of them it was. */
  lookAtHeld(): void {
    if (this.setBack) return;
    for (const never of heldBroken(this.house, this.ear)) this.broken(never);
  }

  /**
   * Somebody does something with the device, which needs power for it.
   * @param then what is true from now on, unless the power went meanwhile: then nobody can say whether it was done.
   */
  byHand(doing: () => void, then: () => void = () => undefined): void {
    if (!this.powered) return;
    this.act(doing);
    if (this.powered) then();
  }

  /** In so many milliseconds, if the device has not lost its power until then. */
  later(ms: number, happened: () => void): void {
    const { life } = this;
    this.house.clock.after(ms, () => {
      if (this.powered && life === this.life) happened();
    });
  }

  /** The wearer, or who speaks for them, agrees to the terms of the scene. */
  agree(): void {
    if (!this.powered) return;
    const { terms, act } = this.options;
    const { state } = this.house.device;
    const consent = consentFor(terms, [0], (state.consent?.number ?? 0) + 1, this.nowMs(), act);
    this.act(() => this.house.agree(consent));
    const taken = state.consent;
    if (taken === null || taken.withdrawn || taken.noticeHash !== consent.noticeHash) return;
    this.truth.says("yes", this.nowMs());
    this.truth.expiresMs = consent.expiresS * 1000;
  }

  /** Somebody does something at the device or to it; the power may go meanwhile. */
  act(doing: () => void): void {
    this.lastActMs = this.sinceStartMs();
    try {
      doing();
    } catch (error) {
      this.caught(error);
    }
  }

  /** Lets time pass, and everything that was planned for it. */
  pass(ms: number): void {
    const { clock } = this.house;
    const endMs = clock.upMs() + ms;
    while (clock.upMs() < endMs) {
      const leftMs = endMs - clock.upMs();
      this.house.pace = this.mayDoze(leftMs) ? DOZING : AWAKE;
      const beforeMs = clock.upMs();
      try {
        clock.advance(Math.min(leftMs, CHUNK_MS));
      } catch (error) {
        this.caught(error);
      }
      this.house.clockOffMs += ((clock.upMs() - beforeMs) / 1000) * this.driftMs;
    }
  }

  killDevice(): void {
    this.powered = false;
    this.house.killDevice();
  }

  bootDevice(): void {
    this.powered = true;
    this.life += 1;
    this.house.bootDevice();
    endsAtPowerCut(this.house.store);
  }

  // When the lamp is lit, and what the wearer feels: who feels that their call goes out was promised that somebody hears it.
  private watchDevice(): void {
    const { haptic, lamp } = this.house;
    const { read } = lamp;
    lamp.read = () => {
      const answer = read();
      if (answer === "recording" && lamp.seen() === "recording") this.truth.lampIsLit(this.nowMs());
      return answer;
    };
    const play = haptic.play.bind(haptic);
    haptic.play = (pulsesMs) => {
      this.isFelt(String(pulsesMs));
      play(pulsesMs);
    };
  }

  private isFelt(pulses: string): void {
    const { truth } = this;
    if (pulses === FELT.called) truth.callsForHelp();
    else if (pulses === FELT.over) truth.endsCall();
    else if (pulses === FELT.paused) truth.pausedUntilMs = this.nowMs() + PAUSE_BY_BUTTON_MINUTES * 60_000;
    else if (pulses === FELT.resumed) truth.pausedUntilMs = null;
  }

  private mayDoze(leftMs: number): boolean {
    const { receiver, lamp, device } = this.house;
    if (leftMs <= AWAKE_AROUND_MS || this.sinceStartMs() - this.lastActMs < AWAKE_AROUND_MS) return false;
    const calling = device.state.alerts.length > 0 || this.truth.emergency;
    return !this.powered || (!receiver.isOpen() && lamp.seen() !== "recording" && !calling);
  }

  private caught(error: unknown): void {
    if (!(error instanceof PowerCut)) throw error;
    this.killDevice();
  }

  private overheard(message: Message): void {
    if (this.strangerSpeaks) return;
    const nowMs = this.nowMs();
    const heard = this.ear.hear(message, nowMs);
    if (heard.by !== "guardian") this.publishedMs.push(nowMs - this.startMs);
    for (const never of brokenBy(heard, this.truth, nowMs, this.options.terms.decimals)) this.broken(never);
  }

  private said(point: TracePoint): TracePoint | null {
    const { receiver } = this.house;
    // Nobody listens: what it says is not even made up.
    const said = receiver.isOpen() ? this.lie(point) : null;
    if (said === null) return null;
    const { latDeg, lonDeg, valid } = said;
    const seen = { latDeg, lonDeg, valid, lit: false };
    this.truth.note(said.timeMs, this.nowMs(), seen);
    // The firmware gives back the weeks that a receiver lost count of (F14).
    if (said.timeMs + ROLLOVER_MS === point.timeMs) this.truth.note(point.timeMs, this.nowMs(), seen);
    return said;
  }
}
