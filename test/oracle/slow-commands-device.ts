import { makeTracker } from "../../device/core/boot.ts";
import { claimsAt } from "../../device/core/claims.ts";
import type { Effect, Event, Moment } from "../../device/core/event.ts";
import { refusalOf } from "../../device/core/gate.ts";
import type { NoticeHashes } from "../../device/core/notice-record.ts";
import { storeEffect } from "../../device/core/run.ts";
import type { TrackerState } from "../../device/core/state.ts";
import { loadStored } from "../../device/core/stored.ts";
import type { step } from "../../device/core/tracker.ts";
import { type TimeSource, utcNow } from "../../device/core/trusted-time.ts";
import type { Cipher } from "../../device/protocol/cipher.ts";
import { createReceiver, FAITHFUL } from "../../simulator/receiver/receiver.ts";
import { type SimLamp, simLamp } from "../../simulator/world/sim-lamp.ts";
import { type Image, type SimStore, simStore } from "../../simulator/world/sim-store.ts";

/** What a life is made of. `step` is the firmware; a test hands in another to see it found out. */
export interface LifeParts {
  cipher: Cipher;
  step: typeof step;
  /** UTC at uptime 0. */
  startMs: number;
  notice: NoticeHashes | null;
  timeSource: TimeSource;
  /** The start of the firmware; left out, it is the real one. */
  make?: typeof makeTracker;
}

/** The firmware under trial. */
export type Firmware = Pick<LifeParts, "cipher" | "step" | "make">;

const DAY_MS = 86_400_000;
const TICKS_A_SECOND = 4;
const TICK_MS = 250;

const speaking = createReceiver(FAITHFUL);
const bursts = new Map<number, Uint8Array>();

/** One second of a walk, as a faithful receiver tells it; the same bytes for the same moment. */
function burstAt(timeMs: number): Uint8Array {
  const known = bursts.get(timeMs);
  if (known !== undefined) return known;
  const lonDeg = 22.2 + ((timeMs / 1000) % 10_000) * 0.00002;
  const burst = speaking.burst({ latDeg: 39.5, lonDeg, timeMs, altitudeM: 90, speedMps: 1.7, courseDeg: 90, valid: true });
  bursts.set(timeMs, burst);
  return burst;
}

/** The firmware's `step` between a lamp, a store, a link and a receiver that are only as true as they are told to be. */
export class Life {
  readonly lamp: SimLamp = simLamp();
  readonly store: SimStore;
  readonly state: TrackerState;
  /** Every frame that was published, as it was when it first was: a withdrawal overwrites the device's own copy. */
  readonly published = new Map<Uint8Array, Uint8Array>();
  /** UTC seconds in which the lamp was seen to show "recording". */
  readonly lit = new Set<number>();
  /** Moments at which the gate stood open, in uptime. */
  readonly open = new Set<number>();
  /** The same in UTC seconds. */
  readonly openS = new Set<number>();
  upMs = 0;
  /** False: the board's own clock does not know the time. */
  clockKnown = true;
  reachable = true;
  private receiverOn = false;
  private linkOn = false;
  private readonly waiting: Event[] = [];

  constructor(
    private readonly parts: LifeParts,
    image: Image,
  ) {
    this.store = simStore(image);
    const { cipher, timeSource, notice } = parts;
    const builtMs = parts.startMs - DAY_MS;
    const make = parts.make ?? makeTracker;
    this.state = make({ cipher, timeSource, notice, builtMs, upMs: 0, steady: true, ...loadStored(this.store) });
    this.happen({ kind: "tick" });
  }

  nowMs(): number {
    return this.parts.startMs + this.upMs;
  }

  /** @returns the effects of this event alone; what follows from them is carried out as well. */
  happen(event: Event): Effect[] {
    const effects = this.one(event);
    for (let next = this.waiting.shift(); next !== undefined; next = this.waiting.shift()) this.one(next);
    return effects;
  }

  /** Reads the lamp back and ticks, as the board does four times a second. */
  tick(): void {
    this.happen({ kind: "lamp", answer: this.lamp.read() });
    this.happen({ kind: "tick" });
    const second = Math.floor(this.nowMs() / 1000);
    if (this.lamp.seen() === "recording") this.lit.add(second);
    const utcMs = utcNow(this.state.time, this.upMs, this.moment().hostUtcMs);
    if (refusalOf(claimsAt(this.state, this.upMs, utcMs, null)) !== null) return;
    this.open.add(this.upMs);
    this.openS.add(second);
  }

  /** Whole seconds pass; the receiver tells a good fix at the beginning of each. */
  pass(seconds: number): void {
    for (let i = 0; i < seconds; i++) {
      if (this.receiverOn) {
        this.happen({ kind: "lamp", answer: this.lamp.read() });
        this.happen({ kind: "bytes", bytes: burstAt(this.nowMs()) });
      }
      for (let tick = 0; tick < TICKS_A_SECOND; tick++) {
        this.tick();
        this.upMs += TICK_MS;
      }
    }
  }

  /** Seconds pass of which nobody tells the device anything. */
  skip(seconds: number): void {
    this.upMs += seconds * 1000;
    this.tick();
  }

  /** Breaks or mends the way to the broker. */
  setReachable(reachable: boolean): void {
    this.reachable = reachable;
    if (this.linkOn) this.happen({ kind: "link", up: reachable });
  }

  private moment(): Moment {
    return { upMs: this.upMs, hostUtcMs: this.clockKnown ? this.nowMs() : null, batteryPercent: 80 };
  }

  private one(event: Event): Effect[] {
    const effects = this.parts.step(this.state, event, this.moment());
    const failed: Event[] = [];
    for (const effect of effects) {
      const name = storeEffect(this.store, effect);
      if (name !== null) failed.push({ kind: "store-failed", name });
      else if (effect.kind !== "publish" || failed.length === 0) this.portEffect(effect);
    }
    this.waiting.unshift(...failed);
    return effects;
  }

  private publish(frame: Uint8Array): void {
    if (!this.published.has(frame)) this.published.set(frame, frame.slice());
  }

  private portEffect(effect: Effect): void {
    if (effect.kind === "lamp") this.lamp.show(effect.pattern);
    else if (effect.kind === "receiver") this.receiverOn = effect.on;
    else if (effect.kind === "publish") this.publish(effect.payload);
    else if (effect.kind === "link") {
      this.linkOn = effect.on;
      if (effect.on && this.reachable) this.waiting.push({ kind: "link", up: true });
    }
  }
}
