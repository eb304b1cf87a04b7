import type { Flash } from "../../device/core/journal-flash.ts";
import type { ChipFlash } from "../../device/espruino/chip.ts";
import type { FlashRegion } from "../../device/espruino/raw-flash.ts";

/**
 * The board's `Flash` module over a simulated chip: it takes addresses, throws where it fails, and refuses what lies
 * outside the region that it was given, because the firmware lies there.
 */
export function fakeChipFlash(flash: Pick<Flash, "read" | "write" | "erasePage">, region: FlashRegion): ChipFlash {
  const end = region.address + region.pageBytes * region.pages;
  function offsetOf(address: number, length: number): number {
    if (!Number.isInteger(address) || address < region.address || address + length > end) throw new Error("Address out of range");
    return address - region.address;
  }
  return {
    read: (length, address) => flash.read(offsetOf(address, length), length),
    write(bytes, address) {
      if (bytes.length === 0) throw new Error("Data is empty");
      if (!flash.write(offsetOf(address, bytes.length), bytes)) throw new Error("Flash write failed");
    },
    erasePage(address) {
      const page = Math.floor(offsetOf(address, 1) / region.pageBytes);
      if (!flash.erasePage(page)) throw new Error("Flash erase failed");
    },
    getFree: () => [{ addr: region.address, length: end - region.address }],
    getPage: (address) =>
      address < region.address || address >= end
        ? undefined
        : { addr: address - ((address - region.address) % region.pageBytes), length: region.pageBytes },
  };
}
