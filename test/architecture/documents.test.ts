import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { deviceSchema } from "../../device/node/config.ts";

const ROOT = join(import.meta.dirname, "../..");
const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");
const FOLDERS = ["broker-config", "device", "docs", "guardian", "hw", "simulator", "test"];
const FILES = FOLDERS.flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true }).map((name) => join(folder, String(name))),
);
const PAGES = [
  "README.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  ...FILES.filter((name) => /^(docs|hw|broker-config)\/.*\.md$/.test(name)),
];

function proofNames(): Set<string> {
  const texts = FILES.filter((name) => /^test\/evidence\/\w+-[\w-]+\.ts$/.test(name)).map(read);
  return new Set(texts.flatMap((text) => /^ {2}name: "([^"]+)"/m.exec(text)?.[1] ?? []));
}

interface Schema {
  properties?: Record<string, Schema>;
  oneOf?: Schema[];
  anyOf?: Schema[];
}

/** Every setting by its dotted name; what a list holds is told beside the list. */
function settings(schema: Schema, before = ""): string[] {
  const inner = [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])].flatMap((one) => settings(one, before));
  const named = Object.entries(schema.properties ?? {}).flatMap(([name, child]) => {
    const below = settings(child, `${before}${name}.`);
    return below.length === 0 ? [`${before}${name}`] : below;
  });
  return [...new Set([...inner, ...named])];
}

/** Names in backticks of a cell of a table. */
function ticked(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] as string);
}

function isThere(path: string): boolean {
  const pattern = new RegExp(`^${path.replaceAll(".", "\\.").replaceAll("*", "[^/]*")}$`);
  return FILES.some((file) => pattern.test(file)) || FOLDERS.includes(path);
}

/** What a row names and nobody finds; a name without a folder lies in the folder of the one before it. */
function missing(row: string, proofs: Set<string>): string[] {
  const absent: string[] = [];
  for (const cell of row.split("|").slice(4, 6)) {
    let folder = ".";
    for (const name of ticked(cell)) {
      if (proofs.has(name)) continue;
      const path = isThere(name) ? name : join(folder, name);
      if (!isThere(path)) absent.push(name);
      folder = /\.\w+$/.test(path) ? dirname(path) : path;
    }
  }
  return absent;
}

describe("the documents say what is there", () => {
  it("names each setting of the device, and no other", () => {
    const named = [...read("docs/configuration.md").matchAll(/^\| (`[^|]+) \|/gm)].flatMap((match) => ticked(match[1] as string));
    const there = settings(z.toJSONSchema(deviceSchema, { io: "input" }) as Schema);
    expect(there.length).toBeGreaterThan(30);
    expect(named.sort()).toEqual(there.sort());
  });

  it("names for each duty files and proofs that exist", () => {
    const proofs = proofNames();
    const rows = read("docs/compliance.md")
      .split("\n")
      .filter((line) => /^\| R-/.test(line));
    expect(rows.length).toBeGreaterThan(40);
    expect(rows.map((row) => [row.slice(2, 6), missing(row, proofs)] as const).filter(([, absent]) => absent.length > 0)).toEqual(
      [],
    );
    expect(missing("| R-00 | duty | state | `device/core/gate.ts`, `nothing.ts` | `gate/nothing` |", proofs)).toEqual([
      "nothing.ts",
      "gate/nothing",
    ]);
  });

  it.each(PAGES)("%s links only to what exists", (page) => {
    const links = [...read(page).matchAll(/\]\(([^)\s#]+)[^)]*\)/g)].map((match) => match[1] as string);
    const local = links.filter((link) => !/^[a-z]+:/.test(link));
    expect(local.filter((link) => !existsSync(join(ROOT, dirname(page), link)))).toEqual([]);
  });
});
