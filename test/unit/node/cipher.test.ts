import { createHmac } from "node:crypto";
import { xsalsa20poly1305 } from "@noble/ciphers/salsa.js";
import fc from "fast-check";
import { expect, it } from "vitest";
import { nodeCipher } from "../../../device/node/cipher.ts";

const cipher = nodeCipher();
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
const exactly = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

// RFC 4231, test cases 1, 2, 6 and 7: short keys, and keys longer than a block.
const VECTORS: [string, Uint8Array, string, string][] = [
  ["1", new Uint8Array(20).fill(0x0b), "Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"],
  ["2", Buffer.from("Jefe"), "what do ya want for nothing?", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"],
  [
    "6",
    new Uint8Array(131).fill(0xaa),
    "Test Using Larger Than Block-Size Key - Hash Key First",
    "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
  ],
  [
    "7",
    new Uint8Array(131).fill(0xaa),
    "This is a test using a larger than block-size key and a larger than block-size data. The key needs to be hashed before being used by the HMAC algorithm.",
    "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
  ],
];

it.each(VECTORS)("P20 HMAC-SHA-256 gives RFC 4231's answer to case %s", (_case, key, message, tag) => {
  expect(hex(cipher.hmac(key, Buffer.from(message)))).toBe(tag);
});

it("P21 HMAC agrees with OpenSSL's own for keys and messages of any length", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.uint8Array({ maxLength: 1300, size: "max" }), (key, message) => {
      expect(hex(cipher.hmac(key, message))).toBe(createHmac("sha256", key).update(message).digest("hex"));
    }),
    { numRuns: 2000 },
  );
});

it("gives a plain array of its own each time, and leaves key and message as they were", () => {
  const key = new Uint8Array(32).fill(1);
  const first = cipher.hmac(key, new Uint8Array(3));
  const copy = hex(first);
  cipher.hmac(new Uint8Array(32).fill(2), new Uint8Array(3));
  expect(hex(first)).toBe(copy);
  expect(first.constructor).toBe(Uint8Array);
  expect(key).toEqual(new Uint8Array(32).fill(1));
});

it("P21 seals as an independent library does, and opens what that one seals", () => {
  fc.assert(
    fc.property(exactly(32), exactly(24), fc.uint8Array({ maxLength: 300 }), (key, nonce, body) => {
      const box = cipher.seal(body, nonce, key);
      expect(hex(box)).toBe(hex(xsalsa20poly1305(key, nonce).encrypt(body)));
      expect(hex(cipher.open(box, nonce, key) ?? new Uint8Array([255]))).toBe(hex(body));
    }),
    { numRuns: 500 },
  );
});

it("P22 opens nothing in which any one bit was changed", () => {
  const [key, nonce, body] = [new Uint8Array(32).fill(3), new Uint8Array(24).fill(4), new Uint8Array(33).fill(5)];
  const box = cipher.seal(body, nonce, key);
  for (let bit = 0; bit < box.length * 8; bit++) {
    const altered = box.slice();
    altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect(cipher.open(altered, nonce, key)).toBeNull();
  }
  expect(cipher.open(box.subarray(0, 15), nonce, key)).toBeNull();
});
