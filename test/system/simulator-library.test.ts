import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
const EXAMPLES = [...readFileSync(join(ROOT, "docs/simulator.md"), "utf8").matchAll(/```ts\n([\s\S]*?)```/g)].map(
  (found) => found[1] as string,
);
let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "lychnos-library-"));
  // The packages stay outside the bundle and are looked for from where the file lies.
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function run(contents: string, name: string): Promise<{ status: number | null; stderr: string }> {
  const outfile = join(folder, `${name}.mjs`);
  await build({
    stdin: { contents, resolveDir: ROOT, loader: "ts" },
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    alias: { "lychnos/simulator": join(ROOT, "simulator/library.ts") },
    logLevel: "error",
  });
  const { status, stderr } = spawnSync(process.execPath, [outfile], { encoding: "utf8", timeout: 30_000 });
  return { status, stderr };
}

describe("the simulator as a library", () => {
  it("N14 has examples in docs/simulator.md", () => {
    expect(EXAMPLES.length).toBeGreaterThanOrEqual(4);
  });

  it.each(EXAMPLES.map((text, n): [number, string] => [n + 1, text]))(
    "runs example %d of docs/simulator.md as it stands there",
    async (n, text) => {
      expect(await run(text, `example-${n}`)).toEqual({ status: 0, stderr: "" });
    },
  );

  it("sees an example fail that claims something wrong", async () => {
    const wrong = (EXAMPLES[0] as string).replace("walk.points.length - 30", "walk.points.length - 31");
    expect((await run(wrong, "wrong")).status).not.toBe(0);
  });
});
