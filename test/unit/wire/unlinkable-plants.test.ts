import { describe, expect, it } from "vitest";
import { nodeCipher } from "../../../device/node/cipher.ts";
import type { Cipher } from "../../../device/protocol/cipher.ts";
import { clientIdentifiers } from "../../oracle/client-identifiers.ts";
import { likenessOf } from "../../oracle/day-likeness.ts";
import { commonSubstrings, expectedByChance, isByChance, lengthBeyondChance } from "../../oracle/shared-substrings.ts";
import { captureMidnight, framesOfTwoDays } from "../../oracle/wire-capture.ts";
import { NIGHTS, type Night } from "../../oracle/wire-nights.ts";
import { bytes, random } from "../../random.ts";

const real = nodeCipher();

function linksWith(cipher: Cipher): string[] {
  const capture = captureMidnight(cipher);
  expect(capture.fixes).toBeGreaterThan(200);
  expect(capture.days.length).toBe(2);
  return likenessOf(capture).links;
}

const [CONSOLE_OFF, BACKLOG, , RESTART] = NIGHTS as [Night, Night, Night, Night];

function linksOver(night: Night, cipher: Cipher): string {
  const capture = captureMidnight(cipher, night);
  expect(capture.days.length).toBe(2);
  return likenessOf(capture).links.join();
}

/** The same hash, but for messages of one kind. */
function spoilt(isMeant: (message: Uint8Array) => boolean, made: (message: Uint8Array) => Uint8Array): Cipher {
  return { ...real, hmac: (key, message) => (isMeant(message) ? made(message) : real.hmac(key, message)) };
}

const zeros = (): Uint8Array => new Uint8Array(32);

describe("P26 R-60 the search for what links two days", () => {
  it("finds nothing in what crossed around a midnight", () => {
    expect(linksWith(real)).toEqual([]);
  });

  it("finds a header that is not masked", () => {
    const links = linksWith(spoilt((message) => message.length === 16, zeros));
    expect(links.join()).toContain("at the same offset are not by chance");
    expect(links.join()).toContain("not spread like a random one");
  });

  it("finds a constant IV", () => {
    const links = linksWith(spoilt((message) => message[0] === 105 && message[1] === 118 && message.length === 35, zeros));
    expect(links.join()).toMatch(/a common substring of ([89]|1\d) bytes is not by chance/);
  });

  it("finds a topic that does not change at midnight", () => {
    const isTopic = (message: Uint8Array): boolean => message.length === 5;
    const lasting: Cipher = {
      ...real,
      hmac: (key, message) => real.hmac(key, isTopic(message) ? message.subarray(0, 1) : message),
    };
    expect(linksWith(lasting).join()).toContain("2 topics were used on more than one day");
  });

  it("finds a topic of which only a part changes at midnight", () => {
    const halved: Cipher = {
      ...real,
      hmac(key, message) {
        const tag = real.hmac(key, message);
        if (message.length === 5) tag.set(real.hmac(key, message.subarray(0, 1)).subarray(0, 8), 2);
        return tag;
      },
    };
    const links = linksWith(halved);
    expect(links.join()).toContain("a common substring of 8 bytes is not by chance");
    expect(links.join()).not.toContain("topics were used");
  });

  it("finds a second length", () => {
    const capture = captureMidnight(real);
    capture.days[0]?.payloads.add("01".repeat(65));
    expect(likenessOf(capture).links.join()).toContain("lengths 64, 65");
  });

  it("finds an identifier that holds a part of a topic", () => {
    const capture = captureMidnight(real);
    const [topic] = capture.days[0]?.topics ?? [];
    const named = Uint8Array.from(Buffer.from((topic ?? "").slice(3), "base64url"));
    expect(likenessOf(capture, clientIdentifiers(10)).links).toEqual([]);
    expect(likenessOf(capture, [named]).links.join()).toContain("a common substring of 12 bytes");
  });

  it.each(NIGHTS)("finds nothing when $name", (night) => {
    const capture = captureMidnight(real, night);
    const { short, long } = framesOfTwoDays(capture);
    expect(likenessOf(capture).links).toEqual([]);
    expect(short > 0 || capture.commandsOverMidnight > 0).toBe(night.acts.length > 0);
    expect(long > 0).toBe(night === BACKLOG || night === RESTART);
  });

  const isVeil = (message: Uint8Array): boolean => message[0] === 118 && message[1] === 101 && message.length > 40;

  it("finds a frame that is sent again as it is", () => {
    const links = linksOver(BACKLOG, spoilt(isVeil, zeros));
    expect(links).toContain("a common substring of 255 bytes is not by chance");
    expect(links).toContain("at the same offset are not by chance");
  });

  it("finds a veil over the first 32 bytes alone, and one over the others alone", () => {
    for (const [parity, longest] of [
      [0, 223],
      [1, 32],
    ] as const) {
      const half = spoilt((message) => isVeil(message) && (message[9] as number) % 2 === parity, zeros);
      expect(linksOver(BACKLOG, half)).toContain(`a common substring of ${longest} bytes is not by chance`);
    }
  });

  it("finds a veil that leaves the last four bytes of each block as they were", () => {
    const short = spoilt(isVeil, (message) => real.hmac(zeros(), message).fill(0, 28));
    expect(linksOver(CONSOLE_OFF, short)).toContain("at the same offset are not by chance");
  });
});

describe("the search for common substrings", () => {
  it("finds as many in random bytes as chance gives", () => {
    const next = random(11);
    const seen = Array.from({ length: 4000 }, (_, i) => ({ owner: i % 4, bytes: bytes(next, 64), layout: "random" }));
    const { found, pairs, longest, places } = commonSubstrings(seen);
    expect(places).toBe(4000 * 61);
    expect(pairs).toBe((places * places * 3) / 8);
    expect(isByChance(found, expectedByChance(pairs))).toBe(true);
    expect(found).toBeGreaterThan(0);
    expect(longest).toBeLessThan(lengthBeyondChance(pairs));
  });

  it("finds one string in another, wherever it stands", () => {
    const next = random(12);
    const [one, other] = [bytes(next, 64), bytes(next, 64)];
    other.set(one.subarray(10, 17), 40);
    const all = [one, other].map((each, owner) => ({ owner, bytes: each, layout: "random" }));
    expect(commonSubstrings(all)).toMatchObject({ found: 4, foundAtOffset: 0, longest: 7 });
  });

  it("compares nothing with what has the same owner", () => {
    const one = { owner: 1, bytes: bytes(random(13), 64), layout: null };
    expect(commonSubstrings([one, one])).toMatchObject({ pairs: 0, found: 0, longest: 0 });
  });
});
