import { describe, expect, it } from "vitest";
import { step } from "../../../device/core/tracker.ts";
import { tryAllCodes } from "../../oracle/slow-commands-all.ts";
import { fastCipher } from "../../oracle/slow-commands-cipher.ts";
import { NOISES, tryNoise } from "../../oracle/slow-commands-noise.ts";
import { STATES } from "../../oracle/slow-commands-states.ts";
import { blankTally } from "../../oracle/slow-commands-trial.ts";
import { random } from "../../random.ts";

const FIRMWARE = { cipher: fastCipher, step };

describe("R-18 P6 genuine commands of a guardian who means harm", () => {
  it("none of 256 codes opens or lights anything, in no state of the device, and only what is on the list does anything", () => {
    const all = tryAllCodes(FIRMWARE, STATES.length * 20, 1, () => undefined, 16);
    expect(all.violations).toEqual([]);
    expect(all.wrongStates).toEqual([]);
    expect(all.fixes).toBeGreaterThan(0);
    expect(all.messages).toBeGreaterThan(256 * 20);
  });
});

describe("F24 F36 F37 messages that are not genuine", () => {
  it("change nothing at all: forged, cut, of another pairing, turned around, on another topic, replayed, out of order", () => {
    const tally = blankTally();
    tryNoise(FIRMWARE, 25, random(2), tally);
    expect(tally.violations).toEqual([]);
    expect(tally.messages).toBeGreaterThanOrEqual(STATES.length * NOISES.length * 25);
  });
});
