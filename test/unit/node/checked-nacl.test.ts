import { createHash, createHmac } from "node:crypto";
import nacl from "tweetnacl";
import { describe, expect, it } from "vitest";
import { isSignature, sharedSecret } from "../../../device/node/checked-nacl.ts";
import { nodeCipher } from "../../../device/node/cipher.ts";
import { corpus, corpusTitle } from "../../corpora.ts";
import { type Tried, tryCorpora } from "../../oracle/crypto-corpora.ts";
import { makeDifferentialTally, ready, tryDifferential } from "../../oracle/crypto-differential.ts";
import { slowHmac, slowSha256 } from "../../oracle/slow-sha256.ts";
import { bytes, random } from "../../random.ts";

const next = random(3);
const OURS: Tried = { cipher: nodeCipher(), sharedSecret, isSignature };
const BARE: Tried = {
  cipher: nodeCipher(),
  sharedSecret: (secretKey, publicKey) => nacl.scalarMult(secretKey, publicKey),
  isSignature: (message, signature, publicKey) =>
    signature.length === 64 && nacl.sign.detached.verify(message, signature, publicKey),
};

describe("P20 public keys", () => {
  it("agree on one secret, and on none that everybody knows", () => {
    const [one, other] = [bytes(next, 32), bytes(next, 32)];
    const secret = sharedSecret(one, nacl.scalarMult.base(other));
    expect(secret).toEqual(sharedSecret(other, nacl.scalarMult.base(one)));
    expect(sharedSecret(one, new Uint8Array(32))).toBeNull();
    expect(sharedSecret(one, Uint8Array.from([1, ...new Uint8Array(31)]))).toBeNull();
    expect(sharedSecret(one.subarray(1), new Uint8Array(32).fill(9))).toBeNull();
    expect(sharedSecret(one, new Uint8Array(33))).toBeNull();
  });

  it("sign, and no second signature can be made of a first", () => {
    const pair = nacl.sign.keyPair.fromSeed(bytes(next, 32));
    const message = bytes(next, 40);
    const signature = nacl.sign.detached(message, pair.secretKey);
    expect(isSignature(message, signature, pair.publicKey)).toBe(true);
    const order = Buffer.from("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010", "hex");
    const second = signature.slice();
    let carry = 0;
    for (let i = 0; i < 32; i++) {
      const sum = (second[32 + i] ?? 0) + (order[i] ?? 0) + carry;
      second[32 + i] = sum & 255;
      carry = sum >> 8;
    }
    expect(BARE.isSignature(message, second, pair.publicKey)).toBe(true);
    expect(isSignature(message, second, pair.publicKey)).toBe(false);
    expect(isSignature(message, signature.subarray(1), pair.publicKey)).toBe(false);
    expect(isSignature(message, signature, pair.publicKey.subarray(1))).toBe(false);
  });
});

describe("the slow SHA-256", () => {
  it("is the one of OpenSSL, at every length around a block", () => {
    for (let length = 0; length < 200; length++) {
      const message = bytes(next, length);
      expect(Buffer.from(slowSha256(message))).toEqual(createHash("sha256").update(message).digest());
      expect(Buffer.from(slowHmac(message, message))).toEqual(createHmac("sha256", message).update(message).digest());
    }
  });
});

describe("the search for a faulty cipher", () => {
  const judged = (tried: Tried): number => (tryCorpora(tried) ?? []).flatMap((one) => one.wrong).length;

  it.skipIf(corpus("wycheproof") === null)(
    corpusTitle("wycheproof", "finds tweetnacl as it comes, and nothing in ours"),
    () => {
      expect(judged(OURS)).toBe(0);
      expect(judged(BARE)).toBeGreaterThan(30);
    },
    60_000,
  );

  it("finds a bit that is wrong once in fifty times, a tag that is not looked at, and a MAC that cuts its key", async () => {
    await ready;
    const { cipher } = OURS;
    const faulty: Tried["cipher"][] = [
      {
        ...cipher,
        seal: (body, nonce, key) => cipher.seal(body, nonce, key).map((b, i) => (i === 16 && (nonce[0] ?? 0) < 5 ? b ^ 1 : b)),
      },
      { ...cipher, open: (box, nonce, key) => cipher.open(box, nonce, key) ?? new Uint8Array(Math.max(0, box.length - 16)) },
      { ...cipher, hmac: (key, message) => cipher.hmac(key.length > 64 ? key.subarray(0, 64) : key, message) },
    ];
    for (const one of [cipher, ...faulty]) {
      const tally = makeDifferentialTally();
      const chance = random(5);
      for (let i = 0; i < 600; i++) tryDifferential({ ...OURS, cipher: one }, i, chance, tally);
      expect(tally.differ.length > 0).toBe(one !== cipher);
    }
  });
});
