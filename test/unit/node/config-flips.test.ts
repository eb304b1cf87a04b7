import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { NOTICE_FIELDS } from "../../../device/core/notice-record.ts";
import { step } from "../../../device/core/tracker.ts";
import { type DeviceConfig, readConfig } from "../../../device/node/config.ts";
import { noticeHashes } from "../../../device/node/notice.ts";
import { fastCipher } from "../../oracle/slow-commands-cipher.ts";
import { flipConfig } from "../../oracle/slow-commands-config.ts";
import { fullConfig } from "../../oracle/slow-commands-full-config.ts";

const EXAMPLE_FILE = join(import.meta.dirname, "../../../hw/device.example.json");
const EXAMPLE = new Uint8Array(readFileSync(EXAMPLE_FILE));
const PARTS = { cipher: fastCipher, step, read: readConfig, hashes: noticeHashes };

describe("R-16 P6 the configuration file with a flipped bit", () => {
  it.each([
    ["the example", EXAMPLE, 7],
    ["one in which every field stands", fullConfig(), 19],
  ])("is refused with a clear word, or shuts the gate, or changes only how the board is wired: %s", (_, text, every) => {
    const flips = flipConfig(PARTS, text, every, () => undefined);
    expect(flips.violations).toEqual([]);
    expect(flips.refused).toBeGreaterThan(0);
    expect(flips.shut).toBeGreaterThan(0);
  });
});

describe("P6 a reading of the configuration that widens is found out", () => {
  const sound = readConfig(EXAMPLE_FILE);
  const flips = (change: Partial<typeof PARTS>) => flipConfig({ ...PARTS, ...change }, EXAMPLE, 29, () => undefined).violations;

  it("one that accepts everything, and goes on as before where it cannot read", () => {
    const lenient = (path: string): DeviceConfig => {
      try {
        return readConfig(path);
      } catch {
        return sound;
      }
    };
    expect(flips({ read: lenient }).some((one) => one.includes("is not JSON was accepted"))).toBe(true);
  });

  it("one that ends without a word", () => {
    const mute = (path: string): DeviceConfig => {
      try {
        return readConfig(path);
      } catch {
        throw new TypeError("undefined");
      }
    };
    expect(flips({ read: mute }).some((one) => one.includes("without a clear word"))).toBe(true);
  });

  it("a notice that does not change with its purpose", () => {
    const blind: typeof noticeHashes = (pages) => noticeHashes(pages.filter((page) => page.field !== NOTICE_FIELDS[0]));
    expect(flips({ hashes: blind }).some((one) => one.includes("service.purpose changed, and the gate is open"))).toBe(true);
  });
});
