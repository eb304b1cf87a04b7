import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "../../../..");
/** Beside what is not ours, the folder whose files hold offences on purpose, to try the rules of the house with. */
const SKIPPED = new Set(["node_modules", "build", "dist", "coverage", ".git", "architecture"]);

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (SKIPPED.has(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.(ts|tsx|mts|js|mjs|cjs)$/.test(entry.name) ? [path] : [];
  });
}

/** Loading the package itself by any means; the platform's package has more behind its name. */
const LOADS_PACKAGE = /(?:from|import|require|resolve)\s*\(?\s*["'`](?:@lydell\/)?node-pty["'`/]/;
const LOADS_NATIVE = /(?:require|import|from)\s*\(?\s*["'`]@lydell\/node-pty-/;

describe("node-pty's Terminal objects, which signal every process of the user when they are closed", () => {
  const files = sources(ROOT).map((path) => ({ name: relative(ROOT, path), text: readFileSync(path, "utf8") }));

  it("are made nowhere in the project: nothing loads the package that has them", () => {
    expect(files.length).toBeGreaterThan(30);
    expect(files.filter(({ text }) => LOADS_PACKAGE.test(text)).map(({ name }) => name)).toEqual([]);
  });

  it("cannot be reached from the native part either: who loads that only ever opens", () => {
    const loaders = files.filter(({ text }) => LOADS_NATIVE.test(text));
    expect(loaders.map(({ name }) => name)).toContain("simulator/pty/native-wire.ts");
    for (const { name, text } of loaders) expect(text, name).not.toMatch(/\.(fork|kill)\(/);
  });

  it("would be found if somebody loaded them", () => {
    const name = "node-pty";
    for (const line of [
      `import pty from "${name}";`,
      `require('@lydell/${name}')`,
      `await import("@lydell/${name}")`,
      `import x from "@lydell/${name}/unixTerminal.js"`,
    ]) {
      expect(LOADS_PACKAGE.test(line), line).toBe(true);
    }
  });
});
