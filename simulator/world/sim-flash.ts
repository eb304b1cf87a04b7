import { crc32 } from "node:zlib";
import type { Flash } from "../../device/core/journal-flash.ts";
import { seededRandom } from "../random.ts";

/** A change of the flash, as the firmware asked for it. */
export type FlashChange = { kind: "write"; offset: number; bytes: Uint8Array } | { kind: "erase"; page: number };

/**
 * How a change looks that the power left in the middle. "in order": its first bytes are done and no other. "scattered":
 * bytes in any order, and single bits of the others.
 */
export type Tear = "in order" | "scattered";

/** What is wrong with a page. All but "read-disturbed" and "stuck-bits" are littlefs's five, and a sixth. */
export type BadPage =
  | "write-fails"
  | "write-dropped"
  | "erase-fails"
  | "erase-dropped"
  | "read-disturbed"
  | "stuck-bits"
  | "frozen"
  | "dead";
export const BAD_PAGES: readonly BadPage[] = [
  "write-fails",
  "write-dropped",
  "erase-fails",
  "erase-dropped",
  "read-disturbed",
  "stuck-bits",
  "frozen",
  "dead",
];

export interface SimFlash extends Flash {
  /** Cuts the power in the change with this number, counted from 0 over this life, after so many of its bytes. */
  cutAt(change: number, byte: number, tear: Tear): void;
  isCut(): boolean;
  spoil(page: number, how: BadPage): void;
  /** Every change from now on is told before it is made. */
  watch(onChange: (change: FlashChange) => void): void;
  changes(): number;
  /** How often each page was erased in this life. */
  erasures(): number[];
  /** Copy of what is on the chip. Give it to the next `simFlash`, as a boot does. */
  image(): Uint8Array;
}

export interface FlashShape {
  pageBytes: number;
  pages: number;
}

/** How many bytes a change touches: one cut before each, and one behind the last. */
export function lengthOf(change: FlashChange, shape: FlashShape): number {
  return change.kind === "write" ? change.bytes.length : shape.pageBytes;
}

function target(shape: FlashShape, change: FlashChange): { offset: number; bytes: Uint8Array } {
  if (change.kind === "write") return change;
  return { offset: change.page * shape.pageBytes, bytes: new Uint8Array(shape.pageBytes).fill(255) };
}

/** Makes a change in an image, wholly. */
export function applyChange(image: Uint8Array, shape: FlashShape, change: FlashChange): void {
  const { offset, bytes } = target(shape, change);
  if (change.kind === "erase") image.set(bytes, offset);
  else for (let i = 0; i < bytes.length; i++) image[offset + i] = (image[offset + i] as number) & (bytes[i] as number);
}

/** Makes a change in an image up to a power cut. @param byte how much of it was done. */
export function tearChange(image: Uint8Array, shape: FlashShape, change: FlashChange, byte: number, tear: Tear): void {
  const { offset, bytes } = target(shape, change);
  const random = seededRandom(offset * 4096 + byte);
  const share = bytes.length === 0 ? 0 : byte / bytes.length;
  for (let i = 0; i < bytes.length; i++) {
    const old = image[offset + i] as number;
    const wanted = change.kind === "erase" ? 255 : old & (bytes[i] as number);
    let mask = i < byte ? 255 : 0;
    if (tear === "scattered") mask = random.next() < share ? 255 : random.whole(0, 255) & random.whole(0, 255);
    image[offset + i] = (old & ~mask) | (wanted & mask);
  }
}

class Chip implements SimFlash {
  readonly pageBytes: number;
  readonly pages: number;
  private readonly memory: Uint8Array;
  private readonly bad = new Map<number, BadPage>();
  private readonly erased: number[];
  private readonly random = seededRandom(1);
  private onChange: ((change: FlashChange) => void) | null = null;
  private cut: { change: number; byte: number; tear: Tear } | null = null;
  private off = false;
  private count = 0;

  constructor(
    private readonly shape: FlashShape,
    image: Uint8Array | null,
  ) {
    this.pageBytes = shape.pageBytes;
    this.pages = shape.pages;
    this.memory = image === null ? new Uint8Array(shape.pageBytes * shape.pages).fill(255) : image.slice();
    this.erased = new Array<number>(shape.pages).fill(0);
  }

  readonly crc32 = (bytes: Uint8Array) => crc32(bytes);

  private pageAt(offset: number): number {
    return Math.floor(offset / this.pageBytes);
  }

  read(offset: number, length: number): Uint8Array {
    const out = this.off ? new Uint8Array(length) : this.memory.slice(offset, offset + length);
    if (this.bad.size === 0) return out;
    const how = this.bad.get(this.pageAt(offset));
    if (how === "dead") out.fill(0);
    if (how === "read-disturbed" && length > 0 && this.random.next() < 0.2) {
      const at = this.random.whole(0, length - 1);
      out[at] = (out[at] as number) ^ (1 << this.random.whole(0, 7));
    }
    return out;
  }

  /** @returns false when the power is gone, or goes with this change. */
  private begin(change: FlashChange): boolean {
    if (this.off) return false;
    this.onChange?.(change);
    if (this.cut === null || this.cut.change !== this.count++) return true;
    tearChange(this.memory, this.shape, change, this.cut.byte, this.cut.tear);
    this.off = true;
    return false;
  }

  write(offset: number, bytes: Uint8Array): boolean {
    if (offset % 4 !== 0 || bytes.length % 4 !== 0) throw new RangeError("A chip writes whole words.");
    const change: FlashChange = { kind: "write", offset, bytes };
    if (!this.begin(change)) return false;
    const how = this.bad.get(this.pageAt(offset));
    if (how === "write-fails") return false;
    if (how === "write-dropped" || how === "frozen" || how === "dead") return true;
    applyChange(this.memory, this.shape, change);
    if (how === "stuck-bits") this.stick(this.pageAt(offset));
    return true;
  }

  erasePage(page: number): boolean {
    const change: FlashChange = { kind: "erase", page };
    if (!this.begin(change)) return false;
    this.erased[page] = (this.erased[page] as number) + 1;
    const how = this.bad.get(page);
    if (how === "erase-fails") return false;
    if (how === "erase-dropped" || how === "frozen" || how === "dead") return true;
    applyChange(this.memory, this.shape, change);
    if (how === "stuck-bits") this.stick(page);
    return true;
  }

  /** Every 97th byte has a bit that is never set and one that is never cleared. */
  private stick(page: number): void {
    for (let at = page * this.pageBytes + 31; at < (page + 1) * this.pageBytes; at += 97) {
      this.memory[at] = ((this.memory[at] as number) & ~16) | 2;
    }
  }

  cutAt(change: number, byte: number, tear: Tear): void {
    this.cut = { change, byte, tear };
    this.count = 0;
  }

  isCut(): boolean {
    return this.off;
  }

  spoil(page: number, how: BadPage): void {
    this.bad.set(page, how);
    if (how === "stuck-bits") this.stick(page);
  }

  watch(onChange: (change: FlashChange) => void): void {
    this.onChange = onChange;
  }

  changes(): number {
    return this.count;
  }

  erasures(): number[] {
    return this.erased.slice();
  }

  image(): Uint8Array {
    return this.memory.slice();
  }
}

/** NOR flash of the simulated world: erasing sets bits, writing clears them. @param image what an earlier life left. */
export function simFlash(shape: FlashShape, image: Uint8Array | null = null): SimFlash {
  return new Chip(shape, image);
}
