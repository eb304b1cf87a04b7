import nacl from "tweetnacl";

/**
 * tweetnacl, with the two checks that it leaves to its caller. Public keys are used at pairing and for updates only, never
 * for a frame (docs/protocol.md, "Keys").
 */

/** The order of edwards25519's base point, little-endian (RFC 8032, 5.1): 2^252 + 27742317777372353535851937790883648493. */
const ORDER = Uint8Array.from(Buffer.from("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010", "hex"));
const KEY = 32;
const SIGNATURE = 64;

/**
 * X25519 (RFC 7748, 5).
 * @returns 32 bytes, or null when a length is wrong or the result is all zeros: the other side's point was of small order,
 * and the "secret" would be known to everybody (RFC 7748, 6.1).
 */
export function sharedSecret(secretKey: Uint8Array, publicKey: Uint8Array): Uint8Array | null {
  if (secretKey.length !== KEY || publicKey.length !== KEY) return null;
  const shared = nacl.scalarMult(secretKey, publicKey);
  let seen = 0;
  for (const byte of shared) seen |= byte;
  return seen === 0 ? null : shared;
}

/** Whether S, the signature's second half, is below the order: otherwise S + order would be a second signature (RFC 8032, 5.1.7). */
function isReduced(signature: Uint8Array): boolean {
  for (let i = KEY - 1; i >= 0; i--) {
    const difference = (signature[KEY + i] ?? 0) - (ORDER[i] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

/** Ed25519 (RFC 8032). False for anything that is not a signature of the message, a wrong length included. */
export function isSignature(message: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean {
  if (signature.length !== SIGNATURE || publicKey.length !== KEY || !isReduced(signature)) return false;
  return nacl.sign.detached.verify(message, signature, publicKey);
}
