import { describe, expect, it } from "vitest";
import { check } from "./check.ts";
import { complaints, dialectFiles } from "./lint.ts";
import { ABSENT, BOARD_ONLY } from "./names.ts";
import { SYNTAX } from "./syntax.ts";

/** What must be refused: the rule that refuses it, and a line of TypeScript. */
const REFUSED: [string, string][] = [
  ["default value", "export function f(a: number = 1): number { return a; }"],
  ["default value", "export const f = (a = 1) => a;"],
  ["rest parameter", "export function f(...a: number[]): number { return a.length; }"],
  ["spread", "declare const a: number[]; export const b = [...a];"],
  ["spread", "declare const a: { x: number }; export const b = { ...a };"],
  ["spread", "declare const a: number[]; export const b = Math.max(...a);"],
  ["destructuring", "declare const a: { x: number }; export const { x } = a;"],
  ["destructuring", "declare const a: number[]; export const [x] = a;"],
  ["destructuring", "export function f({ x }: { x: number }): number { return x; }"],
  ["destructuring", "let a = 1; let b = 2; [a, b] = [b, a];"],
  ["destructuring", "declare const all: [string, number][]; for (const [k] of all) k;"],
  ["?.", "declare const a: { x: number } | null; export const b = a?.x;"],
  ["?.", "declare const a: number[] | null; export const b = a?.[0];"],
  ["?.", "declare const a: (() => void) | null; a?.();"],
  ["**", "declare const a: number; export const b = a ** 2;"],
  ["**", "let a = 2; a **= 2;"],
  ["??=", "let a: number | null = null; a ??= 2;"],
  ["??=", "let a = true; a ||= false;"],
  ["??=", "let a = true; a &&= false;"],
  ["computed key", 'export const a = { ["x"]: 1 };'],
  ["computed key", 'export class A { ["x"](): void {} }'],
  ["label", "outer: for (;;) { break outer; }"],
  ["default not last", "declare const a: number; switch (a) { default: break; case 1: break; }"],
  ["async", "export async function f(): Promise<void> {}"],
  ["async", "export const f = async () => 1;"],
  ["await", "declare const a: Promise<void>; await a;"],
  ["generator", "export function* f() { yield 1; }"],
  ["#private", "export class A { #x = 1; y(): number { return this.#x; } }"],
  ["regular expression", "export const a = /x/;"],
  ["bigint", "export const a = 1n;"],
  ["unary +", "declare const a: string; export const b = +a;"],
  ["shift count", "declare const n: number; export const a = 1 << n;"],
  ["shift count", "declare const n: number; export const a = 5 >>> 32;"],
  ["shift count", "declare const n: number; let a = 5; a >>= n;"],
  ["throw", 'throw "x";'],
  ["extends Error", "export class A extends Error {}"],
  ["tagged template", "declare const t: (s: TemplateStringsArray) => string; export const a = t`x`;"],
  ["new.target", "export function f(): unknown { return new.target; }"],
  ["new.target", "export const a = import.meta.url;"],
  ["import()", 'export const a = import("./x.ts");'],
  ["var", "var a = 1;"],
  ["enum", "export enum A { B }"],
  ["enum", "export const enum A { B }"],
  ["namespace", "export namespace A { export const b = 1; }"],
  ["parameter property", "export class A { constructor(private x: number) {} }"],
  ["decorator", "declare const d: any; @d export class A {}"],
  ["split limit", 'export const a = "x,y".split(",", 1);'],
  ["reserved name", "export const of = 1;"],
  ["reserved name", "export function f(of: number): number { return of; }"],
  ["non-ASCII", 'export const a = "\u00e9";'],
  ["non-ASCII", "// 5 \u00b5s\nexport const a = 1;"],
  ["non-ASCII", "\ufeffexport const a = 1;"],
  ["\\u{...}", 'export const a = "\\u{1F600}";'],
  ["use before declaration", "function f(): number { return 1; } export { f as g }; export const a = h; function h(): void {}"],
  ["closure over a loop variable", "const made: (() => number)[] = []; for (let i = 0; i < 3; i++) made.push(() => i);"],
  [
    "closure over a loop variable",
    "declare const all: number[]; for (const x of all) { const f = function () { return x; }; f(); }",
  ],
  ["closure over a loop variable", "declare const all: object; for (const x in all) { (() => [1].map(() => x))(); }"],
  ["use before declaration", "export const a = f(); function f(): number { return 1; }"],
  ["use before declaration", "export const table = { f: f }; function f(): number { return 1; }"],
  ["use before declaration", "function f(): number { return g(); } export const a = f(); function g(): number { return 1; }"],
  ["use before declaration", "const f = () => g(); export const a = f(); const g = () => 1;"],
  ["use before declaration", "export function f(): number { const a = g(); function g(): number { return 1; } return a; }"],
  ["Math.random", "export const a = Math.random();"],
  ["Math.trunc", "export const a = Math.trunc(1.5);"],
  ["Array.from", "export const a = Array.from([1]);"],
  ["Object.freeze", "export const a = Object.freeze({ x: 1 });"],
];

