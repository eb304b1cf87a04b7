import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { encodePair, makePair, pairName } from "../../device/core/pair.ts";
import { fileStore } from "../../device/node/file-store.ts";
import { deriveKeys } from "../../device/protocol/keys.ts";
import { program, programTitle } from "../system-part.ts";
import { toyCipher } from "../toy-cipher.ts";
import { lychnos } from "./processes.ts";
import { decodedBy, greyPicture } from "./terminal-code.ts";

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

  it.skipIf(program("zbarimg") === null)(
    programTitle("draws a code that an independent reader reads, and that the device takes", "zbarimg"),
    async () => {
      const said = Buffer.from(await make("a.json", "--qr"), "latin1").toString("utf8");
      const picture = join(folder, "code.pgm");
      writeFileSync(picture, greyPicture(said));
      const line = decodedBy(program("zbarimg") as string, picture);
      expect(line).toMatch(/^lychnos-pair:[A-Za-z0-9_-]+$/);
      expect(wordsIn(await take("-", `\n${line}\nyes\n`))).toBe(wordsIn(said));
      expect(paired()).toEqual(["pair-0"]);
    },
    60_000,
  );

  it("P59 takes a pairing once: a copy of its file is refused and destroyed", async () => {
    await make("a.json");
    const copy = readFileSync(join(folder, "a.json"));
    await take("a.json", "\nyes\n");
    writeFileSync(join(folder, "copy.json"), copy, { mode: 0o600 });
    await expect(take("copy.json", "\nyes\n")).rejects.toThrow("serves once");
    expect(existsSync(join(folder, "copy.json"))).toBe(false);
    expect(paired()).toEqual(["pair-0"]);
  }, 60_000);

  it("P59 does not run, ask for consent or pair with a guardian whom no wearer confirmed", async () => {
    const store = fileStore(join(folder, "state"));
    store.replace(pairName(3), encodePair(makePair(3, deriveKeys(toyCipher, new Uint8Array(32).fill(7)))));
    store.close();
    await make("a.json");
    const config = ["--config", join(folder, "device.json")];
    await expect(lychnos(["device", ...config])).rejects.toThrow("lychnos roster remove 3");
    await expect(lychnos(["consent", "grant", ...config])).rejects.toThrow("never confirmed");
    await expect(take("a.json", "\nyes\n")).rejects.toThrow("never confirmed");
    await lychnos(["roster", "remove", "3", ...config]);
    await take("a.json", "\nyes\n");
    expect(paired()).toEqual(["pair-0"]);
  }, 60_000);
});
