import { rmSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import type { Finding } from "../../evidence/proof.ts";
import type { Equivalent } from "../../mutation/equivalents.ts";
import { findingOf } from "../../mutation/finding.ts";
import { DOOR, DOOR_FILE, DOOR_TARGETS, EMPTY, plantProject, THOROUGH } from "./planted-project.ts";

const roots: string[] = [];

function find(file: string, test: string, equivalents: Equivalent[] = []): Finding {
  const root = plantProject(file, test);
  roots.push(root);
  const suspects = { root, targets: DOOR_TARGETS, equivalents };
  return findingOf(suspects, { quick: true, seed: 1, progress: () => undefined });
}

afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true, force: true });
});

describe("the proof gate/mutation", () => {
  it("holds for a file whose tests find every fault", () => {
    const finding = find(DOOR, THOROUGH);
    expect(finding.details).toEqual([]);
    expect(finding.holds).toBe(true);
    expect(finding.count).toBe(16);
    expect(finding.figure).toContain("0 survive: score 100.0 %; MC/DC: 2 of 2 conditions");
  });

  it("falls short where the tests check nothing, and prints where each fault was", () => {
    const finding = find(DOOR, EMPTY);
    expect(finding.holds).toBe(false);
    expect(finding.figure).toContain(" 0 killed ");
    expect(finding.details).toContain(`SURVIVES ${DOOR_FILE}:3 comparison: minute < 60 -> ((minute) <= (60))`);
    expect(finding.details).toContain(`SURVIVES ${DOOR_FILE}:2 literal: false -> true`);
  });

  it("falls short where one single fault is not found", () => {
    const finding = find(DOOR, THOROUGH.replace(/.*60\)\)\.toBe.*\n/, ""));
    expect(finding.holds).toBe(false);
    expect(finding.details).toEqual([
      `SURVIVES ${DOOR_FILE}:3 comparison: minute < 60 -> ((minute) <= (60))`,
      `SURVIVES ${DOOR_FILE}:3 literal: 60 -> (61)`,
    ]);
  });

  it("falls short where a condition is not seen to decide alone", () => {
    const finding = find(DOOR, EMPTY.replace('opens("foe", 59);', ""));
    expect(finding.details).toContain(`NOT SEEN TO DECIDE ${DOOR_FILE}:2: word !== "friend"`);
  });

  it("falls short where the tests fail without a fault, wait for something, or are not there", () => {
    expect(find(DOOR, THOROUGH.replace("59", "60")).holds).toBe(false);
    expect(find(DOOR, THOROUGH.replace("() =>", "async () =>")).details?.[0]).toContain("(asynchronous)");
    expect(find(DOOR, "export {};\n").details?.[0]).toBe(`${DOOR_FILE}: it has no test`);
  });

  it("falls short where the file itself does not compile", () => {
    const finding = find(`${DOOR}export const lost: string = 5;\n`, THOROUGH);
    expect(finding.holds).toBe(false);
    expect(finding.details?.[0]).toBe(`${DOOR_FILE}: it does not compile without any fault (TS2322)`);
  });

  it("counts a loop without end as found", () => {
    const loop = "export function opens(word: string, minute: number): number { while (minute > 2) return 5; return 6; }\n";
    const test =
      'import { expect, it } from "vitest";\nimport { opens } from "../device/core/door.ts";\nit("counts", () => { expect(opens("", 3)).toBe(5); });\n';
    expect(find(loop, test).figure).toContain("(1 of them by never ending)");
  });
});

const LISTED: Equivalent = {
  file: DOOR_FILE,
  line: "return minute < 60;",
  operator: "literal",
  was: "60",
  becomes: "(61)",
  reason: "planted",
};

describe("the list of the faults that nobody can see", () => {
  const half = THOROUGH.replace(/.*60\)\)\.toBe.*\n/, "");

  it("excuses what it names, with its reason, and nothing else", () => {
    const finding = find(DOOR, half, [LISTED]);
    expect(finding.holds).toBe(false);
    expect(finding.details).toEqual([
      `SURVIVES ${DOOR_FILE}:3 comparison: minute < 60 -> ((minute) <= (60))`,
      `equivalent: ${DOOR_FILE} "return minute < 60;" 60 -> (61): planted`,
    ]);
    const other = { ...LISTED, operator: "comparison", was: "minute < 60", becomes: "((minute) <= (60))" };
    expect(find(DOOR, half, [LISTED, other]).holds).toBe(true);
  });

  it.each([
    ["that a test finds", LISTED],
    ["of a line that is no more", { ...LISTED, line: "return minute < 61;" }],
  ])("may not name a fault %s", (_, entry) => {
    const finding = find(DOOR, THOROUGH, [entry]);
    expect(finding.holds).toBe(false);
    expect(finding.details?.[0]).toContain("take it off the list");
  });
});
