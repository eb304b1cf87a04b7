import { readU32, writeU32 } from "../protocol/bytes.ts";
import { eraseSurely, type Flash, isBlank, READS, wipe, writeSurely } from "./journal-flash.ts";

/**
 * A page begins with a magic word, the number of its generation, its place in it, and a CRC-32. One generation counts at
 * a time; when it is full, what is alive goes to the next one on other pages, and then the old pages are erased.
 */
export interface PageHead {
  generation: number;
  order: number;
}

export const PAGE_HEAD = 16;
const MAGIC = 0x4c4a3031;

function encodePageHead(flash: Flash, head: PageHead): Uint8Array {
  const out = new Uint8Array(PAGE_HEAD);
  writeU32(out, 0, MAGIC);
  writeU32(out, 4, head.generation);
  writeU32(out, 8, head.order);
  writeU32(out, 12, flash.crc32(out.subarray(0, 12)));
  return out;
}

/** @returns null when the page is blank, torn or rotten. */
export function readPageHead(flash: Flash, page: number): PageHead | null {
  for (let i = 0; i < READS; i++) {
    const bytes = flash.read(page * flash.pageBytes, PAGE_HEAD);
    if (readU32(bytes, 0) !== MAGIC || readU32(bytes, 12) !== flash.crc32(bytes.subarray(0, 12))) continue;
    return { generation: readU32(bytes, 4), order: readU32(bytes, 8) };
  }
  return null;
}

/** Makes a page ready for records. @returns false when the page is no good. */
export function beginPage(flash: Flash, page: number, head: PageHead): boolean {
  const start = page * flash.pageBytes;
  if (!isBlank(flash, start, flash.pageBytes) && !eraseSurely(flash, page)) return false;
  return writeSurely(flash, start, encodePageHead(flash, head));
}

/**
 * Destroys all that a page holds: erased, or, where erasing fails, cleared.
 * "blank": it may be used again. "cleared": nothing is left, and it may not. "held": bytes remain that nothing can destroy.
 */
export function destroyPage(flash: Flash, page: number): "blank" | "cleared" | "held" {
  const start = page * flash.pageBytes;
  if (isBlank(flash, start, flash.pageBytes) || eraseSurely(flash, page)) return "blank";
  return wipe(flash, start, flash.pageBytes) ? "cleared" : "held";
}
