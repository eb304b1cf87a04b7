import { isDeepStrictEqual } from "node:util";

/**
 * As much of vitest as the gate's unit tests use, small enough to run them thousands of times in a row. Whatever it does
 * not know throws, so a test can never pass by being misunderstood.
 */
export interface SmallVitest {
  describe: unknown;
  it: unknown;
  expect: unknown;
}

/** One test: its title, and what to run. */
export interface SmallTest {
  title: string;
  run(): unknown;
}

class Unmet extends Error {
  override readonly name = "Unmet";
}

// Vitest's toEqual does not tell a field that is undefined from one that is not there.
function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUndefined);
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(fields.map(([name, field]) => [name, withoutUndefined(field)]));
}

function expectThat(actual: unknown, message: unknown): unknown {
  const checks: Record<string, (expected: never) => boolean> = {
    toBe: (expected) => Object.is(actual, expected),
    toEqual: (expected) => isDeepStrictEqual(withoutUndefined(actual), withoutUndefined(expected)),
    toBeNull: () => actual === null,
  };
  const sides = [true, false].map((wanted) =>
    Object.fromEntries(
      Object.entries(checks).map(([name, check]) => [
        name,
        (expected: never) => {
          if (check(expected) !== wanted) throw new Unmet(`${String(message)}: ${name} is ${!wanted}`);
        },
      ]),
    ),
  );
  return { ...sides[0], not: sides[1] };
}

/** @returns what a test file imports from vitest, and the tests that it then declares. */
export function smallVitest(): { module: SmallVitest; tests: SmallTest[] } {
  const tests: SmallTest[] = [];
  const it = (title: string, run: () => unknown): void => {
    tests.push({ title, run });
  };
  it.each = (rows: readonly unknown[]) => (title: string, run: (...values: unknown[]) => unknown) => {
    for (const row of rows) {
      const values: unknown[] = Array.isArray(row) ? row : [row];
      tests.push({ title: `${title} ${JSON.stringify(values[0])}`, run: () => run(...values) });
    }
  };
  const describe = (_title: string, body: () => void): void => body();
  return { module: { describe, it, expect: expectThat }, tests };
}
