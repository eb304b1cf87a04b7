import { FENCE_ERROR_M } from "../../device/core/fence-ground.ts";
import { MAX_REACH_M } from "../../device/protocol/fence.ts";
import { d3Contains } from "../oracle/d3-sphere-polygon.ts";
import { deviceContains } from "../oracle/fence-deciders.ts";
import { comparePolygons, type PolygonTally } from "../oracle/fence-polygons.ts";
import { type Contains, slowContains } from "../oracle/slow-sphere-polygon.ts";
import { random } from "../random.ts";
import type { Finding, HowToRun, Proof } from "./proof.ts";

const CASES = 100_000;
const QUICK_CASES = 20_000;

/** The stated error: a metre at the widest, and less with the cube of how far the fence reaches; never under a millimetre. */
export function bandOf(reachM: number): number {
  return Math.max(0.001, FENCE_ERROR_M * (reachM / MAX_REACH_M) ** 3);
}

function compareWith(oracle: Contains, { quick, seed }: HowToRun): PolygonTally {
  return comparePolygons({ candidate: deviceContains, oracle, bandM: bandOf }, quick ? QUICK_CASES : CASES, random(seed));
}

function figureOf(name: string, tally: PolygonTally): string {
  return (
    `${tally.cases} places (${tally.inside} inside; ${tally.poles} of polygons over a pole, ${tally.dateLine} over longitude 180): ` +
    `${tally.disagreements.length} disagreements with ${name}, and ${tally.onLine} within the stated band of the line`
  );
}

function holds(tally: PolygonTally): boolean {
  const varied = tally.inside > tally.cases / 20 && tally.poles > tally.cases / 100 && tally.dateLine > tally.cases / 100;
  return tally.disagreements.length === 0 && varied;
}

async function run(how: HowToRun): Promise<Finding> {
  const slow = compareWith(slowContains, how);
  how.progress(0.5);
  const contains = d3Contains();
  const d3 = contains === null ? null : compareWith(contains, how);
  const figures = [figureOf("a reading by angles seen from the place", slow)];
  figures.push(d3 === null ? "d3-geo is not installed and was not asked" : figureOf("d3-geo", d3));
  return {
    count: slow.cases + (d3?.cases ?? 0),
    figure: figures.join("; "),
    holds: holds(slow) && (d3 === null || holds(d3)),
    details: [...slow.disagreements, ...(d3?.disagreements ?? [])].slice(0, 20),
  };
}

export const proof: Proof = {
  name: "fence/polygon",
  claim:
    "Whether a place is inside a polygon the device decides as two independent readings on the sphere do, also over poles and over longitude 180, except within the stated error of the line.",
  run,
};
