import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { lychnos } from "./processes.ts";

const WORDS = /^ {4}([a-z]+ [a-z]+ [a-z]+ [a-z]+)$/m;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lychnos-pairing-"));
  const example = JSON.parse(readFileSync("hw/device.example.json", "utf8")) as Record<string, unknown>;
  const { button: _button, haptic: _haptic, ...rest } = example;
  writeFileSync(
    join(folder, "device.json"),
    JSON.stringify({ ...rest, stateDir: join(folder, "state"), lamp: { kind: "terminal" } }),
  );
  mkdirSync(join(folder, "state"), { mode: 0o700 });
});
afterEach(() => rmSync(folder, { recursive: true }));

function make(out: string, ...more: string[]): Promise<string> {
  const flags = [...more, "--data", join(folder, "data"), "--broker", "mqtt://127.0.0.1:1"];
  return lychnos(["guardian", "pair", "--name", "Nan", "--out", join(folder, out), ...flags]);
}

function take(token: string, answer: string): Promise<string> {
  return lychnos(["pair", "--config", join(folder, "device.json"), "--token", token === "-" ? "-" : join(folder, token)], answer);
}

function wordsIn(text: string): string {
  return WORDS.exec(text)?.[1] ?? "";
}

const paired = (): string[] =>
  readdirSync(join(folder, "state"))
    .filter((name) => name.startsWith("pair-"))
    .map((name) => name.split(".")[0] ?? "");

describe("R-41 pairing, between the two real programs", () => {
  it("shows the same four words on both sides, keeps the key on a yes, and destroys the file", async () => {
    const words = wordsIn(await make("a.json"));
    expect(words).not.toBe("");
    expect(wordsIn(await take("a.json", "\nyes\n"))).toBe(words);
    expect(paired()).toEqual(["pair-0"]);
    expect(existsSync(join(folder, "a.json"))).toBe(false);
  }, 60_000);

  it.each(["\nno\n", "\n", "\nperhaps\n"])(
    "keeps nothing when the answer is %j, and destroys the file",
    async (answer) => {
      await make("a.json");
      await expect(take("a.json", answer)).rejects.toThrow("nothing is paired");
      expect(paired()).toEqual([]);
      expect(existsSync(join(folder, "a.json"))).toBe(false);
    },
    60_000,
  );

  it("shows other words when the key was exchanged for another on the way", async () => {
    const words = wordsIn(await make("a.json"));
    const file = JSON.parse(readFileSync(join(folder, "a.json"), "utf8")) as { root: string };
    writeFileSync(join(folder, "a.json"), JSON.stringify({ ...file, root: Buffer.alloc(32, 9).toString("base64url") }));
    const shown = wordsIn(await take("a.json", "\nyes\n"));
    expect(shown).not.toBe("");
    expect(shown).not.toBe(words);
  }, 60_000);

  it("takes a scanned line, and says what is wrong with any other", async () => {
    const words = wordsIn(await make("a.json"));
    const line = `lychnos-pair:${Buffer.from(readFileSync(join(folder, "a.json"))).toString("base64url")}`;
    expect(wordsIn(await take("-", `\n${line}\nyes\n`))).toBe(words);
    expect(paired()).toEqual(["pair-0"]);
    for (const wrong of ["", "https://example.org", "lychnos-pair:AAAA", "x".repeat(5000)])
      await expect(take("-", `\n${wrong}\nyes\n`)).rejects.toThrow(/no pairing/);
  }, 60_000);

  it("draws the pairing as a code whose light border is whole, for a scanner", async () => {
    const said = Buffer.from(await make("a.json", "--qr"), "latin1").toString("utf8");
    const rows = said.split("\n").filter((row) => row.startsWith("\x1b[97;40m"));
    const plain = rows.map((row) => row.slice("\x1b[97;40m".length, -"\x1b[0m".length));
    expect(plain.length).toBeGreaterThan(25);
    expect(new Set(plain.map((row) => row.length)).size).toBe(1);
    expect(plain[0]).toMatch(/^█+$/);
    for (const row of plain.slice(0, -1)) expect(row).toMatch(/^██.*██$/);
  }, 60_000);
});
