/**
 * The cryptography that L1 stands on. Each platform hands its own: `tweetnacl` and `node:crypto` on Node, the native
 * SHA-256 and a cut of tweetnacl on Espruino. Pure functions: no state, no chance.
 */
export interface Cipher {
  /** HMAC-SHA-256 (RFC 2104): any key, any message, 32 bytes out. */
  hmac(key: Uint8Array, message: Uint8Array): Uint8Array;
  /** NaCl secretbox: 24-byte nonce, 32-byte key; returns the 16-byte Poly1305 tag, then the ciphertext. */
  seal(body: Uint8Array, nonce: Uint8Array, key: Uint8Array): Uint8Array;
  /** Opens what `seal` made; null when the tag does not fit. */
  open(box: Uint8Array, nonce: Uint8Array, key: Uint8Array): Uint8Array | null;
}
