import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command, CommanderError } from "commander";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { nodeCipher } from "../../../device/node/cipher.ts";
import { fileStore } from "../../../device/node/file-store.ts";
import { receiptsCommand } from "../../../device/node/receipts-command.ts";
import { keepReceipt } from "../../../device/node/receipts-keep.ts";
import { keyText, readKeyText } from "../../../device/node/receipts-key.ts";
import { receiptLines } from "../../../device/node/receipts-text.ts";
import { encodeReceipt, firstReceiptHead, RECEIPT_BYTES, RECEIPT_KINDS } from "../../../device/protocol/receipt.ts";

let folder = "";
let said: string[] = [];
const at = (name: string): string => join(folder, name);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lychnos-receipts-"));
  said = [];
  const hear = (text: unknown): boolean => said.push(String(text)) > 0;
  vi.spyOn(process.stdout, "write").mockImplementation(hear);
  vi.spyOn(process.stderr, "write").mockImplementation(hear);
  writeFileSync(
    at("device.json"),
    JSON.stringify({
      stateDir: at("state"),
      receiver: { path: "/dev/null" },
      lamp: { kind: "terminal" },
      service: {
        controller: "A guardian",
        purpose: "to be found",
        timeZone: "Europe/Athens",
        hours: [{ days: ["mon"], from: "07:00", to: "08:00" }],
        intervalS: 5,
        decimals: 5,
        months: 12,
      },
    }),
  );
});

afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = 0;
  rmSync(folder, { recursive: true, force: true });
});

