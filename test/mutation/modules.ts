import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Script } from "node:vm";
import { transformSync } from "esbuild";
import { type SmallTest, smallVitest } from "./small-vitest.ts";

type Exports = Record<string, unknown>;
type Body = (module: { exports: Exports }, require: (name: string) => unknown) => void;

/** A test that hangs because of a fault has found it. A hundred times what the slowest of the tests take in all. */
const LONGEST_MS = 2000;
const packages = createRequire(import.meta.url);
const compiled = new Map<string, Body>();

function compile(text: string, path: string): Body {
  const { code } = transformSync(text, { loader: "ts", format: "cjs", target: "node20", sourcefile: path });
  const wrapped = `(function (module, require) { const exports = module.exports; ${code}\n})`;
  return new Script(wrapped, { filename: path }).runInThisContext() as Body;
}

function bodyOf(path: string): Body {
  const known = compiled.get(path);
  if (known !== undefined) return known;
  const body = compile(readFileSync(path, "utf8"), path);
  compiled.set(path, body);
  return body;
}

/** A file with another text than the one on the disk, and a module that only this text asks for. */
export interface Replaced {
  path: string;
  text: string;
  given?: { name: string; module: unknown };
}

/** @returns what loads a file and all that it imports, fresh. */
function loader(replaced: Replaced | null, vitest: unknown): (path: string) => Exports {
  const becomes = replaced === null ? null : compile(replaced.text, replaced.path);
  const loaded = new Map<string, Exports>();
  const load = (path: string): Exports => {
    const before = loaded.get(path);
    if (before !== undefined) return before;
    const module = { exports: {} as Exports };
    loaded.set(path, module.exports);
    const body = becomes !== null && replaced?.path === path ? becomes : bodyOf(path);
    body(module, (name) => {
      if (name === "vitest") return vitest;
      if (replaced?.given?.name === name) return replaced.given.module;
      return name.startsWith(".") ? load(join(dirname(path), name)) : packages(name);
    });
    // esbuild puts the exports into a new object.
    loaded.set(path, module.exports);
    return module.exports;
  };
  return load;
}

/** What a file exports when it is loaded fresh, with another text in place of its own or of one that it imports. */
export function exportsOf(path: string, replaced: Replaced): unknown {
  return loader(replaced, null)(path);
}

export interface Outcome {
  passed: number;
  /** The first test that failed, or what went wrong before there was any; null: all passed. */
  failed: string | null;
  /** It did not fail: it never ended. */
  endless: boolean;
}

function runTests(files: string[], load: (path: string) => Exports, tests: SmallTest[]): Outcome {
  let passed = 0;
  for (const file of files) load(file);
  for (const test of tests) {
    try {
      // Nobody would wait for what a promise finds.
      if (test.run() instanceof Promise) return { passed, failed: `${test.title} (asynchronous)`, endless: false };
      passed++;
    } catch {
      return { passed, failed: test.title, endless: false };
    }
  }
  return { passed, failed: null, endless: false };
}

function failure(error: unknown): Outcome {
  const endless = error instanceof Error && "code" in error && error.code === "ERR_SCRIPT_EXECUTION_TIMEOUT";
  return { passed: 0, failed: error instanceof Error ? error.message : "It could not be loaded.", endless };
}

const KEY = "lychnosMutationRun";

/**
 * Runs the tests of some files up to the first that fails. @param replaced with this file in place of the one on the disk.
 * @throws Error when the replacing text is not TypeScript at all: that is no fault that a test could find.
 */
export function outcomeOf(files: string[], replaced: Replaced | null): Outcome {
  const { module: vitest, tests } = smallVitest();
  const load = loader(replaced, vitest);
  // A script is the only way to put an end to a loop that never ends.
  Reflect.set(globalThis, KEY, () => runTests(files, load, tests));
  try {
    return new Script(`globalThis.${KEY}()`).runInThisContext({ timeout: LONGEST_MS }) as Outcome;
  } catch (error) {
    return failure(error);
  } finally {
    Reflect.deleteProperty(globalThis, KEY);
  }
}
