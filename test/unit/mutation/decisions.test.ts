import { describe, expect, it } from "vitest";
import { instrument, makeRecorder, RECORDER } from "../../mutation/decisions.ts";
import { countConditions, undecided } from "../../mutation/independence.ts";
import { exportsOf } from "../../mutation/modules.ts";

type Rule = (...values: unknown[]) => unknown;

/** Runs a rule over rows. @returns what it gave, and the conditions that the rows do not show to decide. */
function observe(code: string, rows: unknown[][]): { given: unknown[]; left: string[]; count: number } {
  const { text, decisions } = instrument(code, "planted.ts");
  const recorder = makeRecorder();
  const replaced = { path: "planted.ts", text, given: { name: RECORDER, module: recorder.module } };
  const { rule } = exportsOf("planted.ts", replaced) as { rule: Rule };
  const given = rows.map((row) => rule(...row));
  return { given, left: undecided(decisions, recorder.taken), count: countConditions(decisions) };
}

const AND = "export const rule = (a: boolean, b: boolean) => a && b;";
const MIXED = "export const rule = (a: boolean, b: boolean, c: boolean) => !a && (b || c);";

describe("an instrumented program", () => {
  it("gives what it gave before, also where a condition is no yes or no", () => {
    const rows = [
      [0, 1],
      ["", 1],
      [2, null],
      [2, 3],
    ];
    expect(observe(AND, rows).given).toEqual([0, "", null, 3]);
  });

  it("keeps apart decisions that are taken within others", () => {
    const code = `function inner(x: number) { return x > 1 && x < 9; }
export const rule = (a: number, b: number) => (inner(a) || inner(b) ? [a > b] : null);`;
    const { given, left, count } = observe(code, [
      [5, 0],
      [0, 5],
      [0, 0],
      [9, 9],
    ]);
    expect(given).toEqual([[true], [false], null, null]);
    expect(left).toEqual([]);
    expect(count).toBe(5);
  });

  it("finds decisions in every place where one can stand", () => {
    const code = `export function rule(a: number) {
  const once = a === 1;
  for (let i = 0; i < a; i++) if (i) break;
  while (a < 0) return null;
  return { once, twice: a ? !once : a !== 2 };
}`;
    expect(instrument(code, "planted.ts").decisions.map(({ line, conditions }) => [line, ...conditions])).toEqual([
      [2, "a === 1"],
      [3, "i < a"],
      [3, "i"],
      [4, "a < 0"],
      [5, "a"],
      [5, "once"],
      [5, "a !== 2"],
    ]);
  });
});

describe("modified condition/decision coverage", () => {
  it("is whole with one pair of rows for each condition", () => {
    const pairs = [
      [true, true],
      [false, true],
      [true, false],
    ];
    expect(observe(AND, pairs).left).toEqual([]);
    const mixed = [
      [false, true, false],
      [true, true, false],
      [false, false, false],
      [false, false, true],
    ];
    expect(observe(MIXED, mixed)).toEqual({ given: [true, false, false, true], left: [], count: 3 });
  });

  it("is not whole where a row is missing, though every branch was taken", () => {
    expect(
      observe(AND, [
        [true, true],
        [false, true],
      ]).left,
    ).toEqual(["1: b"]);
    expect(
      observe(AND, [
        [true, true],
        [true, false],
      ]).left,
    ).toEqual(["1: a"]);
    expect(observe(AND, []).left).toEqual(["1: a", "1: b"]);
  });

  it("is not whole where only two conditions that change together change the outcome", () => {
    const or = "export const rule = (a: number, b: number) => a === 1 && b === 1;";
    expect(
      observe(or, [
        [1, 1],
        [0, 0],
      ]).left,
    ).toEqual(["1: b === 1"]);
    const both = "export const rule = (a: boolean, b: boolean, c: boolean) => (a || b) && c;";
    expect(
      observe(both, [
        [true, true, true],
        [false, false, false],
      ]).left,
    ).toEqual(["1: b", "1: c"]);
  });
});
