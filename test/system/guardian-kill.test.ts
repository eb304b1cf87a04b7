import { type ChildProcess, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSqlite } from "../../guardian/store/sqlite.ts";
import { opened, PAIR_ID, pairedStore, START_S, scratch } from "../oracle/guardian-store.ts";
import type { ToyFrame } from "../oracle/toy-device.ts";

const ROUNDS = 40;
const BATCHES = 60;
const place = scratch();
// Beside node_modules, so that the bundle finds the packages that are not in it.
const child = resolve("build", `ingesting-child-${process.pid}.mjs`);

beforeAll(async () => {
  await build({
    entryPoints: [join(import.meta.dirname, "../oracle/ingesting-child.ts")],
    outfile: child,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    logLevel: "error",
  });
});

afterAll(() => {
  rmSync(child, { force: true });
  place.clear();
});

/** Feeds batches of frames and kills the process when it has acknowledged this many. @returns what it acknowledged. */
function killedAfter(file: string, batches: readonly ToyFrame[][], acks: number): Promise<string[]> {
  const console: ChildProcess = spawn(process.execPath, [child, file], { stdio: ["pipe", "pipe", "inherit"] });
  let text = "";
  console.stdin?.on("error", () => undefined);
  for (const batch of batches) {
    for (const { frame } of batch) console.stdin?.write(`${Buffer.from(frame).toString("base64")}\n`);
    console.stdin?.write("\n");
  }
  return new Promise((done, fail) => {
    console.on("error", fail);
    console.stdout?.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      if (text.split("\n").length > acks) console.kill("SIGKILL");
    });
    // Whole lines only: half a line was never received by anyone.
    console.on("close", () => done(text.split("\n").slice(0, -1)));
  });
}

test(`P50 killed ${ROUNDS} times with SIGKILL while frames pour in, the console has stored every frame that it acknowledged`, async () => {
  const file = place.file("console.db");
  const { store, device } = pairedStore(file);
  store.close();
  const acknowledged = new Set<string>();
  const sent: ToyFrame[] = [];
  let killedEarly = 0;
  for (let round = 0; round < ROUNDS; round++) {
    device.step();
    const batches = Array.from({ length: BATCHES }, () =>
      Array.from({ length: 1 + (round % 7) }, () => device.fix(START_S + sent.length)),
    );
    sent.push(...batches.flat());
    const total = batches.flat().length;
    const acks = await killedAfter(file, batches, 1 + ((round * 7919) % total));
    for (const ack of acks) acknowledged.add(ack);
    if (acks.length < total) killedEarly += 1;
    const driver = openSqlite(file);
    const rows = driver.prepare<{ epoch: number; number: number }>("SELECT epoch, number FROM fix").all();
    const check = driver.prepare<{ integrity_check: string }>("PRAGMA integrity_check").get();
    driver.close();
    const stored = new Set(rows.map(({ epoch, number }) => `${epoch}/${number}`));
    expect([...acknowledged].filter((ack) => !stored.has(ack))).toEqual([]);
    expect(check?.integrity_check).toBe("ok");
  }
  // A kill that always came too late would prove nothing.
  expect(killedEarly).toBeGreaterThan(ROUNDS / 4);
  const after = opened(file);
  expect(after.trail(PAIR_ID, 0, 1e6).length).toBeGreaterThanOrEqual(acknowledged.size);
  after.close();
});
