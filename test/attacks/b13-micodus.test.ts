import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { COMMON_PASSWORDS } from "./naive/default-accounts.ts";
import { PlainWatch } from "./naive/plain-watch.ts";
import { sourcesBelow } from "./ours/capabilities.ts";
import { ourPairings } from "./ours/our-accounts.ts";
import { OurLine } from "./ours/our-line.ts";
import { spelled } from "./sms-manuals.ts";
import { obeys, type Target } from "./target.ts";

/** Cuts the fuel, with the maker's own password or with none. */
function cutsOff(target: Target): boolean {
  const sayings = ["cutoff", "poweroff", "stop"].flatMap((command) => spelled(command, "1"));
  return obeys(target, sayings, (_before, after) => after.off || !after.tracks);
}

/** Looks for a password that is the same in every unit. */
function sharesPassword(passwords: readonly string[]): boolean {
  return new Set(passwords).size < passwords.length || passwords.some((one) => COMMON_PASSWORDS.includes(one));
}

/** Looks for a word in the program that works like a password. */
function isHardCoded(sources: readonly string[]): boolean {
  return sources.some((source) => /pass(word)?\w*\s*(===?|=|:)\s*(?!["'`]string)["'`][^"'`$]+["'`]/i.test(source));
}

const PROGRAM = ["device", "guardian/core", "guardian/store", "guardian/subscriber", "guardian/cli", "broker-config"];

describe("B13 MiCODUS MV720, 2022", () => {
  it("breaks the naive watch: one password in all of them, another in the program, and commands without either", () => {
    expect(cutsOff(new PlainWatch())).toBe(true);
    expect(sharesPassword(["123456", "123456"])).toBe(true);
    expect(isHardCoded(['const MASTER_PASSWORD = "7654321";'])).toBe(true);
  });

  it("P32 P29 P57 does not break ours: every pairing has its own key and account, and the program holds no password", () => {
    expect(cutsOff(new OurLine())).toBe(false);
    const files = ourPairings(50);
    expect(sharesPassword(files.map(({ broker }) => broker.password))).toBe(false);
    expect(sharesPassword(files.map(({ root }) => root))).toBe(false);
    const sources = PROGRAM.flatMap((folder) => sourcesBelow(join(import.meta.dirname, "../..", folder)));
    expect(sources.length).toBeGreaterThan(150);
    expect(isHardCoded(sources)).toBe(false);
  });
});
