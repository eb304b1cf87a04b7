import { describe, expect, it } from "vitest";
import { nodeCipher } from "../../../device/node/cipher.ts";
import { allCheckWords, CHECK_WORDS, checkWords } from "../../../device/protocol/check-words.ts";
import { bytes, random } from "../../random.ts";

const cipher = nodeCipher();

describe("P31 the check words of a pairing", () => {
  it("come from a list of 256, none of which begins like another, so that a glance tells them apart", () => {
    const words = allCheckWords();
    expect(words).toHaveLength(256);
    expect(new Set(words.map((word) => word.slice(0, 4))).size).toBe(256);
    for (const word of words) expect(word).toMatch(/^[a-z]{3,9}$/);
  });

  it("are the same for the same key on both sides, for ever", () => {
    expect(checkWords(cipher, new Uint8Array(32))).toBe(checkWords(cipher, new Uint8Array(32)));
    expect(checkWords(cipher, new Uint8Array(32))).toBe("cactus novel pencil iron");
  });

  it("agree for two keys as seldom as chance: one word in 256 tries, and no two keys of ten thousand in all four", () => {
    const next = random(11);
    const shown = Array.from({ length: 10_000 }, () => checkWords(cipher, bytes(next, 32)));
    expect(new Set(shown).size).toBe(shown.length);
    for (let place = 0; place < CHECK_WORDS; place++) {
      const same = shown.filter(
        (words, i) => words.split(" ")[place] === shown[(i + 1) % shown.length]?.split(" ")[place],
      ).length;
      // 39 of 10,000 are expected, give or take six.
      expect(same).toBeGreaterThan(10);
      expect(same).toBeLessThan(75);
    }
  });
});
