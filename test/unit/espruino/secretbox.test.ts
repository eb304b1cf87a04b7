import { createHash, createHmac } from "node:crypto";
import nacl from "tweetnacl";
import { expect, test } from "vitest";
import { hmacSha256 } from "../../../device/espruino/hmac.ts";
import { poly1305 } from "../../../device/espruino/poly1305.ts";
import { openBox, sealBox } from "../../../device/espruino/secretbox.ts";
import { bytes, integer, random } from "../../random.ts";

type OneTimeAuth = (out: Uint8Array, at: number, message: Uint8Array, from: number, length: number, key: Uint8Array) => void;

test("P21: the chip's secretbox makes and opens the same boxes as tweetnacl, whatever the length", () => {
  const chance = random(21);
  for (let i = 0; i < 400; i++) {
    const body = bytes(chance, i < 300 ? i : 300 + integer(chance, 1700));
    const nonce = bytes(chance, 24);
    const key = bytes(chance, 32);
    const box = sealBox(body, nonce, key);
    expect(Buffer.compare(box, nacl.secretbox(body, nonce, key))).toBe(0);
    expect(openBox(box, nonce, key)).toEqual(body);
    const at = integer(chance, box.length);
    box[at] = (box[at] ?? 0) ^ (1 << integer(chance, 8));
    expect(openBox(box, nonce, key)).toBeNull();
  }
});

// Keys and messages of ones drive the sums to where a limb would overflow, and past the prime.
test("P21: the tag is right at the edges of its arithmetic", () => {
  for (const keyByte of [0, 1, 127, 128, 254, 255]) {
    for (const bodyByte of [0, 1, 250, 251, 252, 255]) {
      for (const length of [0, 1, 15, 16, 17, 32, 33, 225, 4096]) {
        const key = new Uint8Array(32).fill(keyByte);
        const nonce = new Uint8Array(24).fill(bodyByte);
        const body = new Uint8Array(length).fill(bodyByte);
        expect(Buffer.compare(sealBox(body, nonce, key), nacl.secretbox(body, nonce, key))).toBe(0);
      }
    }
  }
});

test("a box that is too short to hold a tag opens nothing", () => {
  expect(openBox(new Uint8Array(15), new Uint8Array(24), new Uint8Array(32))).toBeNull();
});

test("P20: the chip's HMAC is OpenSSL's, for keys and messages of every length", () => {
  const chance = random(20);
  const sha256 = (of: Uint8Array) => new Uint8Array(createHash("sha256").update(of).digest());
  for (let i = 0; i < 400; i++) {
    const key = bytes(chance, i % 140);
    const message = bytes(chance, integer(chance, 300));
    const wanted = createHmac("sha256", key).update(message).digest();
    expect(Buffer.compare(hmacSha256(sha256, key, message), wanted)).toBe(0);
  }
});

// Blocks of ones, with keys of ones where the clamp lets them, bring the sum to the prime and past it.
test("P21: Poly1305 alone is tweetnacl's, where a key derived by chance would hardly lead it", () => {
  const wanted = new Uint8Array(16);
  const { lowlevel } = nacl as unknown as { lowlevel: { crypto_onetimeauth: OneTimeAuth } };
  for (const keyByte of [0, 1, 2, 3, 15, 127, 252, 255]) {
    for (const byte of [0, 1, 250, 251, 252, 253, 254, 255]) {
      for (const length of [0, 1, 16, 17, 31, 32, 48, 64, 255]) {
        const key = new Uint8Array(32).fill(keyByte, 0, 16).fill(byte, 16);
        const message = new Uint8Array(length).fill(byte);
        lowlevel.crypto_onetimeauth(wanted, 0, message, 0, length, key);
        expect(Buffer.compare(poly1305(key, message), wanted)).toBe(0);
      }
    }
  }
  // RFC 8439, A.3, vector 7: the sum is the prime itself, 2^130 - 5, and three more.
  const key = new Uint8Array(32);
  key[0] = 1;
  const ones = new Uint8Array(48).fill(255);
  ones.set([0xf0], 16);
  ones.fill(0, 32).set([0x11], 32);
  expect(Buffer.from(poly1305(key, ones)).toString("hex")).toBe(`05${"00".repeat(15)}`);
});
