import { describe, expect, it } from "vitest";
import { turnOf } from "../../../device/core/episode.ts";
import { seededRandom } from "../../../simulator/random.ts";
import { faultsOfLife } from "../../evidence/alerts-episodes.ts";
import { anySigns, batteries, own, receptions, speeds, type TurnOf } from "../../oracle/episode-signals.ts";
import { faultsOf, liveJourney } from "../../oracle/journey-life.ts";

const chance = seededRandom(11);

function differs(turn: TurnOf): number {
  let count = 0;
  for (let n = 0; n < 60; n++) {
    const { ours, slow } = anySigns(chance.branch(String(n)), turn);
    if (JSON.stringify(ours) !== JSON.stringify(slow)) count++;
  }
  return count;
}

/** Tells a spike, because it does not wait. */
const hasty: TurnOf = (episode, raised, sign, upMs, patience) => turnOf(episode, raised, sign, upMs, { ...patience, raiseMs: 0 });
/** Clears at the first good moment. */
const relieved: TurnOf = (episode, raised, sign, upMs, patience) =>
  turnOf(episode, raised, sign, upMs, { ...patience, clearMs: 0 });
/** Has one threshold instead of two. */
const flapping: TurnOf = (episode, raised, sign, upMs, patience) =>
  turnOf(episode, raised, sign === "between" ? "right" : sign, upMs, patience);
/** Takes a long silence for a part of the row. */
const patient: TurnOf = (episode, raised, sign, upMs, patience) =>
  turnOf(episode, raised, sign, upMs, { ...patience, gapMs: Number.POSITIVE_INFINITY });
/** Does not care whether it was told. */
const insistent: TurnOf = (episode, _raised, sign, upMs, patience) => turnOf(episode, false, sign, upMs, patience);

describe("R-04 one alert an episode", () => {
  it("is what a slow reading of the same signal says", () => {
    expect(differs(own)).toBe(0);
    for (const compare of [speeds, batteries, receptions]) {
      for (let n = 0; n < 40; n++) {
        const { ours, slow } = compare(chance.branch(`${compare.name} ${n}`));
        expect(ours).toEqual(slow);
      }
    }
  });

  it.each([
    ["tells a spike", hasty],
    ["is relieved too soon", relieved],
    ["has one threshold", flapping],
    ["bridges any silence", patient],
    ["tells again and again", insistent],
  ])("the comparison shows a device that %s", (_name, turn) => {
    expect(differs(turn)).toBeGreaterThan(0);
  });
});

describe("R-04 a device that lives", () => {
  it("tells its guardian each trouble once, and that it is over", () => {
    const life = liveJourney(seededRandom(3).branch("l1"), 2700);
    expect(faultsOfLife(life)).toEqual([]);
    expect(new Set(life.alerts.map(({ alert }) => alert))).toEqual(
      new Set(["overspeed", "low-battery", "no-fix", "not-moving", "not-arrived"]),
    );
    expect(JSON.stringify(life.alerts)).not.toMatch(/lat|lon/);
  });

  it("raises nothing anew after a restart", () => {
    const life = liveJourney(seededRandom(3).branch("l1"), 1500, 150);
    expect(faultsOf(life.alerts)).toEqual([]);
    expect(life.alerts.length).toBeGreaterThan(2);
  });

  it("the judging of a life shows what was told twice, lost or never raised", () => {
    const life = liveJourney(seededRandom(3).branch("l5"), 1500);
    const first = life.alerts[0];
    if (first === undefined) throw new Error("This life has no trouble.");
    expect(faultsOf([first, ...life.alerts])).not.toEqual([]);
    expect(faultsOf(life.alerts.slice(1))).not.toEqual([]);
    expect(faultsOfLife({ ...life, alerts: life.alerts.filter(({ alert }) => alert !== first.alert) })).not.toEqual([]);
  });
});
