import { describe, expect, it } from "vitest";
import { makeMotion } from "../../../simulator/motion/make-motion.ts";
import { SCENES } from "../../../simulator/motion/scenes.ts";
import { madeShortfalls, runWith, STATED, type Stated, shortfalls } from "../../evidence/fall-rates.ts";
import { type Decide, decideWith, judge, judgeScenes, noRates, ours, type Rates, wilson } from "../../oracle/fall-rates.ts";

const EACH = 40;
const WAIST = STATED[0] as Stated;

/** Made-up people, judged as recorded ones are. */
function ratesOf(decide: Decide): Rates {
  const rates = noRates();
  for (const scene of SCENES.filter((each) => each !== "drop")) {
    for (let seed = 0; seed < EACH; seed++)
      judge(rates, { ...makeMotion(scene, seed), person: `made ${seed}`, activity: scene, isFall: scene === "fall" }, decide);
  }
  return rates;
}

describe("fall/rates can fail", () => {
  it("holds for the firmware's own detector on made-up scenes", () => {
    expect(madeShortfalls(judgeScenes(EACH, 1, ours), EACH)).toEqual([]);
    expect(shortfalls(WAIST, ratesOf(ours))).toEqual([]);
  });

  it.each<[string, Decide, RegExp]>([
    ["never fires", () => false, /made fall: noticed 0 of 40/],
    ["always fires", () => true, /made walk: 40 of 40 false alarms/],
    ["ignores how the body lies", decideWith({ turnedCos2: 1001 }), /made jog: \d+ of 40 false alarms/],
    ["waits for a blow that no fall has", decideWith({ impactMilliG: 12_000, hardImpactMilliG: 12_000 }), /made fall: noticed/],
    ["does not wait for rest", decideWith({ stillMilliG: 9000, stillBins: 1, turnedCos2: 1001 }), /made stumble: \d+ of 40/],
  ])("falls short with a detector that %s", (_name, decide, words) => {
    expect(madeShortfalls(judgeScenes(EACH, 1, decide), EACH).join("; ")).toMatch(words);
  });

  it.each<[string, Decide]>([
    ["never fires", () => false],
    ["always fires", () => true],
    ["ignores how the body lies", decideWith({ turnedCos2: 1001 })],
  ])("falls behind what is stated of recordings with a detector that %s", (_name, decide) => {
    expect(shortfalls(WAIST, ratesOf(decide))).not.toEqual([]);
  });

  it("falls short when nothing was read", () => {
    expect(shortfalls(WAIST, noRates())).toEqual(["sisfall: nothing was read"]);
  });

  it("says what is missing where there are no recordings, and tries the made-up ones all the same", async () => {
    const how = { quick: true, seed: 1, progress: () => undefined };
    const finding = await runWith(ours, how, () => null);
    expect(finding.missing).toMatch(/no "sisfall" in .*LYCHNOS_FALLS/);
    expect(finding.count).toBe(900);
    const never = await runWith(
      () => false,
      how,
      () => null,
    );
    expect(never.missing).toBeUndefined();
    expect(never.holds).toBe(false);
  });
});

describe("Wilson's interval", () => {
  it.each([
    [0, 10, 0, 0.2775],
    [10, 10, 0.7225, 1],
    [50, 100, 0.4038, 0.5962],
    [1, 1000, 0.0002, 0.0056],
    [0, 0, 0, 1],
  ])("of %i of %i", (part, whole, low, high) => {
    expect(wilson(part, whole).low).toBeCloseTo(low, 4);
    expect(wilson(part, whole).high).toBeCloseTo(high, 4);
  });
});
