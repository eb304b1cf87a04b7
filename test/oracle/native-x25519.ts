import { createPrivateKey, createPublicKey, diffieHellman, type KeyObject } from "node:crypto";

/** X25519 of OpenSSL: another implementation than the one that ships, and fast enough for many attackers. */
const PRIVATE_HEAD = Buffer.from("302e020100300506032b656e04220420", "hex");
const PUBLIC_HEAD = Buffer.from("302a300506032b656e032100", "hex");

function privateKey(secret: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.concat([PRIVATE_HEAD, secret]), format: "der", type: "pkcs8" });
}

/** @returns null where OpenSSL refuses the point, as it does when the result would be zeros. */
export function nativeAgree(secret: Uint8Array, publicKey: Uint8Array): Uint8Array | null {
  try {
    const other = createPublicKey({ key: Buffer.concat([PUBLIC_HEAD, publicKey]), format: "der", type: "spki" });
    return new Uint8Array(diffieHellman({ privateKey: privateKey(secret), publicKey: other }));
  } catch {
    return null;
  }
}

export function nativePublic(secret: Uint8Array): Uint8Array {
  const der = createPublicKey(privateKey(secret)).export({ format: "der", type: "spki" });
  return new Uint8Array(der.subarray(PUBLIC_HEAD.length));
}
