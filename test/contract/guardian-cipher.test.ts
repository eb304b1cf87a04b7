import { createHmac } from "node:crypto";
import { xsalsa20poly1305 } from "@noble/ciphers/salsa.js";
import { describe, expect, test } from "vitest";
import { nodeCipher } from "../../device/node/cipher.ts";
import { guardianCipher } from "../../guardian/core/cipher.ts";

const hex = (text: string) => new Uint8Array(Buffer.from(text, "hex"));
const bytes = (length: number, seed: number) => Uint8Array.from({ length }, (_, i) => (i * 151 + seed * 89 + (seed >> 3)) & 255);

/** RFC 4231, test cases 1, 2, 4 and 6: short, textual, 25-byte and longer-than-a-block keys. */
const RFC_4231 = [
  ["0b".repeat(20), "4869205468657265", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"],
  [
    "4a656665",
    "7768617420646f2079612077616e7420666f72206e6f7468696e673f",
    "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
  ],
  [
    "0102030405060708090a0b0c0d0e0f10111213141516171819",
    "cd".repeat(50),
    "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
  ],
  [
    "aa".repeat(131),
    Buffer.from("Test Using Larger Than Block-Size Key - Hash Key First").toString("hex"),
    "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
  ],
] as const;

describe("R-40 the guardian's cipher", () => {
  test.each(RFC_4231)("computes HMAC-SHA-256 as RFC 4231 prints it (%#)", (key, message, digest) => {
    expect(guardianCipher.hmac(hex(key), hex(message))).toEqual(hex(digest));
  });

  test("P21 agrees with the device's cipher and with an independent library on 2,000 cases, bit for bit", () => {
    const device = nodeCipher();
    for (let seed = 0; seed < 2000; seed++) {
      const key = bytes(32, seed);
      const nonce = bytes(24, seed + 7);
      const body = bytes(seed % 300, seed + 13);
      const box = guardianCipher.seal(body, nonce, key);
      expect(box).toEqual(xsalsa20poly1305(key, nonce).encrypt(body));
      expect(device.seal(body, nonce, key)).toEqual(box);
      expect(guardianCipher.open(box, nonce, key)).toEqual(body);
      expect(guardianCipher.hmac(key, body)).toEqual(device.hmac(key, body));
      expect(Buffer.from(guardianCipher.hmac(key, body)).equals(createHmac("sha256", key).update(body).digest())).toBe(true);
    }
  });

  test("P22 opens nothing whose tag, body, nonce or key differs in one bit", () => {
    const key = bytes(32, 1);
    const nonce = bytes(24, 2);
    const box = guardianCipher.seal(bytes(33, 3), nonce, key);
    const flip = (of: Uint8Array, bit: number) => of.map((byte, i) => (i === bit >>> 3 ? byte ^ (1 << (bit & 7)) : byte));
    for (let bit = 0; bit < box.length * 8; bit++) expect(guardianCipher.open(flip(box, bit), nonce, key)).toBeNull();
    for (let bit = 0; bit < 24 * 8; bit++) expect(guardianCipher.open(box, flip(nonce, bit), key)).toBeNull();
    for (let bit = 0; bit < 32 * 8; bit++) expect(guardianCipher.open(box, nonce, flip(key, bit))).toBeNull();
    expect(guardianCipher.open(new Uint8Array(15), nonce, key)).toBeNull();
  });
});
