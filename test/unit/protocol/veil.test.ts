import { describe, expect, it } from "vitest";
import { nodeCipher } from "../../../device/node/cipher.ts";
import type { Cipher } from "../../../device/protocol/cipher.ts";
import { unveil, veil } from "../../../device/protocol/veil.ts";
import { bytes, random } from "../../random.ts";

const cipher = nodeCipher();
const KEY = bytes(random(5), 32);
const DAY = 20_521;
const LENGTHS = [64, 256];

function frameOf(length: number, seed: number): Uint8Array {
  const frame = bytes(random(seed), length);
  frame[0] = 1;
  return frame;
}

function counting(): { cipher: Cipher; calls(): number } {
  let calls = 0;
  const hmac: Cipher["hmac"] = (key, message) => {
    calls += 1;
    return cipher.hmac(key, message);
  };
  return { cipher: { ...cipher, hmac }, calls: () => calls };
}

describe.each(LENGTHS)("P26 the form of a frame of %i bytes on another day", (length) => {
  it("is undone on its day and on no other, and changes nothing that it was given", () => {
    for (let seed = 0; seed < 200; seed++) {
      const frame = frameOf(length, seed);
      const form = veil(cipher, KEY, DAY + seed, frame);
      expect(frame).toEqual(frameOf(length, seed));
      expect(unveil(cipher, KEY, DAY + seed, form)).toEqual(frame);
      expect(unveil(cipher, KEY, DAY + seed + 1, form)).not.toEqual(frame);
      expect(unveil(cipher, bytes(random(6), 32), DAY + seed, form)).not.toEqual(frame);
    }
  });

  it("has the frame's length and version, and is the same whenever it is made", () => {
    const frame = frameOf(length, 1);
    const form = veil(cipher, KEY, DAY, frame);
    expect(form.length).toBe(length);
    expect(form[0]).toBe(1);
    expect(veil(cipher, KEY, DAY, frame)).toEqual(form);
  });

  it("has every byte of it depend on every byte of the frame, in both directions", () => {
    for (const turn of [veil, unveil]) {
      const unmoved = new Set<string>();
      for (let from = 1; from < length; from++) {
        for (let to = 1; to < length; to++) unmoved.add(`${from} to ${to}`);
        for (let trial = 0; trial < 8; trial++) {
          const frame = frameOf(length, trial);
          const before = turn(cipher, KEY, DAY, frame);
          frame[from] = (frame[from] as number) ^ (1 << trial);
          const after = turn(cipher, KEY, DAY, frame);
          for (let to = 1; to < length; to++) if (before[to] !== after[to]) unmoved.delete(`${from} to ${to}`);
        }
      }
      expect([...unmoved]).toEqual([]);
    }
  });

  it("costs four HMACs, or sixteen of a long frame", () => {
    const counted = counting();
    veil(counted.cipher, KEY, DAY, frameOf(length, 1));
    expect(counted.calls()).toBe(length === 64 ? 4 : 16);
  });

  it("has no byte in its place more often than chance puts it there", () => {
    let same = 0;
    for (let day = 0; day < 400; day++) {
      const forms = [
        frameOf(length, 3),
        veil(cipher, KEY, day, frameOf(length, 3)),
        veil(cipher, KEY, day + 400, frameOf(length, 3)),
      ];
      for (let at = 1; at < length; at++) {
        const [plain, one, other] = forms.map((form) => form[at]);
        same += (plain === one ? 1 : 0) + (one === other ? 1 : 0);
      }
    }
    const expected = (800 * (length - 1)) / 256;
    expect(Math.abs(same - expected)).toBeLessThan(5 * Math.sqrt(expected));
  });
});

it("a long frame has no form that begins like the one of a short frame with the same beginning", () => {
  const long = frameOf(256, 9);
  const short = long.slice(0, 64);
  const [one, other] = [veil(cipher, KEY, DAY, short), veil(cipher, KEY, DAY, long)];
  expect(one.slice(1, 33)).not.toEqual(other.slice(1, 33));
  expect(one.slice(33)).not.toEqual(other.slice(33, 64));
});
