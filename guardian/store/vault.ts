import { randomBytes } from "node:crypto";
import { copyOf, writeU16, writeU32 } from "../../device/protocol/bytes.ts";
import type { Cipher } from "../../device/protocol/cipher.ts";
import type { FrameHeader } from "../../device/protocol/envelope.ts";
import { dayKeys, type Wrapping } from "./day-keys.ts";
import type { Driver } from "./driver.ts";

const NONCE_BYTES = 24;
const IV_BYTES = 8;

export interface OldReports {
  /** Null when it does not open. */
  open(day: number, header: FrameHeader, sealed: Uint8Array): { iv: Uint8Array; body: Uint8Array } | null;
}

/** Seals what is stored about a person. Opening answers null when the bytes were changed or sealed with another key. */
export interface Vault extends Wrapping {
  /** For reports: sealed with the pair's key of the day they were received, so that a day can be erased by its key alone. */
  sealReport(day: number, pairRow: number, header: FrameHeader, iv: Uint8Array, body: Uint8Array): Uint8Array;
  openReport(day: number, pairRow: number, header: FrameHeader, sealed: Uint8Array): Uint8Array | null;
  /**
   * Erases every day's key of one pair, so that what a disk keeps of its erased pages cannot be opened. What is sealed
   * from now on has new keys. The caller holds the transaction.
   * @returns what still opens the reports of before: the only way to keep one is to seal it again.
   */
  takeKeysAway(pairRow: number): OldReports;
  /** After a transaction failed: the key of a new day went with it. */
  forgetDays(): void;
}

// Pair, epoch and number name a frame; the synthetic IV tells two bodies under one name apart, as after the database was
// restored from a backup. So one nonce never seals two bodies, without a random number for each row.
function reportNonce(pairRow: number, header: FrameHeader, iv: Uint8Array): Uint8Array {
  const nonce = new Uint8Array(NONCE_BYTES);
  nonce.set(iv, 0);
  writeU32(nonce, IV_BYTES, pairRow);
  writeU32(nonce, IV_BYTES + 4, header.epoch);
  writeU16(nonce, IV_BYTES + 8, header.number);
  return nonce;
}

function openWith(
  cipher: Cipher,
  key: Uint8Array | null,
  pairRow: number,
  header: FrameHeader,
  sealed: Uint8Array,
): { iv: Uint8Array; body: Uint8Array } | null {
  if (key === null || sealed.length < IV_BYTES) return null;
  const iv = copyOf(sealed, 0, IV_BYTES);
  const body = cipher.open(copyOf(sealed, IV_BYTES, sealed.length), reportNonce(pairRow, header, iv), key);
  return body === null ? null : { iv, body };
}

function wrapping(cipher: Cipher, consoleKey: Uint8Array): Wrapping {
  return {
    wrap(bytes) {
      const nonce = new Uint8Array(randomBytes(NONCE_BYTES));
      const box = cipher.seal(bytes, nonce, consoleKey);
      const out = new Uint8Array(NONCE_BYTES + box.length);
      out.set(nonce, 0);
      out.set(box, NONCE_BYTES);
      return out;
    },
    unwrap(sealed) {
      if (sealed.length < NONCE_BYTES) return null;
      return cipher.open(copyOf(sealed, NONCE_BYTES, sealed.length), copyOf(sealed, 0, NONCE_BYTES), consoleKey);
    },
  };
}

export function openVault(driver: Driver, cipher: Cipher, consoleKey: Uint8Array): Vault {
  const keys = wrapping(cipher, consoleKey);
  const days = dayKeys(driver, keys);
  return {
    ...keys,
    sealReport(day, pairRow, header, iv, body) {
      const box = cipher.seal(body, reportNonce(pairRow, header, iv), days.findOrMake(pairRow, day));
      const out = new Uint8Array(IV_BYTES + box.length);
      out.set(iv, 0);
      out.set(box, IV_BYTES);
      return out;
    },
    openReport: (day, pairRow, header, sealed) =>
      openWith(cipher, days.find(pairRow, day), pairRow, header, sealed)?.body ?? null,
    takeKeysAway(pairRow) {
      const old = days.takeAway(pairRow);
      return { open: (day, header, sealed) => openWith(cipher, old.get(day) ?? null, pairRow, header, sealed) };
    },
    forgetDays: () => days.forget(),
  };
}
