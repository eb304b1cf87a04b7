import { inHours, type Schedule } from "../../device/core/schedule.ts";
import { dueForStore, recordTime, restoreTime } from "../../device/core/time-record.ts";
import {
  isConfirmed as confirmedNow,
  gnssUtc,
  hearBeacon,
  hearGnss,
  isPresent,
  makeTrustedTime,
  type TimeSource,
  type TrustedTime,
  utcNow,
} from "../../device/core/trusted-time.ts";
import type { Random } from "../random.ts";
import { SlowClock } from "./slow-clock.ts";
import { BUILT_MS, type ClockEvent, ClockWorld, MINUTE_MS } from "./slow-clock-world.ts";

/** What is tried: the device's own functions, or the same with a planted bug. */
export const DEVICE = {
  make: makeTrustedTime,
  restore: restoreTime,
  hearGnss,
  hearBeacon,
  utcNow,
  gnssUtc,
};
export type Clockwork = typeof DEVICE;

export interface ClockTally {
  events: number;
  /** Moments at which the gate stood open although the hours were shut for `BOUND_MS` on either side. */
  opened: number;
  /** Moments at which it stood open at a time of day after which it had already closed. */
  reopened: number;
  /** Moments at which the device and the slow model differ. */
  differing: number;
  /** Dates believed before the build or 20 years after it. */
  outOfLife: number;
  /** Moments at which all was well for a quarter of an hour and the hours were surely open ... */
  due: number;
  /** ... and at which a fix passed. */
  passed: number;
  /** The farthest that a believed time lay from the true one. */
  worstMs: number;
  examples: string[];
}

export function makeClockTally(): ClockTally {
  return { events: 0, opened: 0, reopened: 0, differing: 0, outOfLife: 0, due: 0, passed: 0, worstMs: 0, examples: [] };
}

/** The stated bound: two minutes that sources may differ and 60 days at 200 millionths. */
export const BOUND_MS = 20 * MINUTE_MS;
/** A receiver that lies after weeks in which nobody told the time may lie within what the quartz can have strayed. */
const LATE_LIE_MS = 40 * MINUTE_MS;
const LONG_DEAF_MS = 20 * 86_400_000;
const SETTLED_MS = 15 * MINUTE_MS;
const EVENTS_A_LIFE = 4000;
const HORIZON_MS = BUILT_MS + 20 * 365.25 * 86_400_000;

/** Two hours east of Greenwich for ever, so that a lie of any size may fall into an open window. */
const HOURS: Schedule = {
  windows: [
    { days: 127, fromMinute: 420, toMinute: 540 },
    { days: 31, fromMinute: 780, toMinute: 1020 },
    { days: 48, fromMinute: 1320, toMinute: 120 },
  ],
  zone: { fromMinutes: [0], offsets: [120], untilMinute: 4_000_000_000 },
};

function surely(open: boolean, atMs: number, boundMs: number): boolean {
  for (let share = -4; share <= 4; share++) if (inHours(HOURS, atMs + (boundMs * share) / 4) !== open) return false;
  return true;
}

/** One board from its first boot on, with the slow model beside it. */
class Life {
  private time: TrustedTime;
  private record: Uint8Array | null = null;
  private readonly slow: SlowClock;
  private readonly world: ClockWorld;
  private trusts = false;
  private wasOpen = false;
  private closedMs = 0;

  constructor(
    next: Random,
    private readonly mode: TimeSource,
    private readonly works: Clockwork,
    private readonly tally: ClockTally,
  ) {
    this.world = new ClockWorld(next, mode);
    this.slow = new SlowClock(mode, BUILT_MS);
    this.time = works.make(mode, BUILT_MS);
  }

  step(): void {
    const event = this.world.step(this.trusts);
    if (event.booted) this.boot();
    if (event.gnssMs !== null) {
      this.works.hearGnss(this.time, event.upMs, event.gnssMs);
      this.slow.hearGnss(event.upMs, event.gnssMs);
    }
    if (event.beaconMs !== null) {
      this.works.hearBeacon(this.time, event.upMs, event.beaconMs);
      this.slow.hearBeacon(event.upMs, event.beaconMs);
    }
    const utcMs = this.works.utcNow(this.time, event.upMs, event.hostMs);
    this.compare(event, utcMs, this.slow.now(event.upMs, event.hostMs));
    if (utcMs !== null) this.trusts = true;
    this.judge(event, utcMs);
    this.keep(utcMs !== null && inHours(HOURS, utcMs));
  }

