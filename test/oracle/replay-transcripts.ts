import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Driver } from "../../guardian/store/driver.ts";
import { playScene } from "../../simulator/scene/play-scene.ts";
import { readScene } from "../../simulator/scene/read-scene.ts";
import { shippedScenes } from "../../simulator/scene/shipped.ts";
import { toyCipher } from "../toy-cipher.ts";
import { faultHousehold } from "./fault-household.ts";
import { ownDriver } from "./own-sqlite.ts";

/** Scenes that take seconds each are left out of a quick run. */
const LONG = ["broker-down-thirty-days", "console-off-over-midnight"];
const ROOT = join(import.meta.dirname, "../..");
const GOLDEN = join(ROOT, "test/golden/replay.json");
/** Of what is stored, and of what another Node is asked for. */
export const STORED_SEED = 1;
/** All that has a part in what a transcript says. */
const SOURCES = [
  "device/core",
  "device/protocol",
  "device/node",
  "guardian/core",
  "guardian/store",
  "guardian/subscriber",
  "simulator",
];

/** The transcripts' hashes by name. */
export type Transcripts = Record<string, string>;

/** @param openDriver absent: the packaged engine. @param progress share from 0 to 1. */
export function transcripts(
  quick: boolean,
  seed: number,
  openDriver: (() => Driver) | null = null,
  progress: (share: number) => void = () => undefined,
): Transcripts {
  const own = openDriver === null ? {} : { openDriver };
  const hashes: Transcripts = {};
  const scenes = shippedScenes().filter(({ name }) => !quick || !LONG.includes(name));
  const mixes = quick ? 6 : 60;
  for (const [i, { name, path }] of scenes.entries()) {
    const read = readScene(readFileSync(path, "utf8"));
    hashes[name] = read.ok ? playScene(read.scene, { cipher: toyCipher, seed, ...own }).hash : "unreadable";
    progress((i + 1) / (scenes.length + mixes));
  }
  for (let n = 1; n <= mixes; n++) {
    hashes[`mix ${n}`] = faultHousehold(seed * 1000 + n, toyCipher, own).hash;
    progress((scenes.length + n) / (scenes.length + mixes));
  }
  return hashes;
}

function filesBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === "node_modules" ? [] : filesBelow(path);
    return /\.(ts|yaml)$/.test(entry.name) ? [path] : [];
  });
}

/** Of every source that has a part in a transcript: two of the same are comparable. */
export function fingerprint(): string {
  const hash = createHash("sha256");
  for (const path of SOURCES.flatMap(filesBelow).sort()) hash.update(`${path}\n`).update(readFileSync(join(ROOT, path)));
  return hash.digest("hex");
}

export interface Golden {
  fingerprint: string;
  node: string;
  transcripts: Transcripts;
}

/** @returns null when none was recorded. */
export function golden(): Golden | null {
  try {
    return JSON.parse(readFileSync(GOLDEN, "utf8")) as Golden;
  } catch {
    return null;
  }
}

/** For `node test/launch.mjs`: prints the transcripts as JSON; "record" writes the golden ones. */
export async function main(args: string[]): Promise<number> {
  const made = transcripts(!args.includes("full"), STORED_SEED, args.includes("own") ? ownDriver() : null);
  if (args.includes("record")) {
    const recorded: Golden = { fingerprint: fingerprint(), node: process.version, transcripts: made };
    writeFileSync(GOLDEN, `${JSON.stringify(recorded, null, 2)}\n`);
  } else process.stdout.write(`${JSON.stringify(made)}\n`);
  return 0;
}
