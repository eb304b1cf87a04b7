import { schoolRun } from "../people/school-run.ts";
import { LIFELIKE } from "../receiver/receiver.ts";
import { type ByteSink, type SimulatedReceiver, simulatedReceiver } from "../receiver/simulated-receiver.ts";
import type { Town } from "../town/town.ts";
import { nextMorning, type Trip, tripAfter } from "./school-day.ts";
import type { WorldClock } from "./world-clock.ts";

/** Made-up milliseconds before the hours open at which a trip is taken up. */
export const LEAD_MS = 8_000;
const WARM_UP_S = 6;
/** Real milliseconds for which closed hours are shown before they are skipped. */
const SHOW_CLOSED_MS = 30_000;

/** One trip after another, for as long as somebody watches. */
export interface Journeys {
  trip(): Trip;
  /** The trip after the present one. */
  next(): Trip;
  /** Lets the receiver speak, and skips hours in which nothing is to be seen. To be called many times a second. */
  poll(realMs: number): void;
}

/** The first trip that a demonstration shows, whatever the time is. */
export function firstTrip(utcMs: number): Trip {
  return nextMorning(utcMs);
}

export function makeJourneys(first: Trip, clock: WorldClock, town: Town, seed: number, sink: ByteSink): Journeys {
  let trip = first;
  let closedSinceMs: number | null = null;
  let receiver = receiverFor(first);

  function receiverFor(way: Trip): SimulatedReceiver {
    const trace = schoolRun(town, { seed, startMs: way.leavesMs, trip: way.homeward ? "way-home" : "to-school" });
    return simulatedReceiver(trace, clock, sink, { ...LIFELIKE, seed, warmUpS: WARM_UP_S });
  }

  function takeUp(next: Trip): void {
    clock.skipTo(next.opensMs - LEAD_MS);
    trip = next;
    receiver = receiverFor(next);
    closedSinceMs = null;
  }

  return {
    trip: () => trip,
    next: () => tripAfter(trip.closesMs),
    poll(realMs) {
      receiver.poll();
      if (clock.utcMs() < trip.closesMs) return;
      closedSinceMs ??= realMs;
      const next = tripAfter(trip.closesMs);
      // Somebody may have skipped by hand; then the next trip begins without a wait.
      const near = clock.utcMs() >= next.opensMs - 3 * LEAD_MS;
      if (near || realMs - closedSinceMs >= SHOW_CLOSED_MS) takeUp(next);
    },
  };
}