  private boot(): void {
    this.time = this.works.make(this.mode, BUILT_MS);
    this.works.restore(this.time, this.record);
    this.slow.boot();
    this.trusts = false;
  }

  private compare(event: ClockEvent, fast: number | null, slow: number | null): void {
    const same = fast === null || slow === null ? fast === slow : Math.abs(fast - slow) < 5;
    if (!same) this.note("differing", event, `the device says ${fast}, the slow model ${slow}`);
  }

  private judge(event: ClockEvent, utcMs: number | null): void {
    this.tally.events++;
    const fixMs = event.gnssMs === null ? Number.NaN : this.works.gnssUtc(this.time, event.gnssMs);
    const open = utcMs !== null && inHours(HOURS, utcMs);
    const passes = open && isPresent(fixMs, utcMs) && inHours(HOURS, fixMs);
    // A host that is believed alone after boot may open the port by itself, but no fix passes without the receiver's time.
    const sure = utcMs !== null && (this.mode !== "host" || confirmedNow(this.time, event.upMs));
    const boundMs = event.deafMs > LONG_DEAF_MS ? LATE_LIE_MS : BOUND_MS;
    if ((passes || (open && sure)) && surely(false, event.trueMs, boundMs)) this.note("opened", event, "the hours were shut");
    if (open && utcMs < this.closedMs) this.note("reopened", event, `after ${this.closedMs}, at ${utcMs}`);
    if (utcMs !== null && !(utcMs >= BUILT_MS && utcMs <= HORIZON_MS)) this.note("outOfLife", event, `${utcMs}`);
    const errorMs = utcMs === null ? 0 : Math.abs(utcMs - event.trueMs);
    if (sure && event.deafMs <= LONG_DEAF_MS) this.tally.worstMs = Math.max(this.tally.worstMs, errorMs);
    if (utcMs !== null && !open && errorMs <= BOUND_MS) this.closedMs = Math.max(this.closedMs, utcMs);
    this.judgeLiveness(event, passes);
  }

  private judgeLiveness(event: ClockEvent, passes: boolean): void {
    const sound = event.soundSinceMs !== null && event.trueMs - event.soundSinceMs >= SETTLED_MS;
    if (!sound || event.gnssMs === null || !surely(true, event.trueMs, BOUND_MS)) return;
    this.tally.due++;
    if (passes) this.tally.passed++;
  }

  // As the device does: when it is due, and at once when a window has closed.
  private keep(open: boolean): void {
    if (dueForStore(this.time) || (this.wasOpen && !open)) {
      this.record = recordTime(this.time);
      this.slow.store();
    }
    this.wasOpen = open;
  }

  private note(kind: "opened" | "reopened" | "differing" | "outOfLife", event: ClockEvent, what: string): void {
    this.tally[kind]++;
    if (this.tally.examples.length < 20) {
      this.tally.examples.push(`${kind} (${this.mode}) at true ${new Date(event.trueMs).toISOString()}: ${what}`);
    }
  }
}

/** Lets boards of one kind live through so many events. */
export function liveThrough(works: Clockwork, mode: TimeSource, events: number, next: Random, tally: ClockTally): void {
  for (let done = 0; done < events; done += EVENTS_A_LIFE) {
    const life = new Life(next, mode, works, tally);
    const length = Math.min(EVENTS_A_LIFE, events - done);
    for (let i = 0; i < length; i++) life.step();
  }
}

/** Whether a tally is what is claimed; also false where nothing ever opened. */
export function keepsPromise(tally: ClockTally): boolean {
  const wrong = tally.opened + tally.reopened + tally.differing + tally.outOfLife;
  return wrong === 0 && tally.worstMs <= BOUND_MS && tally.due > 0 && tally.passed >= tally.due * 0.99;
}
