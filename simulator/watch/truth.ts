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
  emergency = false;
  /** When the device lit its lamp last, by true time. */
  litMs = Number.NEGATIVE_INFINITY;
  /** Calls for help of which the wearer felt that they go out. */
  calls = 0;
  private readonly instants = new Map<number, Instant>();

  constructor(readonly hours: AgreedHours) {}

  says(will: Will, nowMs: number): void {
    this.will = will;
    this.pausedUntilMs = null;
    this.noSinceMs = will === "yes" || will === "nothing" ? null : nowMs;
    if (will === "withdrawn" || will === "objected") this.emergency = false;
  }

  callsForHelp(): void {
    this.calls += 1;
    this.emergency = true;
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
    this.instants.set(second, {
      ...seen,
      utcMs: nowMs,
      agreed: this.isAgreed(nowMs),
      inHours: this.hours.areOpen(nowMs),
      emergency: this.emergency,
    });
    if (this.instants.size <= MOST_INSTANTS) return;
    const [oldest] = this.instants.keys();
    if (oldest !== undefined) this.instants.delete(oldest);
  }

  at(second: number): Instant | null {
    return this.instants.get(second) ?? null;
  }
}
