import { makeBatteryWatch, watchBattery } from "../../device/core/battery-watch.ts";
import { makeEpisode, type Patience, type Sign, type Turn, turnOf } from "../../device/core/episode.ts";
import type { Fix } from "../../device/core/fix.ts";
import { watchSpeed } from "../../device/core/overspeed.ts";
import { watchReception } from "../../device/core/stillness.ts";
import type { Random } from "../../simulator/random.ts";
import { type Sample, slowTurns, type Turned } from "./slow-episodes.ts";

/** What is compared: the device's own `turnOf`, or one with a fault in it. */
export type TurnOf = typeof turnOf;

/** One random signal: what the device makes of it, and what the slow reading of the same makes of it. */
export interface Compared {
  ours: Turned[];
  slow: Turned[];
}

const STEPS = 400;

function wander(random: Random): (low: number, high: number, most: number) => number {
  let at: number | null = null;
  return (low, high, most) => {
    if (at === null || random.next() < 0.02) at = random.between(low, high);
    at = Math.max(low, Math.min(high, at + random.between(-most, most)));
    return at;
  };
}

/** Lets the device say its turns, keeping for it whether the alert is raised. */
function turnsOf(steps: (raised: boolean, upMs: number) => Turn, times: readonly number[]): Turned[] {
  const turned: Turned[] = [];
  let raised = false;
  for (const upMs of times) {
    const turn = steps(raised, upMs);
    if (turn === "stay") continue;
    raised = turn === "raise";
    turned.push({ upMs, turn });
  }
  return turned;
}

function timesOf(random: Random, everyMs: number): number[] {
  let upMs = random.whole(0, 5000);
  return Array.from({ length: STEPS }, () => {
    upMs += random.next() < 0.03 ? random.whole(0, 90_000) : everyMs;
    return upMs;
  });
}

/** Any signs at all, under any patience. */
export function anySigns(random: Random, turn: TurnOf): Compared {
  const patience: Patience = {
    raiseMs: random.whole(0, 20_000),
    clearMs: random.whole(0, 20_000),
    gapMs: random.whole(1000, 30_000),
  };
  const stickiness = random.between(0.3, 0.97);
  const signs: Sign[] = ["wrong", "right", "between", "unknown"];
  let sign: Sign = "right";
  const samples: Sample[] = timesOf(random, 1000).map((upMs) => {
    if (random.next() > stickiness) sign = signs[random.whole(0, 3)] ?? "right";
    return { upMs, sign };
  });
  const episode = makeEpisode();
  let at = 0;
  const ours = turnsOf(
    (raised, upMs) => turn(episode, raised, samples[at++]?.sign ?? "unknown", upMs, patience),
    samples.map(({ upMs }) => upMs),
  );
  return { ours, slow: slowTurns(samples, patience) };
}

function fixAt(speedMps: number | null, hdop: number): Fix {
  return {
    timeMs: 0,
    latDeg: 39,
    lonDeg: 22,
    altitudeM: null,
    accuracyM: null,
    hdop,
    satellites: 9,
    speedMps,
    courseDeg: null,
    quality: "autonomous",
  };
}

/** Speeds around a limit, spikes, silences, doubtful fixes. */
export function speeds(random: Random): Compared {
  const limit = { kmh: random.whole(20, 130), forS: random.whole(3, 30) };
  const speed = wander(random);
  const told = timesOf(random, 1000).map((upMs) => ({
    upMs,
    kmh: random.next() < 0.05 ? null : speed(limit.kmh - 25, limit.kmh + 15, 4) + (random.next() < 0.02 ? 90 : 0),
    hdop: random.next() < 0.05 ? 15 : 1,
    sound: random.next() < 0.95,
  }));
  const samples = told.map(({ upMs, kmh, hdop, sound }): Sample => {
    if (!sound || kmh === null || hdop > 10) return { upMs, sign: "unknown" };
    if ((kmh / 3.6) * 3.6 > limit.kmh) return { upMs, sign: "wrong" };
    return { upMs, sign: (kmh / 3.6) * 3.6 < Math.min(limit.kmh * 0.9, limit.kmh - 3) ? "right" : "between" };
  });
  const episode = makeEpisode();
  let at = 0;
  const ours = turnsOf(
    (raised, upMs) => {
      const one = told[at++] as (typeof told)[number];
      return watchSpeed(episode, raised, limit, fixAt(one.kmh === null ? null : one.kmh / 3.6, one.hdop), one.sound, upMs);
    },
    told.map(({ upMs }) => upMs),
  );
  return { ours, slow: slowTurns(samples, { raiseMs: limit.forS * 1000, clearMs: 15_000, gapMs: 10_000 }) };
}

/** A battery that empties, recovers in the warm, is charged, and now and then is not known. */
export function batteries(random: Random): Compared {
  const charge = wander(random);
  const told = timesOf(random, 5000).map((upMs) => ({
    upMs,
    percent: random.next() < 0.03 ? null : Math.round(charge(1, 40, 2)),
  }));
  const samples = told.map(({ upMs, percent }): Sample => {
    if (percent === null || percent >= 20) return { upMs, sign: "right" };
    return { upMs, sign: percent < 15 ? "wrong" : "between" };
  });
  const watch = makeBatteryWatch();
  let at = 0;
  const ours = turnsOf(
    (raised, upMs) => watchBattery(watch, raised, told[at++]?.percent ?? null, upMs),
    told.map(({ upMs }) => upMs),
  );
  return { ours, slow: slowTurns(samples, { raiseMs: 30_000, clearMs: 30_000, gapMs: 60_000 }) };
}

/** Fixes that come and stay away. */
export function receptions(random: Random): Compared {
  const minutes = random.whole(2, 6);
  let heardMs = 0;
  let mute = false;
  const told = timesOf(random, 5000).map((upMs) => {
    if (random.next() < 0.04) mute = !mute;
    if (!mute) heardMs = upMs;
    return { upMs, sinceMs: random.next() < 0.02 ? null : heardMs };
  });
  const samples = told.map(({ upMs, sinceMs }): Sample => {
    if (sinceMs === null) return { upMs, sign: "unknown" };
    if (upMs - sinceMs >= minutes * 60_000) return { upMs, sign: "wrong" };
    return { upMs, sign: upMs - sinceMs < 30_000 ? "right" : "between" };
  });
  const episode = makeEpisode();
  let at = 0;
  const ours = turnsOf(
    (raised, upMs) => watchReception(episode, raised, told[at++]?.sinceMs ?? null, minutes, upMs),
    told.map(({ upMs }) => upMs),
  );
  return { ours, slow: slowTurns(samples, { raiseMs: 0, clearMs: 20_000, gapMs: 30_000 }) };
}

/** The device's own `turnOf`, for the caller to put a fault in its place. */
export const own: TurnOf = turnOf;
