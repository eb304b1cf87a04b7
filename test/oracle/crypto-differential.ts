import { xsalsa20poly1305 } from "@noble/ciphers/salsa.js";
import sodium from "libsodium-wrappers";
import nacl from "tweetnacl";
import type { Cipher } from "../../device/protocol/cipher.ts";
import { bytes, integer, pick, type Random } from "../random.ts";
import type { Tried } from "./crypto-corpora.ts";
import { slowHmac } from "./slow-sha256.ts";

/** Ours beside what shares no line with it: @noble/ciphers, libsodium, and SHA-256 as its standard writes it. */

export interface DifferentialTally {
  boxes: number;
  tampered: number;
  macs: number;
  agreements: number;
  signatures: number;
  differ: string[];
}

export function makeDifferentialTally(): DifferentialTally {
  return { boxes: 0, tampered: 0, macs: 0, agreements: 0, signatures: 0, differ: [] };
}

const same = (a: Uint8Array | null, b: Uint8Array | null): boolean =>
  a === null || b === null ? a === b : Buffer.from(a).equals(Buffer.from(b));

function orNull(open: () => Uint8Array): Uint8Array | null {
  try {
    return open();
  } catch {
    return null;
  }
}

const noble: Pick<Cipher, "seal" | "open"> = {
  seal: (body, nonce, key) => xsalsa20poly1305(key, nonce).encrypt(body),
  open: (box, nonce, key) => orNull(() => xsalsa20poly1305(key, nonce).decrypt(box)),
};

const libsodium: Pick<Cipher, "seal" | "open"> = {
  seal: (body, nonce, key) => sodium.crypto_secretbox_easy(body, nonce, key),
  open: (box, nonce, key) => orNull(() => sodium.crypto_secretbox_open_easy(box, nonce, key)),
};

/** Lengths of L1's bodies come as often as all others together. */
function lengthOf(next: Random): number {
  return pick(next, [33, 225, integer(next, 513), integer(next, 513)]);
}

/** The same bytes with one bit turned, cut short, or made longer. */
function tamperedWith(box: Uint8Array, next: Random): Uint8Array {
  const kind = integer(next, 3);
  if (kind === 0) return box.slice(0, integer(next, box.length));
  if (kind === 1) return Uint8Array.from([...box, integer(next, 256)]);
  const copy = box.slice();
  const bit = integer(next, copy.length * 8);
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return copy;
}

function tryBox({ cipher }: Tried, next: Random, tally: DifferentialTally): void {
  const [key, nonce, body] = [bytes(next, 32), bytes(next, 24), bytes(next, lengthOf(next))];
  const box = cipher.seal(body, nonce, key);
  tally.boxes += 1;
  if (!same(box, noble.seal(body, nonce, key)) || !same(box, libsodium.seal(body, nonce, key))) tally.differ.push("a sealed box");
  if (!same(cipher.open(box, nonce, key), body)) tally.differ.push("an opened box");
  const other = tamperedWith(box, next);
  const opened = cipher.open(other, nonce, key);
  tally.tampered += 1;
  const theirs = [noble.open(other, nonce, key), libsodium.open(other, nonce, key)];
  if (opened !== null || theirs.some((one) => !same(one, opened))) tally.differ.push("a box that was tampered with");
}

function tryMac({ cipher }: Tried, next: Random, tally: DifferentialTally): void {
  const [key, message] = [bytes(next, pick(next, [32, 32, 32, integer(next, 200)])), bytes(next, integer(next, 1200))];
  tally.macs += 1;
  if (!same(cipher.hmac(key, message), slowHmac(key, message))) tally.differ.push("an HMAC");
}

function tryAgreement({ sharedSecret }: Tried, next: Random, tally: DifferentialTally): void {
  const [one, other] = [bytes(next, 32), bytes(next, 32)];
  const publicKey = next() < 0.9 ? nacl.scalarMult.base(other) : bytes(next, 32);
  tally.agreements += 1;
  if (
    !same(
      sharedSecret(one, publicKey),
      orNull(() => sodium.crypto_scalarmult(one, publicKey)),
    )
  )
    tally.differ.push("an X25519");
}

function trySignature({ isSignature }: Tried, next: Random, tally: DifferentialTally): void {
  const pair = sodium.crypto_sign_seed_keypair(bytes(next, 32));
  const message = bytes(next, integer(next, 200));
  const made = sodium.crypto_sign_detached(message, pair.privateKey);
  const signature = next() < 0.5 ? made : tamperedWith(made, next);
  tally.signatures += 1;
  const theirs = signature.length === 64 && sodium.crypto_sign_verify_detached(signature, message, pair.publicKey);
  if (isSignature(message, signature, pair.publicKey) !== theirs) tally.differ.push("an Ed25519");
}

/** Public-key operations take a thousand times as long, so they come this much more seldom. */
const PUBLIC_EVERY = 50;

/** One case; every so often one of public keys besides. */
export function tryDifferential(tried: Tried, number: number, next: Random, tally: DifferentialTally): void {
  if (number % 2 === 0) tryBox(tried, next, tally);
  else tryMac(tried, next, tally);
  if (number % PUBLIC_EVERY !== 0) return;
  tryAgreement(tried, next, tally);
  trySignature(tried, next, tally);
}

/** To be waited for before the first case: libsodium is WebAssembly. */
export const ready: Promise<void> = sodium.ready;