/** @returns the exit code; what was said is in `said`. */
async function receipts(...args: string[]): Promise<number> {
  said = [];
  process.exitCode = 0;
  const command = receiptsCommand();
  for (const one of [command, ...command.commands]) one.exitOverride();
  try {
    await new Command()
      .exitOverride()
      .addCommand(command)
      .parseAsync(["receipts", ...args], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return 2;
  }
  return Number(process.exitCode);
}

function lived(...kinds: (typeof RECEIPT_KINDS)[number][]): void {
  const store = fileStore(at("state"));
  for (const kind of kinds) expect(keepReceipt(nodeCipher(), store, kind, 3, 1_790_000_000)).toBe(true);
  store.close();
}

const key = (): Promise<number> => receipts("key", "--config", at("device.json"), "--out", at("key"));
const exported = (): Promise<number> => receipts("export", "--config", at("device.json"), "--out", at("log"));
const verified = (...more: string[]): Promise<number> => receipts("verify", at("log"), "--key", at("key"), ...more);

describe("R-15 lychnos receipts", () => {
  it("makes a key, shows the receipts to the wearer, exports them, and verifies them with file and key alone", async () => {
    expect(await key()).toBe(0);
    lived("grant", "window-open", "withdraw");
    expect(await receipts("show", "--config", at("device.json"))).toBe(0);
    expect(said.join("")).toMatch(/0 {2}2026-09-21 14:13:20 UTC {2}consent was given \(consent 3\)\n.*\n.*consent was withdrawn/);
    expect(await exported()).toBe(0);
    expect(await verified("--list")).toBe(0);
    expect(said.join("")).toMatch(/Whole and unchanged: receipts 0 to 2\. Head.*: 3:[0-9a-f]{16}\n/);
  });

  it("names the first bad record of a changed file and ends with 1", async () => {
    await key();
    lived("grant", "vital-start", "vital-stop");
    await exported();
    const log = readFileSync(at("log"));
    log.writeUInt8(log.readUInt8(RECEIPT_BYTES + 11) ^ 1, RECEIPT_BYTES + 11);
    writeFileSync(at("log"), log);
    expect(await verified()).toBe(1);
    expect(said.join("")).toContain("NOT GENUINE. Record 2 of the file, where receipt 1 belongs: it was changed");
  });

  it("sees a cut tail with the head that was noted down", async () => {
    await key();
    lived("grant", "withdraw");
    await exported();
    await verified();
    const head = /Head, to note down for the next time: (\S+)/.exec(said.join(""))?.[1] ?? "";
    writeFileSync(at("log"), readFileSync(at("log")).subarray(0, RECEIPT_BYTES));
    expect(await verified()).toBe(0);
    expect(said.join("")).toContain("only seen with a head");
    expect(await verified("--head", head)).toBe(1);
    expect(said.join("")).toContain("the end of the file is gone");
    expect(await verified("--head", "twelve")).toBe(2);
  });

  it("reads beside a device that is running", async () => {
    await key();
    lived("grant");
    const store = fileStore(at("state"));
    expect(await exported()).toBe(0);
    expect(await receipts("key", "--config", at("device.json"))).toBe(78);
    expect(keepReceipt(nodeCipher(), store, "withdraw", 1, null)).toBe(true);
    store.close();
    expect(await verified()).toBe(0);
  });

  it("makes a key once; another only after the old receipts are safe in a file, and both histories verify", async () => {
    await key();
    lived("grant", "withdraw");
    expect(await key()).toBe(78);
    expect(said.join("")).toContain("--anew");
    expect(await receipts("key", "--config", at("device.json"), "--out", at("key"), "--anew", at("log"))).toBe(78);
    rmSync(at("log"));
    expect(await receipts("key", "--config", at("device.json"), "--out", at("key2"), "--anew", at("log"))).toBe(0);
    expect(await verified()).toBe(0);
    expect(await receipts("export", "--config", at("device.json"), "--out", at("log2"))).toBe(0);
    expect(await receipts("verify", at("log2"), "--key", at("key2"), "--list")).toBe(0);
    expect(said[0]).toContain("began anew; 2 were on the device before");
    expect(await receipts("verify", at("log2"), "--key", at("key"))).toBe(1);
    expect(said.join("")).toContain("another device's key");
  });

  it("says what to do where there are no receipts, no file, or no key in it; and overwrites nothing", async () => {
    expect(await receipts("show", "--config", at("device.json"))).toBe(78);
    expect(said.join("")).toContain("lychnos receipts key");
    expect(await verified()).toBe(78);
    await key();
    await exported();
    expect(await exported()).toBe(78);
    expect(said.join("")).toContain("name another file");
    writeFileSync(at("key"), "not a key");
    expect(await verified()).toBe(78);
  });
});

describe("the wearer's key on paper", () => {
  const wearers = new Uint8Array(32).map((_, i) => i * 11);

  it("is read however it was copied, and every mistake in one digit is noticed", () => {
    const text = keyText(wearers);
    expect(readKeyText(text)).toEqual(wearers);
    expect(readKeyText(text.toUpperCase().replaceAll(" ", "-"))).toEqual(wearers);
    const digits = text.split("\n").slice(2).join("").replaceAll(" ", "");
    for (let i = 0; i < digits.length; i++) {
      const wrong = digits.slice(0, i) + (digits[i] === "0" ? "1" : "0") + digits.slice(i + 1);
      expect(() => readKeyText(wrong)).toThrow("copied with a mistake");
    }
    expect(() => readKeyText(digits.slice(1))).toThrow("18 groups");
  });
});

describe("the list of receipts", () => {
  it("has a sentence for every kind, and none holds a position", () => {
    const lines = RECEIPT_KINDS.map((kind, number) => {
      const receipt = { kind, number, timeS: number % 2 === 0 ? null : 1_790_000_000, detail: 2 };
      return receiptLines(encodeReceipt(nodeCipher(), new Uint8Array(32), firstReceiptHead(), receipt))[0] ?? "";
    });
    expect(new Set(lines.map((line) => line.slice(32))).size).toBe(RECEIPT_KINDS.length);
    for (const line of lines) expect(line).not.toMatch(/undefined|NaN|\d\.\d/);
    expect(receiptLines(new Uint8Array(50))).toEqual(["     ?  unreadable", "     ?  unreadable"]);
  });
});
