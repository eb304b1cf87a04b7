import { makeTracker } from "../../device/core/boot.ts";
import { boundM } from "../../device/core/bound.ts";
import { claimsAt } from "../../device/core/claims.ts";
import type { Fix } from "../../device/core/fix.ts";
import type { PermittedFix } from "../../device/core/gate.ts";
import { makePair, type Pair } from "../../device/core/pair.ts";
import { choose, noteTold } from "../../device/core/sampling.ts";
import { fixReport } from "../../device/core/sending.ts";
import type { TrackerState } from "../../device/core/state.ts";
import { nothingStored } from "../../device/core/stored.ts";
import { asDecoded, decode, encode } from "../../device/protocol/codec.ts";
import { deriveKeys } from "../../device/protocol/keys.ts";
import { type Predicted, predictedAt } from "../../device/protocol/prediction.ts";
import type { FixReport } from "../../device/protocol/report.ts";
import { toyCipher } from "../toy-cipher.ts";
import type { Place } from "./clairvoyant.ts";
import { consentNow } from "./withdrawal-stand.ts";

/** What was agreed, and how the device is. */
export interface Terms {
  intervalS: number;
  decimals: number;
  /** Of a second guardian who asked for less; null: there is none. */
  coarser: number | null;
  batteryPercent: number | null;
  heartbeatS: number;
}

/** What a planted bug may take the place of. */
export interface Parts {
  choose: typeof choose;
  noteTold: typeof noteTold;
  /** The guardian's side. */
  predictedAt: (report: FixReport, timeS: number) => Predicted;
  /** What the wire makes of a body. */
  carry: (body: Uint8Array) => Uint8Array;
}

export const REAL: Parts = { choose, noteTold, predictedAt, carry: (body) => body };

/** How one way went. */
export interface Outcome {
  messages: number;
  /** Fixes at which the guarantee holds, counted once for each guardian, and those at which a map was off by more. */
  moments: number;
  wrong: number;
  /** Largest error while the guarantee holds, as a share of the bound. */
  worst: number;
  /** Metres off at every fix, the first guardian's map. */
  errorsM: number[];
}

const METRES_A_DEGREE = 111_195;

// By itself and by another formula than the device's: the great circle's haversine.
function metresOff(place: Predicted, fix: Fix): number {
  const radians = Math.PI / 180;
  const latA = (place.latE7 / 1e7) * radians;
  const latB = fix.latDeg * radians;
  const turn = (place.lonE7 / 1e7 - fix.lonDeg) * radians;
  const half = Math.sin((latA - latB) / 2) ** 2 + Math.cos(latA) * Math.cos(latB) * Math.sin(turn / 2) ** 2;
  return 2 * (METRES_A_DEGREE / radians) * Math.asin(Math.min(1, Math.sqrt(half)));
}

interface Guardian {
  pair: Pair;
  decimals: number;
  heard: FixReport | null;
}

function trackerFor(terms: Terms): { state: TrackerState; guardians: Guardian[] } {
  const state = makeTracker({ ...nothingStored(), cipher: toyCipher, timeSource: "host", builtMs: 0, upMs: 0, notice: null });
  state.consent = consentNow({ intervalS: terms.intervalS, decimals: terms.decimals });
  const guardians = [terms.decimals, terms.coarser].flatMap((decimals, slot) => {
    if (decimals === null) return [];
    const pair = makePair(slot, deriveKeys(toyCipher, new Uint8Array(32).fill(slot + 1)));
    pair.narrowed = { consent: state.consent?.number ?? 0, intervalS: terms.intervalS, decimals, stopped: false };
    return [{ pair, decimals, heard: null }];
  });
  state.pairs = guardians.map(({ pair }) => pair);
  return { state, guardians };
}

/** One fix as the device takes it. @returns whether it was told. */
function tell(fix: Fix, state: TrackerState, guardians: readonly Guardian[], terms: Terms, parts: Parts): boolean {
  const permitted = { fix } as unknown as PermittedFix;
  if (!parts.choose(state.sampling, permitted, { ...terms, steady: false })) return false;
  const moment = { upMs: 0, hostUtcMs: null, batteryPercent: terms.batteryPercent };
  for (const guardian of guardians) {
    const report = fixReport(state, guardian.pair, permitted, claimsAt(state, 0, null, null), moment);
    parts.noteTold(state.sampling, guardian.decimals, asDecoded(report));
    const read = decode(parts.carry(encode(report)));
    if (read?.kind === "fix") guardian.heard = read;
  }
  return true;
}

function judge(outcome: Outcome, offM: number, boundM: number): void {
  outcome.moments += 1;
  outcome.worst = Math.max(outcome.worst, offM / boundM);
  // A centimetre for two formulas of a distance.
  if (!(offM <= boundM + 0.01)) outcome.wrong += 1;
}

/** Sends the way of these fixes through sampling, report and codec, and watches every guardian's map at every fix. */
export function watchMaps(fixes: readonly Fix[], terms: Terms, parts: Parts = REAL): Outcome {
  const { state, guardians } = trackerFor(terms);
  const outcome: Outcome = { messages: 0, moments: 0, wrong: 0, worst: 0, errorsM: [] };
  let toldMs = Number.NEGATIVE_INFINITY;
  for (const fix of fixes) {
    if (tell(fix, state, guardians, terms, parts)) {
      outcome.messages += 1;
      toldMs = fix.timeMs;
    }
    const guaranteed = fix.timeMs === toldMs || fix.timeMs - toldMs >= terms.intervalS * 1000;
    for (const [i, { heard, decimals }] of guardians.entries()) {
      const offM = heard === null ? Number.POSITIVE_INFINITY : metresOff(parts.predictedAt(heard, fix.timeMs / 1000), fix);
      if (i === 0) outcome.errorsM.push(offM);
      if (guaranteed) judge(outcome, offM, boundM(decimals, terms.batteryPercent));
    }
  }
  return outcome;
}

/** The fixes on a plane, for who knows the future. */
export function placesOf(fixes: readonly Fix[]): Place[] {
  const [first] = fixes;
  if (first === undefined) return [];
  const east = METRES_A_DEGREE * Math.cos((first.latDeg * Math.PI) / 180);
  return fixes.map((fix) => ({
    s: (fix.timeMs - first.timeMs) / 1000,
    east: (((fix.lonDeg - first.lonDeg + 540) % 360) - 180) * east,
    north: (fix.latDeg - first.latDeg) * METRES_A_DEGREE,
  }));
}