/** What runs on Espruino and must pass. */
const ALLOWED: string[] = [
  "for (let i = 0; i < 3; i++) { const f = i; f; }",
  "const made: (() => number)[] = []; for (let i = 0; i < 3; i++) { const j = i; made.push(() => j); }",
  "declare const all: number[]; for (let i = 0; i < 3; i++) all.map((i) => i);",
  "declare const all: number[]; let i = 0; for (i = 0; i < 3; i++) all.map(() => i);",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the string is a program, and holds a template.
  'export const a = "l1/" + "x"; export const b = `l1/${a}`;',
  'export const KINDS = ["a", "b"] as const; export type Kind = (typeof KINDS)[number];',
  "import type { X } from './x.ts'; export type { X }; export interface Y<T = number> { [key: string]: T; readonly at?: Promise<Map<string, Error>> }",
  "export type Rest = (...a: number[]) => void; export type Pair = [a: number, ...rest: string[]];",
  "declare const permitted: unique symbol; export interface P { readonly [permitted]: true }",
  "declare const a: number | null; export const b = a ?? 0; export const c = a! as number;",
  "declare const a: number; switch (a) { case 1: break; default: break; }",
  "declare const a: number; export const b = (a << 8) | (a >>> 31); export const c = a >> 0; export const d = -a;",
  "let flags = 1; flags <<= 2;",
  "export function f(): number { return g(); } function g(): number { return 1; }",
  "export function f(): number { return g(); } function g(): number { return 1; } export const a = f();",
  "function g(): number { return 1; } export const later = () => h(); function h(): number { return g(); }",
  "export function f(): number { function g(): number { return 1; } return g(); }",
  "export const a = { Map: 1, console: 2, Date: 3 }; export const b = a.console + a.Date;",
  "export function f(escape: number, process: number): number { return escape + process; }",
  "export class A { x = 1; static of(): A { return new A(); } } export class B extends A {}",
  "export const a = isNaN(1) || !isFinite(2) || Array.isArray([]) || Math.floor(1.5) === 1;",
  'export const a = parseInt("011", 10); export const b = "a,b".split(",");',
  "function f(): void {} try { f(); } catch { f(); }",
  "export const a = new Uint8Array(4); a.set([1, 2], 0); export const b = a.subarray(1);",
  "export function f(this: void, a?: number): number { return a === undefined ? 0 : a; }",
];

function constructs(source: string, path = "device/core/x.ts"): string[] {
  return check(source, path).map((one) => one.construct);
}

describe("The Espruino dialect", () => {
  it.each(REFUSED)("refuses %s: %s", (construct, source) => {
    const found = check(source, "device/core/x.ts").filter((one) => one.construct === construct);
    expect(found.length).toBeGreaterThan(0);
    // Why, a colon, and what to write instead.
    expect(found[0]?.sentence).toMatch(/^[A-Z].+: .+\.$/);
  });

  it("has a fixture for every rule of syntax", () => {
    const shown = new Set(REFUSED.map(([construct]) => construct));
    expect(SYNTAX.map((rule) => rule.construct).filter((construct) => !shown.has(construct))).toEqual([]);
  });

  it.each(Object.keys({ ...ABSENT, ...BOARD_ONLY }))("refuses the global %s in the core, with a remedy", (name) => {
    const found = check(`export const a = ${name};`, "device/core/x.ts");
    expect(found.map((one) => one.construct)).toEqual([name]);
    expect(found[0]?.sentence).toMatch(/^[A-Z].+: .+\.$/);
  });

  it.each(ALLOWED)("lets through: %s", (source) => {
    expect(constructs(source)).toEqual([]);
  });

  it("lets an adapter of device/espruino use clocks and wires, and nothing that Espruino lacks", () => {
    expect(constructs("setTimeout(f, new Date().getTime()); console.log(1);", "device/espruino/x.ts")).toEqual([]);
    expect(constructs("export const a = new Map();", "device/espruino/x.ts")).toEqual(["Map"]);
  });

  it("says the line and the column", () => {
    expect(check("const a = 1;\n  throw a;\n", "device/core/x.ts")).toMatchObject([{ line: 2, column: 3, construct: "throw" }]);
  });

  it("holds in every file of device/core, device/protocol and device/espruino", () => {
    expect(dialectFiles().length).toBeGreaterThan(10);
    expect(complaints()).toEqual([]);
  });
});
