import { randomBytes } from "node:crypto";
import { copyOf, writeU16, writeU32 } from "../../device/protocol/bytes.ts";
import type { Cipher } from "../../device/protocol/cipher.ts";
import type { FrameHeader } from "../../device/protocol/envelope.ts";
import { KEY_BYTES } from "../../device/protocol/keys.ts";
import type { Driver } from "./driver.ts";

const NONCE_BYTES = 24;
const IV_BYTES = 8;

/** Seals what is stored about a person. Opening answers null when the bytes were changed or sealed with another key. */
export interface Vault {
  /** For keys and names: a nonce of chance. */
  wrap(bytes: Uint8Array): Uint8Array;
  unwrap(sealed: Uint8Array): Uint8Array | null;
  /** For reports: sealed with the key of the day they were received, so that a day can be erased by its key alone. */
  sealReport(day: number, pairRow: number, header: FrameHeader, iv: Uint8Array, body: Uint8Array): Uint8Array;
  openReport(day: number, pairRow: number, header: FrameHeader, sealed: Uint8Array): Uint8Array | null;
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

export function openVault(driver: Driver, cipher: Cipher, consoleKey: Uint8Array): Vault {
  const days = new Map<number, Uint8Array>();
  const select = driver.prepare<{ key: Uint8Array }>("SELECT key FROM day_key WHERE day = ?");
  const insert = driver.prepare("INSERT INTO day_key (day, key) VALUES (?, ?)");

  function wrap(bytes: Uint8Array): Uint8Array {
    const nonce = new Uint8Array(randomBytes(NONCE_BYTES));
    const box = cipher.seal(bytes, nonce, consoleKey);
    const out = new Uint8Array(NONCE_BYTES + box.length);
    out.set(nonce, 0);
    out.set(box, NONCE_BYTES);
    return out;
  }

  function unwrap(sealed: Uint8Array): Uint8Array | null {
    if (sealed.length < NONCE_BYTES) return null;
    return cipher.open(copyOf(sealed, NONCE_BYTES, sealed.length), copyOf(sealed, 0, NONCE_BYTES), consoleKey);
  }

  function storedDay(day: number): Uint8Array | null {
    const known = days.get(day);
    if (known !== undefined) return known;
    const row = select.get(day);
    const key = row === undefined ? null : unwrap(row.key);
    if (key !== null) days.set(day, key);
    return key;
  }

  function newDay(day: number): Uint8Array {
    const key = new Uint8Array(randomBytes(KEY_BYTES));
    insert.run(day, wrap(key));
    days.set(day, key);
    return key;
  }

  return {
    wrap,
    unwrap,
    sealReport(day, pairRow, header, iv, body) {
      const box = cipher.seal(body, reportNonce(pairRow, header, iv), storedDay(day) ?? newDay(day));
      const out = new Uint8Array(IV_BYTES + box.length);
      out.set(iv, 0);
      out.set(box, IV_BYTES);
      return out;
    },
    openReport(day, pairRow, header, sealed) {
      const key = storedDay(day);
      if (key === null || sealed.length < IV_BYTES) return null;
      const iv = copyOf(sealed, 0, IV_BYTES);
      return cipher.open(copyOf(sealed, IV_BYTES, sealed.length), reportNonce(pairRow, header, iv), key);
    },
    forgetDays: () => days.clear(),
  };
}
