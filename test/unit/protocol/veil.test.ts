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

/** Places that are other ones when these bits of one byte are. */
function movedBy(turn: typeof veil, frame: Uint8Array, from: number, bits: number): number[] {
  const before = turn(cipher, KEY, DAY, frame);
  frame[from] = (frame[from] as number) ^ bits;
  const after = turn(cipher, KEY, DAY, frame);
  return [...after.keys()].filter((at) => after[at] !== before[at]);
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

  it.each([
    ["of the frame", veil],
    ["of the form, when it is undone", unveil],
  ])("has every byte depend on every byte %s", (_, turn) => {
    for (let from = 1; from < length; from++) {
      const unmoved = new Set(Array.from({ length: length - 1 }, (__, i) => i + 1));
      for (let trial = 0; trial < 8; trial++) {
        for (const at of movedBy(turn, frameOf(length, trial), from, 1 << trial)) unmoved.delete(at);
      }
      expect([...unmoved], `byte ${from}`).toEqual([]);
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
