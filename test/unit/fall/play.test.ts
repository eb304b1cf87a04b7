import { describe, expect, it } from "vitest";
import { playFall } from "../../../simulator/motion/play-fall.ts";
import { toyCipher } from "../../toy-cipher.ts";

const PLAY = { cipher: toyCipher, scene: "fall" as const, seed: 1, presses: false, agrees: true };

describe("R-04 lychnos sim fall", () => {
  it("tells how the wearer is asked and what the guardian sees", () => {
    const text = playFall(PLAY).join("\n");
    expect(text).toMatch(/the wearer is asked: two medium, two short/);
    expect(text).toMatch(/the guardian sees: A fall\. The wearer was asked/);
  });

  it("tells that one press keeps it from everybody", () => {
    const text = playFall({ ...PLAY, presses: true }).join("\n");
    expect(text).toMatch(/the wearer presses once\n.*the question is over/);
    expect(text).toMatch(/the guardian was told of nothing/);
  });

  it("R-17 tells that nothing is read without a yes to data on health", () => {
    expect(playFall({ ...PLAY, agrees: false }).slice(1)).toEqual([
      "the accelerometer was never read",
      "the guardian was told of nothing",
    ]);
  });

  it("is the same for one seed, and another for another", () => {
    expect(playFall(PLAY)).toEqual(playFall(PLAY));
    expect(playFall({ ...PLAY, scene: "walk" }).join()).not.toMatch(/asked/);
  });
});
