/**
 * Raw flash as chips have it (NOR): erasing a page sets every bit, writing can only clear bits. Offsets count from the
 * start of the region that the board gives to the journal; writes begin and end on whole words of four bytes, and no word
 * is written more than twice between two erasures, which is what an nRF52 allows.
 */
export interface Flash {
  pageBytes: number;
  pages: number;
  read(offset: number, length: number): Uint8Array;
  /** False when the chip says that it failed. True is only a claim: the journal reads back. */
  write(offset: number, bytes: Uint8Array): boolean;
  /** False when the chip says that it failed. True is only a claim. */
  erasePage(page: number): boolean;
  /** CRC-32 of IEEE 802.3 over whole bytes; a board has it in native code, and comparing by it spares loops over bytes. */
  crc32(bytes: Uint8Array): number;
}

export const WORD = 4;
const BLANK = 255;

export function toWords(length: number): number {
  return Math.ceil(length / WORD) * WORD;
}

/** How often something is read before it is given up: a read may be disturbed where the bits are whole. */
export const READS = 16;

function reads(flash: Flash, offset: number, length: number, crc: number): boolean {
  for (let i = 0; i < READS; i++) if (flash.crc32(flash.read(offset, length)) === crc) return true;
  return false;
}

function crcOfOnly(flash: Flash, length: number, value: number): number {
  const same = new Uint8Array(length);
  same.fill(value);
  return flash.crc32(same);
}

export function isBlank(flash: Flash, offset: number, length: number): boolean {
  return length === 0 || reads(flash, offset, length, crcOfOnly(flash, length, BLANK));
}

/** Writes and reads back. @returns false when the bytes are not on the flash. */
export function writeSurely(flash: Flash, offset: number, bytes: Uint8Array): boolean {
  if (!flash.write(offset, bytes)) return false;
  return reads(flash, offset, bytes.length, flash.crc32(bytes));
}

/** Clears every bit where it lies, so that nothing survives; leaves alone what is clear already. @returns false when bits remain. */
export function wipe(flash: Flash, offset: number, length: number): boolean {
  const clear = crcOfOnly(flash, length, 0);
  if (reads(flash, offset, length, clear)) return true;
  flash.write(offset, new Uint8Array(length));
  return reads(flash, offset, length, clear);
}

/** Erases a page and looks. @returns false when it is not blank after two tries. */
export function eraseSurely(flash: Flash, page: number): boolean {
  for (let i = 0; i < 2; i++) {
    flash.erasePage(page);
    if (isBlank(flash, page * flash.pageBytes, flash.pageBytes)) return true;
  }
  return false;
}
