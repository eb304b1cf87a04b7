import { describe, expect, it } from "vitest";
import { smallVitest } from "../../mutation/small-vitest.ts";

type Matcher = "toBe" | "toEqual" | "toBeNull";
type Expect = (
  actual: unknown,
) => Record<Matcher, (expected?: unknown) => void> & { not: Record<Matcher, (expected?: unknown) => void> };

const small = smallVitest().module.expect as Expect;
const whole = expect as unknown as Expect;

const VALUES: unknown[] = [
  null,
  undefined,
  true,
  false,
  0,
  -0,
  1,
  Number.NaN,
  "",
  "0",
  [],
  [null],
  [1, [2]],
  [1, [3]],
  {},
  { a: undefined },
  { a: null },
  { a: { b: 1 } },
  { a: { b: 1, c: undefined } },
  { a: { b: 2 } },
  new Uint8Array([1, 2]),
  new Uint8Array([1, 3]),
];

function passes(check: () => void): boolean {
  try {
    check();
    return true;
  } catch {
    return false;
  }
}

describe("the small vitest that runs the mutants", () => {
  it.each<Matcher>(["toBe", "toEqual", "toBeNull"])("judges %s as vitest does, and its opposite", (matcher) => {
    for (const actual of VALUES) {
      for (const expected of VALUES) {
        const told = JSON.stringify([actual, expected]);
        const asVitest = passes(() => whole(actual)[matcher](expected));
        expect(
          passes(() => small(actual)[matcher](expected)),
          told,
        ).toBe(asVitest);
        expect(
          passes(() => small(actual).not[matcher](expected)),
          told,
        ).toBe(!asVitest);
      }
    }
  });

  it("throws at what it does not know, so that nothing passes by being misunderstood", () => {
    const unknown = small as unknown as (actual: unknown) => { toBeCloseTo(expected: number): void };
    expect(() => unknown(1).toBeCloseTo(1)).toThrow(TypeError);
    const { module } = smallVitest();
    expect(() => (module.it as { skip(): void }).skip()).toThrow(TypeError);
    expect(() => (module.describe as { each(): void }).each()).toThrow(TypeError);
    expect("beforeEach" in module).toBe(false);
  });

  it("declares a test for every row, and hands it the row's values", () => {
    const { module, tests } = smallVitest();
    const seen: unknown[] = [];
    const each = (module.it as { each(rows: unknown[]): (title: string, run: (...values: unknown[]) => void) => void }).each;
    each([[1, 2], { a: 3 }])("a row", (...values) => {
      seen.push(values);
    });
    for (const test of tests) test.run();
    expect(seen).toEqual([[1, 2], [{ a: 3 }]]);
  });
});
