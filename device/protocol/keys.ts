import { ascii, writeU16, writeU32 } from "./bytes.ts";
import type { Cipher } from "./cipher.ts";

/**
 * Everything a pairing makes of its root key. The root key is erased after this (docs/protocol.md, "Keys"): nothing is
 * shared between two guardians, because each has a root of its own.
 */
export interface PairKeys {
  /** Chain that seals from device to guardian, epoch 0. */
  telemetry: Uint8Array;
  /** Chain that seals from guardian to device, epoch 0. */
  command: Uint8Array;
  /** Names the topics of a day. */
  topic: Uint8Array;
  /** Masks the frame header. */
  header: Uint8Array;
}

export const KEY_BYTES = 32;

/** @param root 32 bytes from the console's secure random source. */
export function deriveKeys(cipher: Cipher, root: Uint8Array): PairKeys {
  return {
    telemetry: cipher.hmac(root, ascii("lychnos telemetry")),
    command: cipher.hmac(root, ascii("lychnos command")),
    topic: cipher.hmac(root, ascii("lychnos topic")),
    header: cipher.hmac(root, ascii("lychnos header")),
  };
}

/** The next epoch's chain key. One-way: who holds it cannot compute the one before. */
export function nextEpochKey(cipher: Cipher, epochKey: Uint8Array): Uint8Array {
  return cipher.hmac(epochKey, ascii("epoch"));
}

/** Which way a frame travels; bound into its key, so a frame cannot be turned around. */
export type Direction = "telemetry" | "command";

/**
 * K = HMAC(EK[e], "seal" | version | direction | length | epoch | number): every header field is authenticated by being
 * in the key, as docs/protocol.md explains.
 */
export function frameKey(
  cipher: Cipher,
  epochKey: Uint8Array,
  direction: Direction,
  frameLength: number,
  epoch: number,
  number: number,
): Uint8Array {
  const label = ascii("seal");
  const message = new Uint8Array(label.length + 10);
  message.set(label, 0);
  message[4] = 1;
  message[5] = direction === "telemetry" ? 0 : 1;
  writeU16(message, 6, frameLength);
  writeU32(message, 8, epoch);
  writeU16(message, 12, number);
  return cipher.hmac(epochKey, message);
}
