import { describe, expect, it } from "vitest";
import { durationWords, readDuration } from "../../../../simulator/scene/duration.ts";
import { FAULTS, sentencesOf } from "../../../../simulator/scene/fault-table.ts";
import { slotsOf } from "../../../../simulator/scene/phrase.ts";
import { MAX_SCENE_BYTES, readScene } from "../../../../simulator/scene/read-scene.ts";
import { ACTS, EXPECTATIONS } from "../../../../simulator/scene/scene.ts";
import { readStarts } from "../../../../simulator/scene/starts.ts";
import { LETS_GO, TROUBLES } from "../../../oracle/fault-mix.ts";

const FINE = `title: Fine
wearer: { age: adult, hours: mon-fri 07:00-09:00, every: 10 s }
starts: Monday 07:20
steps:
  - at 1 min, do: the lamp breaks
  - at 2 min, expect: the lamp is dark; no position arrives after 1 min 2 s
`;

function problems(text: string): string[] {
  const read = readScene(text);
  return read.ok ? [] : read.problems.map(({ line, sentence }) => `${line}: ${sentence}`);
}

describe("A scene file", () => {
  it("is read", () => {
    const read = readScene(FINE);
    expect(read.ok && read.scene.steps.map(({ atMs, words }) => [atMs, words])).toEqual([
      [60_000, "the lamp breaks"],
      [120_000, "the lamp is dark"],
      [120_000, "no position arrives after 1 min 2 s"],
    ]);
  });

  it.each([
    [
      "the lamp breaks",
      "the lamp breks",
      '5: Nothing is known that is called "the lamp breks". Write for example "the lamp breaks"',
    ],
    ["at 1 min, do", "after a while", "5: Begin a step with a time since the start"],
    ["at 2 min", "at 30 s", "6: Steps stand in the order of their times: move this one up."],
    ["age: adult", "age: 40", '2: "40" is no age here. Write one of: adult'],
    ["mon-fri 07:00-09:00", "always", '2: "always" are no hours. Write for example'],
    ["every: 10 s", "every: often", '2: "often" is no interval'],
    ["every:", "color:", '2: A wearer knows no "color". Write one of'],
    ["Monday 07:20", "yesterday", '3: "yesterday" is no beginning. Write "Monday 07:20"'],
    ["Monday 07:20", "2026-02-30 10:00", '3: "2026-02-30 10:00" is no beginning'],
    ["title: Fine", "name: Fine", '1: A scene knows no "name". Write one of'],
    ["steps:", "stops:", "A scene needs steps"],
    ["title: Fine", "title: [", "This is no YAML"],
  ])("says at which line %j became %j, and what to write instead", (right, wrong, sentence) => {
    expect(problems(FINE.replace(right, wrong)).join("\n")).toContain(sentence);
  });

  it("is refused when it is no map, no text of a sensible length, or empty, and never crashes the reader", () => {
    for (const text of ["", "- a", "a", "{", "title: a\nsteps: 3", "x".repeat(MAX_SCENE_BYTES + 1), "&a [*a, *a]"]) {
      expect(problems(text).length, text.slice(0, 20)).toBeGreaterThan(0);
    }
  });
});

describe("The words of a scene", () => {
  it("are each other's own: no sentence means two things", () => {
    const example = (says: string): string =>
      says.replaceAll("{duration}", "2 min 3 s").replaceAll("{number}", "3").replaceAll("{words}", '"paused"');
    for (const phrases of [ACTS, EXPECTATIONS]) {
      for (const { says } of phrases) {
        expect(phrases.filter((other) => slotsOf(other, example(says)) !== null).map((other) => other.says)).toEqual([says]);
      }
    }
  });

  it("name every fault of the design that a simulator can inject, and where the others are tried", () => {
    expect(FAULTS.map(({ number }) => number)).toEqual(Array.from({ length: 55 }, (_, i) => i + 1));
    for (const { number, elsewhere } of FAULTS) {
      expect(sentencesOf(number).length > 0 !== (elsewhere !== null), `F${number}`).toBe(true);
    }
  });

  it("hold all that a mix of faults uses", () => {
    const used = TROUBLES.flatMap(({ does, ends }) => (ends === null ? [does] : [does, ends]));
    for (const sentence of [...used, ...LETS_GO]) {
      expect(
        ACTS.filter((act) => slotsOf(act, sentence) !== null),
        sentence,
      ).toHaveLength(1);
    }
  });
});

describe("Times in a scene", () => {
  it("are spans that read as they are written", () => {
    for (const ms of [0, 1, 1500, 61_000, 3_723_004, 26 * 3_600_000, 30 * 86_400_000]) {
      expect(readDuration(durationWords(ms))).toBe(ms);
    }
    for (const text of ["", "5", "5 m", "min", "-5 s", "5 s and"]) expect(readDuration(text), text).toBeNull();
  });

  it("begin by the clock of the wearer's zone, on both sides of a change of the clocks", () => {
    expect(readStarts("Monday 07:20", "Europe/Athens")).toBe(Date.UTC(2026, 2, 9, 5, 20));
    expect(readStarts("2026-03-29 02:40", "Europe/Athens")).toBe(Date.UTC(2026, 2, 29, 0, 40));
    expect(readStarts("2026-03-29 04:10", "Europe/Athens")).toBe(Date.UTC(2026, 2, 29, 1, 10));
    expect(readStarts("2026-10-26 08:00", "Europe/Athens")).toBe(Date.UTC(2026, 9, 26, 6, 0));
  });
});
