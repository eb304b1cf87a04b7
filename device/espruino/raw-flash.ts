import type { Flash } from "../core/journal-flash.ts";
import type { ChipE, ChipFlash } from "./chip.ts";

/** Pages of raw flash that nothing else on the board writes: Espruino's Storage moves its files about, and these stay (F10). */
export interface FlashRegion {
  address: number;
  pageBytes: number;
  pages: number;
}

/** The journal's flash on the board's own module. What the module throws is a failure here, as the journal expects it. */
export function rawFlash(chip: ChipFlash, e: Pick<ChipE, "CRC32">, region: FlashRegion): Flash {
  return {
    pageBytes: region.pageBytes,
    pages: region.pages,
    read: (offset, length) => (length === 0 ? new Uint8Array(0) : chip.read(length, region.address + offset)),
    write: (offset, bytes) => {
      // The module writes nothing of no bytes, and says so with an error.
      if (bytes.length === 0) return true;
      try {
        chip.write(bytes, region.address + offset);
        return true;
      } catch {
        return false;
      }
    },
    erasePage: (page) => {
      try {
        chip.erasePage(region.address + page * region.pageBytes);
        return true;
      } catch {
        return false;
      }
    },
    crc32: (bytes) => e.CRC32(bytes),
  };
}
