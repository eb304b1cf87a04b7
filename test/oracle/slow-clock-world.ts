import type { TimeSource } from "../../device/core/trusted-time.ts";
import { DAY_MS } from "../../device/core/utc-day.ts";
import { ROLLOVER_MS } from "../../device/core/week-rollover.ts";
import { integer, pick, type Random } from "../random.ts";

/** 1 January 2026: what the devices of these worlds were built on. */
export const BUILT_MS = Date.UTC(2026, 0, 1);
export const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const YEAR_MS = 365.25 * DAY_MS;
/** After a lie so much time passes before another source may lie, so that no two ever lie at once. */
const CALM_MS = 11 * MINUTE_MS;
/** A receiver alone is believed after ten minutes: until then it may lie to a board that has nothing else. */
const LIE_TO_NEWBORN_MS = 9 * MINUTE_MS;

export const FAULTS = [
  "host-lost",
  "host-jump",
  "host-drag",
  "host-frozen",
  "host-shaken",
  "gnss-jump",
  "gnss-drag",
  "gnss-frozen",
  "gnss-shaken",
  "gnss-rolled",
  "beacon-late",
  "beacon-ahead",
] as const;
export type Fault = (typeof FAULTS)[number];

/** What happens at one moment, and what is true of it. */
export interface ClockEvent {
  trueMs: number;
  booted: boolean;
  upMs: number;
  hostMs: number | null;
  /** Told at this very moment; null: silent. */
  gnssMs: number | null;
  beaconMs: number | null;
  /** Since when nothing has been wrong that this kind of board must survive; null: something is. */
  soundSinceMs: number | null;
  /** Uptime for which nobody told the time before the present lie began, in this run of the board. */
  deafMs: number;
}

const SPECIAL = [
  Date.UTC(2038, 0, 19, 3, 14, 7),
  Date.UTC(2038, 10, 20, 23, 59, 42),
  Date.UTC(2028, 1, 29, 12),
  Date.UTC(2027, 11, 31, 23),
];

function jump(next: Random): number {
  // From one hour to a hundred years, evenly over the orders of magnitude.
  return HOUR_MS * 876_600 ** next() * (next() < 0.5 ? -1 : 1);
}

/** One board, its sources and its troubles, in a world that knows what time it really is. */
export class ClockWorld {
  private trueMs: number;
  private bootedMs: number;
  private readonly quartz: number;
  private readonly rtcDrift: number;
  private rtcSetMs: number;
  private hostExists: boolean;
  private fault: Fault | null = null;
  private faultLeft = 0;
  private faultFromMs = 0;
  private lieMs = 0;
  private rate = 0;
  private left = 0;
  private longestStepMs = 0;
  private gnssSpeaks = true;
  private beaconSpeaks: boolean;
  private soundMs: number | null = null;
  private heardMs: number;
  private deafMs = 0;

  constructor(
    private readonly next: Random,
    private readonly mode: TimeSource,
  ) {
    const far = BUILT_MS + DAY_MS + next() * 19 * YEAR_MS;
    this.trueMs = next() < 0.4 ? pick(next, SPECIAL) - next() * 3 * DAY_MS : far;
    this.bootedMs = this.trueMs;
    this.heardMs = this.trueMs;
    this.rtcSetMs = this.trueMs;
    const drift = () => (next() * 2 - 1) * 0.000199;
    this.quartz = 1 + drift();
    this.rtcDrift = mode === "host" ? 0 : drift();
    this.hostExists = mode !== "gnss" || next() < 0.3;
    this.beaconSpeaks = next() < 0.6;
  }

  /** @param trusts whether the board has believed any time since it booted. */
  step(trusts: boolean): ClockEvent {
    let booted = false;
    let passed = 0;
    if (this.left === 0) {
      this.newPhase(trusts);
      booted = this.next() < 0.1;
      if (booted) this.reboot();
      else if (this.next() < 0.15) passed = this.next() < 0.2 ? 60 * DAY_MS * this.next() : 30 * HOUR_MS * this.next();
    }
    this.left--;
    this.trueMs += passed + 1000 + this.next() * this.longestStepMs;
    const newborn = this.mode === "gnss" && !trusts && this.fault?.startsWith("gnss") === true;
    if (newborn && this.trueMs - this.faultFromMs > LIE_TO_NEWBORN_MS) this.endFault();
    return this.told(booted);
  }

