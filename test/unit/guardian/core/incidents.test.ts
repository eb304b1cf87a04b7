import { describe, expect, it } from "vitest";
import type { AlertReport } from "../../../../device/protocol/report.ts";
import { NO_FLAGS } from "../../../../device/protocol/report.ts";
import { type Incident, standingOf, withAlert } from "../../../../guardian/core/incidents.ts";
import { integer, random } from "../../../random.ts";

function report(phase: AlertReport["phase"], times = 0, incident = 9): AlertReport {
  return {
    kind: "alert",
    flags: NO_FLAGS,
    timeS: 1000,
    alert: "panic",
    phase,
    incident,
    subject: 255,
    measure: null,
    batteryPercent: 50,
    consent: 1,
    sequence: 1,
    lastFixAgeS: 3,
    times,
    raisedS: 990,
  };
}

const STORY: readonly AlertReport[] = [
  report("raised"),
  report("raised", 1),
  report("acknowledged", 1),
  report("raised", 2),
  report("cancelled", 2),
];

describe("R-05 one incident, whatever the network does", () => {
  it("stays one and ends the same in every order, with any of it doubled (2,000 shufflings)", () => {
    const whole = STORY.reduce<readonly Incident[]>((all, one, at) => withAlert(all, { epoch: 1, number: at }, one, 5000), []);
    for (let seed = 1; seed <= 2000; seed++) {
      const next = random(seed);
      const arriving = [...STORY.keys(), ...STORY.keys()].filter((at, place) => place < STORY.length || next() < 0.5 || at < 0);
      for (let i = arriving.length - 1; i > 0; i--) {
        const other = integer(next, i + 1);
        [arriving[i], arriving[other]] = [arriving[other] as number, arriving[i] as number];
      }
      let all: readonly Incident[] = [];
      for (const at of arriving) all = withAlert(all, { epoch: 1, number: at }, STORY[at] as AlertReport, 5000);
      expect(all, `seed ${seed}`).toEqual(whole);
    }
    expect(whole).toHaveLength(1);
    expect(standingOf(whole[0] as Incident)).toBe("cancelled");
  });

  it("and the next one is another", () => {
    const first = withAlert([], { epoch: 1, number: 0 }, report("raised"), 5000);
    expect(withAlert(first, { epoch: 1, number: 5 }, report("raised", 0, 10), 6000).map(({ incident }) => incident)).toEqual([
      10, 9,
    ]);
  });

  it("once answered it is answered, although an older report comes later", () => {
    const answered = withAlert([], { epoch: 1, number: 3 }, report("acknowledged"), 5000);
    const later = withAlert(answered, { epoch: 1, number: 4 }, report("raised", 4), 6000);
    expect(standingOf(later[0] as Incident)).toBe("answered");
  });
});
