import type { AgreedHours } from "./agreed-span.ts";

/** What the wearer's own hand or mouth has said of being followed. */
export type Will = "nothing" | "yes" | "withdrawn" | "objected" | "notice-changed";

/** What was so in the second in which the receiver spoke; kept by what it said of the time. */
export interface Instant {
  latDeg: number;
  lonDeg: number;
  /** The receiver told a position, and not "none". */
  valid: boolean;
  /** The lamp was lit, for every eye, and said so itself. */
  lit: boolean;
  /** True time. */
  utcMs: number;
  /** The wearer's word was a yes, unpaused, and had not run out. */
  agreed: boolean;
  /** By true time. */
  inHours: boolean;
  /** A call for help, or an emergency that was called at the device. */
  emergency: boolean;
}

/** As fresh as the lamp's own answer must be. */
const LIT_WITHIN_MS = 1000;
/** Seconds of virtual time that are remembered; the oldest give way. */
const MOST_INSTANTS = 200_000;

/**
 * What is truly so in the made-up world, kept apart from all that the device believes. Scenes and mixes of faults write
 * into it what people do; the checks read it (simulator/watch/invariants.ts).
 */
export class Truth {
  will: Will = "nothing";
  /** True time at which the last no was said; null: there is none. */
  noSinceMs: number | null = null;
  pausedUntilMs: number | null = null;
  expiresMs = Number.POSITIVE_INFINITY;
  /** Somebody has called an emergency or for help, so that one may be open. */
  emergency = false;
  /** Calls for help of which the wearer felt that they go out, and which they did not end themselves. */
  calls = 0;
  private calling = false;
  private readonly instants = new Map<number, Instant>();
  private lastNoted: Instant | null = null;

  constructor(readonly hours: AgreedHours) {}

  says(will: Will, nowMs: number): void {
    this.will = will;
    this.pausedUntilMs = null;
    this.noSinceMs = will === "yes" || will === "nothing" ? null : nowMs;
  }

  callsForHelp(): void {
    this.calls += 1;
    this.calling = true;
    this.emergency = true;
  }

  /** Who ends a call before anybody could hear it has no need to be heard. */
  endsCall(): void {
    if (this.calling) this.calls -= 1;
    this.calling = false;
  }

  isPaused(nowMs: number): boolean {
    return this.pausedUntilMs !== null && nowMs < this.pausedUntilMs;
  }

  isAgreed(nowMs: number): boolean {
    return this.will === "yes" && !this.isPaused(nowMs) && nowMs < this.expiresMs;
  }

  /** @param saidMs what the receiver said of the time, which may be a lie. */
  note(saidMs: number, nowMs: number, seen: Pick<Instant, "latDeg" | "lonDeg" | "valid" | "lit">): void {
    const second = Math.floor(saidMs / 1000);
    const instant: Instant = {
      ...seen,
      utcMs: nowMs,
      agreed: this.isAgreed(nowMs),
      inHours: this.hours.areOpen(nowMs),
      // None can be called against a no.
      emergency: this.emergency && this.will !== "withdrawn" && this.will !== "objected",
    };
    this.instants.set(second, instant);
    this.lastNoted = instant;
    if (this.instants.size <= MOST_INSTANTS) return;
    const [oldest] = this.instants.keys();
    if (oldest !== undefined) this.instants.delete(oldest);
  }

  /**
   * The lamp says that it is lit, and is. What the receiver said within the second before it counts as said under its light:
   * that word may be what let it be lit.
   */
  lampIsLit(nowMs: number): void {
    const last = this.lastNoted;
    if (last !== null && nowMs - last.utcMs < LIT_WITHIN_MS) last.lit = true;
  }

  at(second: number): Instant | null {
    return this.instants.get(second) ?? null;
  }
}
