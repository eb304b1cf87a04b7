import { ascii, copyOf, readU8, writeU16, zeroise } from "./bytes.ts";
import type { Cipher } from "./cipher.ts";
import { ACCOUNT_BYTES, encodeHalf, HALF_BYTES, PUBLIC_KEY_BYTES, type PublicHalf, TAG_BYTES } from "./exchange-message.ts";

/** X25519 (RFC 7748): a secret and a public key of 32 bytes each; null when it refuses them. */
export type Agree = (secretKey: Uint8Array, publicKey: Uint8Array) => Uint8Array | null;

/** One side's own secrets of a pairing. */
export interface OwnSecrets {
  staticSecret: Uint8Array;
  /** Fresh from a secure random source, for this one attempt. */
  ephemeralSecret: Uint8Array;
  half: PublicHalf;
}

/** Which side one is: it decides which static key meets which ephemeral one. */
export type ExchangeRole = "guardian" | "device";

function joined(parts: Uint8Array[]): Uint8Array {
  let length = 0;
  for (let i = 0; i < parts.length; i++) length += (parts[i] as Uint8Array).length;
  const out = new Uint8Array(length);
  let at = 0;
  for (let i = 0; i < parts.length; i++) {
    out.set(parts[i] as Uint8Array, at);
    at += (parts[i] as Uint8Array).length;
  }
  return out;
}

/**
 * What the guardian's side is bound by before it sees the device's keys: so nobody can choose keys until the words fit.
 * It hides the half because the nonce is a key of 32 random bytes.
 */
export function commitmentTo(cipher: Cipher, half: PublicHalf): Uint8Array {
  return cipher.hmac(half.nonce, joined([ascii("lychnos commit"), encodeHalf(half)]));
}

/**
 * X25519 with the one check that it cannot do without (RFC 7748, 6.1): a point of small order gives zeros, a "secret" that
 * everybody knows. Checked here whatever the given function does, because no caller may forget it.
 */
function secretOf(agree: Agree, secretKey: Uint8Array, publicKey: Uint8Array): Uint8Array | null {
  const shared = agree(secretKey, publicKey);
  if (shared === null || shared.length !== PUBLIC_KEY_BYTES) return null;
  let seen = 0;
  for (let i = 0; i < shared.length; i++) seen |= readU8(shared, i);
  return seen === 0 ? null : shared;
}

/**
 * The pairing's root key: three agreements (ephemeral with ephemeral, and each static key with the other's ephemeral one,
 * so that one bad moment of either's random source is not enough), bound to everything that was said.
 * @param commitment as the device heard it.
 * @returns null when an agreement is worth nothing.
 */
export function exchangeRoot(
  cipher: Cipher,
  agree: Agree,
  role: ExchangeRole,
  own: OwnSecrets,
  other: PublicHalf,
  commitment: Uint8Array,
): Uint8Array | null {
  const both = secretOf(agree, own.ephemeralSecret, other.ephemeralKey);
  const ownStatic = secretOf(agree, own.staticSecret, other.ephemeralKey);
  const otherStatic = secretOf(agree, own.ephemeralSecret, other.staticKey);
  if (both === null || ownStatic === null || otherStatic === null) return null;
  const guardians = role === "guardian" ? ownStatic : otherStatic;
  const devices = role === "guardian" ? otherStatic : ownStatic;
  const secrets = joined([both, guardians, devices]);
  const mixed = cipher.hmac(ascii("lychnos pairing 1"), secrets);
  const guardianHalf = encodeHalf(role === "guardian" ? own.half : other);
  const deviceHalf = encodeHalf(role === "guardian" ? other : own.half);
  const root = cipher.hmac(mixed, joined([ascii("lychnos root"), commitment, deviceHalf, guardianHalf]));
  zeroise(both);
  zeroise(ownStatic);
  zeroise(otherStatic);
  zeroise(secrets);
  zeroise(mixed);
  return root;
}

/** Proves that who says it holds the root, and that the hand on that side agreed. */
export function exchangeTag(cipher: Cipher, root: Uint8Array, what: "accept" | "done"): Uint8Array {
  return copyOf(cipher.hmac(root, ascii("lychnos pairing " + what)), 0, TAG_BYTES);
}

// The key seals one message in its life, so the nonce may stand still.
const ONLY_NONCE = new Uint8Array(24);

/** @param account at most ACCOUNT_BYTES - 2 bytes. @returns null when it is longer. */
export function sealAccount(cipher: Cipher, root: Uint8Array, account: Uint8Array): Uint8Array | null {
  if (account.length > ACCOUNT_BYTES - 2) return null;
  const body = new Uint8Array(ACCOUNT_BYTES);
  writeU16(body, 0, account.length);
  body.set(account, 2);
  return cipher.seal(body, ONLY_NONCE, cipher.hmac(root, ascii("lychnos pairing account")));
}

/** @returns null when it is not sealed under this root. */
export function openAccount(cipher: Cipher, root: Uint8Array, box: Uint8Array): Uint8Array | null {
  const body = cipher.open(box, ONLY_NONCE, cipher.hmac(root, ascii("lychnos pairing account")));
  if (body === null || body.length !== ACCOUNT_BYTES) return null;
  const length = readU8(body, 0) * 256 + readU8(body, 1);
  return length > ACCOUNT_BYTES - 2 ? null : copyOf(body, 2, 2 + length);
}

/** Overwrites what must not outlive the attempt; the static key stays. */
export function forgetSecrets(own: OwnSecrets): void {
  zeroise(own.ephemeralSecret);
}

/** What a half must never be: one's own come back. */
export function isReflected(own: PublicHalf, other: PublicHalf): boolean {
  const mine = encodeHalf(own);
  const theirs = encodeHalf(other);
  for (let part = 0; part < HALF_BYTES; part += PUBLIC_KEY_BYTES) {
    let difference = 0;
    for (let i = part; i < part + PUBLIC_KEY_BYTES; i++) difference |= readU8(mine, i) ^ readU8(theirs, i);
    if (difference === 0) return true;
  }
  return false;
}
