import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "../../dialect/tree.ts";
import { mutantsOf } from "../../mutation/mutants.ts";
import { GATE_FILES } from "../../mutation/targets.ts";

/** What becomes of a piece of code, by the operator that does it; the piece must be there once. */
function becomes(code: string, was: string, operator: string): string[] {
  return mutantsOf(code, "planted.ts")
    .filter((mutant) => mutant.was === was && mutant.operator === operator)
    .map((mutant) => mutant.becomes);
}

const IN = (expression: string) => `export const f = (a: number, b: number, c: boolean, d: boolean) => ${expression};`;

describe("the operators make", () => {
  it.each([
    ["a < b", ["((a) <= (b))", "((a) >= (b))", "((a) > (b))", "(true)", "(false)"]],
    ["a <= b", ["((a) < (b))", "((a) > (b))", "((a) >= (b))", "(true)", "(false)"]],
    ["a > b", ["((a) >= (b))", "((a) <= (b))", "((a) < (b))", "(true)", "(false)"]],
    ["a >= b", ["((a) > (b))", "((a) < (b))", "((a) <= (b))", "(true)", "(false)"]],
    ["a === b", ["((a) !== (b))", "(true)", "(false)"]],
    ["a !== b", ["((a) === (b))", "(true)", "(false)"]],
  ])("of the comparison %s every other", (code, others) => {
    expect(becomes(IN(code), code, "comparison")).toEqual(others);
  });

  it.each([
    ["c && d", ["((c) || (d))", "(c)", "(d)"]],
    ["c || d", ["((c) && (d))", "(c)", "(d)"]],
    ["c && a < b", ["((c) || (a < b))", "(a < b)"]],
    ["!c", ["(c)"]],
  ])("of %s the other junction, and each side alone", (code, others) => {
    expect(becomes(IN(code), code, "boolean")).toEqual(others);
  });

  it.each([
    ["a + b", ["((a) - (b))"]],
    ["a - b", ["((a) + (b))"]],
    ["a * b", ["((a) / (b))"]],
    ["a / b", ["((a) * (b))"]],
    ["a % b", ["((a) * (b))"]],
    ["a & b", ["((a) | (b))"]],
    ["a | b", ["((a) & (b))"]],
    ["-a", ["(a)"]],
    ["a++", ["a--"]],
    ["a += b", ["a -= b"]],
  ])("of the arithmetic %s its opposite", (code, others) => {
    expect(becomes(IN(code), code, "arithmetic")).toEqual(others);
  });

  it("of a rounding the other one, and of the smaller the larger", () => {
    expect(becomes(IN("Math.ceil(a)"), "Math.ceil", "rounding")).toEqual(["Math.floor"]);
    expect(becomes(IN("Math.min(a, b)"), "Math.min", "rounding")).toEqual(["Math.max"]);
    expect(becomes(IN("other.min(a, b)"), "other.min", "rounding")).toEqual([]);
  });

  it("of a number its neighbours, of null a zero, of yes a no", () => {
    expect(becomes(IN("5"), "5", "literal")).toEqual(["(6)", "(4)"]);
    expect(becomes(IN("null"), "null", "literal")).toEqual(["0"]);
    expect(becomes(IN("true"), "true", "literal")).toEqual(["false"]);
  });

  it("of a string every other of the file and one that nobody foresaw, but none of a type or of a path", () => {
    const code = 'import { x } from "./path.ts"; type T = "typed"; export const all = ["one", "two", x as T];';
    expect(becomes(code, '"one"', "union")).toEqual(['"two"', '"nobody foresaw this"']);
    expect(becomes(code, '"typed"', "union")).toEqual([]);
    expect(becomes(code, '"./path.ts"', "union")).toEqual([]);
  });

  it("of a condition always, never and its opposite", () => {
    expect(becomes("export function f(c: boolean) { if (c) f(false); }", "c", "condition")).toEqual(["true", "false", "!(c)"]);
    expect(becomes(IN("f(c) ? a : b"), "f(c)", "condition")).toEqual(["true", "false", "!(f(c))"]);
    expect(becomes(IN("!c ? a : b"), "!c", "condition")).toEqual(["true", "false"]);
  });

  it("of a return none, and null", () => {
    expect(becomes("export function f() { return 5; }", "return 5;", "remove return")).toEqual([";"]);
    expect(becomes("export function f() { return 5; }", "return 5;", "return")).toEqual(["return null as never;"]);
    expect(becomes("export function f() { return null; }", "return null;", "return")).toEqual([]);
  });

  it("of a statement, a break and a body nothing", () => {
    const code = "export function f(c: number[]) { c.pop(); while (f(c)) break; return 1; }";
    expect(becomes(code, "c.pop();", "remove statement")).toEqual([";"]);
    expect(becomes(code, "break;", "remove statement")).toEqual([";"]);
    expect(becomes(code, code.slice(code.indexOf("{")), "empty function")).toEqual(["{ return undefined as never; }"]);
  });

  it("of an array an empty one, and of an empty one another", () => {
    expect(becomes(IN("[a, b]"), "[a, b]", "array")).toEqual(["[]"]);
    expect(becomes(IN("[]"), "[]", "array")).toEqual(["[null as never]"]);
  });

  it("of a parameter each other of its type, whether or not it may be absent, and none of another type", () => {
    const code = "export function f(up: number, utc: number | null, name: string) { return g(up) + name.up + name; }";
    expect(becomes(code, "up", "name")).toEqual(["utc"]);
    expect(becomes(code, "name", "name")).toEqual([]);
  });
});

describe("a mutant", () => {
  it("is the whole file with one change, and says where", () => {
    const code = "const before = 1;\nexport const f = (c: boolean) => !c;\n";
    const [mutant] = mutantsOf(code, "planted.ts").filter((one) => one.operator === "boolean");
    expect(mutant).toEqual({
      at: code.indexOf("!c"),
      line: 2,
      operator: "boolean",
      was: "!c",
      becomes: "(c)",
      text: code.replace("!c", "(c)"),
    });
  });

  it.each(GATE_FILES)("of $file is a program, differs from it, and is made once", ({ file }) => {
    const path = join(import.meta.dirname, "../../..", file);
    const original = readFileSync(path, "utf8");
    const texts = mutantsOf(original, path).map((mutant) => mutant.text);
    expect(new Set([...texts, original]).size).toBe(texts.length + 1);
    // The proof breaks off at a text that is no program, so one in seven is enough here.
    for (const text of texts.filter((_, i) => i % 7 === 0)) expect(() => parse(text, path)).not.toThrow();
  });
});
