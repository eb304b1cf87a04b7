import { copyOf, readU8, readU32, writeU32 } from "./bytes.ts";
import { crc32 } from "./crc32.ts";

/**
 * The messages of a pairing by exchange of public keys (docs/protocol.md, "Pairing"): version, kind, content, CRC-32. The
 * CRC is no protection; it tells a noisy line from an attack, because people would take other words for the latter.
 */
export type ExchangeKind = "commit" | "keys" | "open" | "accept" | "account" | "done" | "ended" | "ready";

/** In the order of the protocol; the place plus one is on the wire. */
export const EXCHANGE_KINDS: ExchangeKind[] = ["commit", "keys", "open", "accept", "account", "done", "ended", "ready"];

/** One side's public half: a static key, an ephemeral key and a nonce. */
export interface PublicHalf {
  staticKey: Uint8Array;
  ephemeralKey: Uint8Array;
  nonce: Uint8Array;
}

export interface ExchangeMessage {
  kind: ExchangeKind;
  content: Uint8Array;
}

const VERSION = 1;
export const PUBLIC_KEY_BYTES = 32;
export const HALF_BYTES = 3 * PUBLIC_KEY_BYTES;
export const TAG_BYTES = 16;
/** The broker's address and account, in a box of one length. */
export const ACCOUNT_BYTES = 512;
const ACCOUNT_BOX = 16 + ACCOUNT_BYTES;
const AROUND = 2 + 4;
export const MAX_EXCHANGE_MESSAGE = ACCOUNT_BOX + AROUND;

function contentBytes(kind: ExchangeKind): number {
  switch (kind) {
    case "commit":
      return PUBLIC_KEY_BYTES;
    case "keys":
    case "open":
      return HALF_BYTES;
    case "accept":
    case "done":
      return TAG_BYTES;
    case "account":
      return ACCOUNT_BOX;
    case "ended":
    case "ready":
      return 0;
  }
}

/** @param content exactly as long as its kind says; the caller made it. */
export function encodeExchange(kind: ExchangeKind, content: Uint8Array): Uint8Array {
  const out = new Uint8Array(content.length + AROUND);
  out[0] = VERSION;
  out[1] = EXCHANGE_KINDS.indexOf(kind) + 1;
  out.set(content, 2);
  writeU32(out, out.length - 4, crc32(out, 0, out.length - 4));
  return out;
}

/** @returns null for anything but a whole message: another version, kind or length, or a byte that was damaged. */
export function decodeExchange(bytes: Uint8Array): ExchangeMessage | null {
  if (bytes.length < AROUND || bytes.length > MAX_EXCHANGE_MESSAGE || readU8(bytes, 0) !== VERSION) return null;
  if (readU32(bytes, bytes.length - 4) !== crc32(bytes, 0, bytes.length - 4)) return null;
  const kind = EXCHANGE_KINDS[readU8(bytes, 1) - 1];
  if (kind === undefined || bytes.length !== contentBytes(kind) + AROUND) return null;
  return { kind: kind, content: copyOf(bytes, 2, bytes.length - 4) };
}

/** A message that is nothing but its kind. */
export function bareExchange(kind: "ended" | "ready"): Uint8Array {
  return encodeExchange(kind, new Uint8Array(0));
}

export function encodeHalf(half: PublicHalf): Uint8Array {
  const out = new Uint8Array(HALF_BYTES);
  out.set(half.staticKey, 0);
  out.set(half.ephemeralKey, PUBLIC_KEY_BYTES);
  out.set(half.nonce, 2 * PUBLIC_KEY_BYTES);
  return out;
}

/** @param bytes HALF_BYTES, the content of a "keys" or an "open". */
export function decodeHalf(bytes: Uint8Array): PublicHalf {
  return {
    staticKey: copyOf(bytes, 0, PUBLIC_KEY_BYTES),
    ephemeralKey: copyOf(bytes, PUBLIC_KEY_BYTES, 2 * PUBLIC_KEY_BYTES),
    nonce: copyOf(bytes, 2 * PUBLIC_KEY_BYTES, HALF_BYTES),
  };
}
