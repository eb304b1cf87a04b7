import { describe, expect, it } from "vitest";
import { nodeCipher } from "../../../device/node/cipher.ts";
import { allCheckWords, CHECK_WORDS, checkWords, type WordLanguage } from "../../../device/protocol/check-words.ts";
import { bytes, random } from "../../random.ts";

const cipher = nodeCipher();

describe("P31 the check words of a pairing", () => {
  it("come from a list of 256, none of which begins like another, so that a glance tells them apart", () => {
    const words = allCheckWords("en");
    expect(words).toHaveLength(256);
    expect(new Set(words.map((word) => word.slice(0, 4))).size).toBe(256);
    for (const word of words) expect(word).toMatch(/^[a-z]{3,9}$/);
  });

  it("are as many and as far apart in Greek, in capitals that need no accents", () => {
    const words = allCheckWords("el");
    expect(words).toHaveLength(256);
    expect(new Set(words.map((word) => word.slice(0, 4))).size).toBe(256);
    for (const word of words) expect(word).toMatch(/^[\u0391-\u03a1\u03a3-\u03a9]{3,10}$/);
    expect(words.slice(0, 2)).toEqual(["\u0391\u0393\u039f\u03a1\u0391", "\u0391\u0394\u0395\u039b\u03a6\u0397"]);
    expect(words.at(-1)).toBe("\u03a9\u039c\u039f\u03a3");
  });

  it("stand at the same places in both languages, so that each side may show its own", () => {
    const root = bytes(random(5), 32);
    const places = (language: WordLanguage) => {
      const list = allCheckWords(language);
      return checkWords(cipher, root, language)
        .split(" ")
        .map((word) => list.indexOf(word));
    };
    expect(places("el")).toEqual(places("en"));
  });

  it("are the same for the same key on both sides, for ever", () => {
    expect(checkWords(cipher, new Uint8Array(32), "en")).toBe(checkWords(cipher, new Uint8Array(32), "en"));
    expect(checkWords(cipher, new Uint8Array(32), "en")).toBe("cactus novel pencil iron");
  });

  it("agree for two keys as seldom as chance: one word in 256 tries, and no two keys of ten thousand in all four", () => {
    const next = random(11);
    const shown = Array.from({ length: 10_000 }, () => checkWords(cipher, bytes(next, 32), "en"));
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
