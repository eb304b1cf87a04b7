import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT } from "./source.ts";

interface Plant {
  promise: string;
  /** Folder with the tsconfig that must refuse, and the planted line. */
  project: string;
  line: string;
  /** The compiler's number for it. */
  error: string;
}

const OUTSIDE = "TS6307";
const UNKNOWN_NAME = "TS2304";

const PLANTS: Plant[] = [
  { promise: "the core cannot reach Node's modules", project: "device/core", line: 'import "node:fs";', error: "TS2882" },
  { promise: "the core cannot set a timer", project: "device/core", line: "setTimeout(() => null, 1);", error: UNKNOWN_NAME },
  { promise: "the core cannot read process", project: "device/core", line: "export const a = process;", error: "TS2591" },
  { promise: "the core cannot use a Map", project: "device/core", line: "export const a = new Map();", error: "TS2583" },
  {
    promise: "the core cannot import an adapter",
    project: "device/core",
    line: 'import { nodeCipher } from "../node/cipher.ts";\nexport const a = nodeCipher;',
    error: OUTSIDE,
  },
  {
    promise: "the protocol cannot import the core",
    project: "device/protocol",
    line: 'import type { Fix } from "../core/fix.ts";\nexport type A = Fix;',
    error: OUTSIDE,
  },
  {
    promise: "the guardian cannot import the device's core",
    project: "guardian/core",
    line: 'import type { Fix } from "../../device/core/fix.ts";\nexport type A = Fix;',
    error: OUTSIDE,
  },
  {
    promise: "the device cannot import the guardian",
    project: "device/node",
    line: 'import type { View } from "../../guardian/core/view.ts";\nexport type A = View;',
    error: OUTSIDE,
  },
];

const copy = mkdtempSync(join(tmpdir(), "lychnos-architecture-"));

function compile(folder: string, ...args: string[]): { status: number | null; output: string } {
  const compiler = join(ROOT, "node_modules/.bin/tsc");
  const done = spawnSync(compiler, ["-b", ...args], { cwd: folder, encoding: "utf8" });
  return { status: done.status, output: done.stdout + done.stderr };
}

describe("The compiler keeps the walls", () => {
  beforeAll(() => {
    for (const part of ["device", "guardian", "tsconfig.json"]) cpSync(join(ROOT, part), join(copy, part), { recursive: true });
    symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));
  });

  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  it("compiles the whole project clean", () => {
    expect(compile(ROOT)).toEqual({ status: 0, output: "" });
  });

  it.each(PLANTS)("$promise", ({ project, line, error }) => {
    const planted = join(copy, project, "planted.ts");
    writeFileSync(planted, `${line}\n`);
    try {
      const { status, output } = compile(copy, project);
      expect(status).not.toBe(0);
      expect(output).toMatch(new RegExp(`^${project}/planted\\.ts\\(\\d+,\\d+\\): error ${error}\\b`, "m"));
    } finally {
      rmSync(planted);
    }
  });
});