  private newPhase(trusts: boolean): void {
    this.left = 30 + integer(this.next, 200);
    this.longestStepMs = this.next() < 0.75 ? 59_000 : 30 * MINUTE_MS;
    this.gnssSpeaks = this.next() < 0.85;
    if (this.next() < 0.1) this.beaconSpeaks = !this.beaconSpeaks;
    if (this.next() < 0.3 || Math.abs(this.rtcError()) > 15 * MINUTE_MS) this.rtcSetMs = this.trueMs;
    if (this.fault !== null && --this.faultLeft <= 0) this.endFault();
    else if (this.fault === null && this.next() < 0.55) this.beginFault(trusts);
  }

  private beginFault(trusts: boolean): void {
    this.fault = pick(this.next, FAULTS);
    // A long phase of silence before it would let a first lie last longer than the board's ten minutes.
    if (this.mode === "gnss" && !trusts && this.fault.startsWith("gnss")) this.longestStepMs = 20_000;
    this.faultLeft = 1 + integer(this.next, 3);
    this.faultFromMs = this.trueMs;
    this.lieMs = jump(this.next);
    this.rate = (this.next() < 0.5 ? -1 : 1) * 0.0001 * 1e6 ** this.next();
    this.deafMs = this.trueMs - this.heardMs;
  }

  private endFault(): void {
    this.fault = null;
    this.trueMs += CALM_MS;
    this.soundMs = null;
  }

  private reboot(): void {
    // Nothing but the floor survives: what the receiver tells a newborn board is bounded by LIE_TO_NEWBORN_MS.
    if (this.mode === "gnss" && this.fault?.startsWith("gnss") === true) this.endFault();
    this.trueMs += MINUTE_MS * 86_400 ** this.next();
    this.bootedMs = this.trueMs;
    this.heardMs = this.trueMs;
    this.soundMs = null;
  }

  private rtcError(): number {
    return (this.trueMs - this.rtcSetMs) * this.rtcDrift;
  }

  private lie(): number {
    const kind = this.fault?.split("-")[1];
    if (kind === "drag") return (this.trueMs - this.faultFromMs) * this.rate;
    if (kind === "frozen") return this.faultFromMs - this.trueMs;
    if (kind === "shaken") return (this.next() - 0.5) * 4 * MINUTE_MS;
    if (kind === "late") return -Math.abs(this.lieMs);
    return kind === "ahead" ? Math.abs(this.lieMs) : this.lieMs;
  }

  private host(): number | null {
    if (!this.hostExists || this.fault === "host-lost") return null;
    return this.trueMs + (this.fault?.startsWith("host") === true ? this.lie() : this.rtcError());
  }

  private gnss(): number | null {
    if (!this.gnssSpeaks) return null;
    const late = this.next() * 900;
    if (this.fault === "gnss-rolled") return this.trueMs - late - ROLLOVER_MS;
    return this.trueMs - late + (this.fault?.startsWith("gnss") === true ? this.lie() : 0);
  }

  private beacon(): number | null {
    if (!this.beaconSpeaks || this.next() > 0.15) return null;
    return this.trueMs - this.next() * 20_000 + (this.fault?.startsWith("beacon") === true ? this.lie() : 0);
  }

  // What a board needs in order to open: its receiver, and a second source where the kind of board asks for one.
  private isSound(hostMs: number | null): boolean {
    if (this.fault !== null || !this.gnssSpeaks || this.longestStepMs > MINUTE_MS) return false;
    const hostGood = hostMs !== null && Math.abs(hostMs - this.trueMs) < 100_000;
    return this.mode === "host" ? hostGood : hostGood || this.beaconSpeaks || this.mode === "gnss";
  }

  private told(booted: boolean): ClockEvent {
    const hostMs = this.host();
    const gnssMs = this.gnss();
    if (!this.isSound(hostMs)) this.soundMs = null;
    else if (this.soundMs === null) this.soundMs = this.trueMs;
    if (gnssMs !== null && (this.fault?.startsWith("gnss") !== true || this.fault === "gnss-rolled")) this.heardMs = this.trueMs;
    return {
      trueMs: this.trueMs,
      booted,
      upMs: (this.trueMs - this.bootedMs) * this.quartz,
      hostMs,
      gnssMs,
      beaconMs: this.beacon(),
      soundSinceMs: this.soundMs,
      deafMs: this.deafMs,
    };
  }
}
