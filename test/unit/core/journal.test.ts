import { describe, expect, it } from "vitest";
import { openJournal } from "../../../device/core/journal.ts";
import { BAD_PAGES, simFlash } from "../../../simulator/world/sim-flash.ts";

const SHAPE = { pageBytes: 1024, pages: 8 };
const KEY = new Uint8Array(32).map((_, i) => 200 - i * 3);

function holds(image: Uint8Array, bytes: Uint8Array): boolean {
  return Buffer.from(image).includes(Buffer.from(bytes));
}

describe("a journal on flash", () => {
  it("P18 leaves no byte of a key that was replaced", () => {
    const flash = simFlash(SHAPE);
    const journal = openJournal(flash);
    expect(journal.replace("pair-0", KEY)).toBe(true);
    expect(holds(flash.image(), KEY)).toBe(true);
    expect(journal.replace("pair-0", new Uint8Array(32))).toBe(true);
    expect(holds(flash.image(), KEY.subarray(0, 4))).toBe(false);
  });

  it("R-14 erases a key in one write", () => {
    const flash = simFlash(SHAPE);
    const journal = openJournal(flash);
    journal.replace("outbox-key-0", KEY);
    const writes: number[] = [];
    flash.watch((change) => writes.push(change.kind === "write" ? change.bytes.length : -1));
    expect(journal.erase("outbox-key-0")).toBe(true);
    expect(writes).toEqual([KEY.length + 8]);
    expect(holds(flash.image(), KEY.subarray(0, 4))).toBe(false);
  });

  it("F4 tells of a value that rotted, and gives no bytes in its place, at every later start too", () => {
    const flash = simFlash(SHAPE);
    const journal = openJournal(flash);
    journal.replace("consent", KEY);
    journal.replace("time", new Uint8Array([1, 2, 3]));
    const image = flash.image();
    const at = Buffer.from(image).indexOf(Buffer.from(KEY));
    image[at + 5] = (image[at + 5] as number) ^ 8;
    const rotten = simFlash(SHAPE, image);
    const next = openJournal(rotten);
    expect(next.lost()).toEqual(["consent"]);
    expect(next.load("consent")).toEqual(new Uint8Array(0));
    expect(openJournal(simFlash(SHAPE, rotten.image())).load("consent")).toEqual(new Uint8Array(0));
    expect(next.load("time")).toEqual(new Uint8Array([1, 2, 3]));
  });

  it("F8 stores nothing more when an old key can neither be cleared nor erased", () => {
    const flash = simFlash(SHAPE);
    const journal = openJournal(flash);
    journal.replace("pair-0", KEY);
    flash.spoil(0, "frozen");
    expect(journal.replace("pair-0", new Uint8Array(32))).toBe(false);
    expect(journal.isHeld()).toBe(true);
    expect(journal.replace("time", KEY)).toBe(false);
    expect(openJournal(flash).isHeld()).toBe(true);
  });

  it.each(BAD_PAGES)("P47 works around a page that is %s from the first", (how) => {
    const flash = simFlash(SHAPE);
    flash.spoil(0, how);
    const journal = openJournal(flash);
    for (let i = 0; i < 60; i++) {
      expect(journal.replace("pair-0", new Uint8Array(100).fill(i))).toBe(true);
      expect(journal.load("pair-0")).toEqual(new Uint8Array(100).fill(i));
    }
  });

  it("F9 refuses what would fill it, and still stores the record of a withdrawal and erases", () => {
    const journal = openJournal(simFlash(SHAPE));
    journal.replace("consent", KEY);
    let appended = 0;
    while (appended < 1000 && journal.append("outbox", new Uint8Array(100))) appended += 1;
    expect(appended).toBeGreaterThan(10);
    expect(appended).toBeLessThan(100);
    for (let i = 0; i < 50; i++) expect(journal.replace("consent", new Uint8Array(32).fill(i))).toBe(true);
    expect(journal.erase("outbox")).toBe(true);
    expect(journal.append("outbox", new Uint8Array(100))).toBe(true);
  });

  it("wears all pages alike", () => {
    const flash = simFlash(SHAPE);
    const journal = openJournal(flash);
    for (let i = 0; i < 2000; i++) journal.replace("pair-0", new Uint8Array(100).fill(i % 256));
    const erasures = flash.erasures();
    expect(Math.max(...erasures) - Math.min(...erasures)).toBeLessThanOrEqual(2);
    expect(Math.max(...erasures)).toBeLessThan(100);
  });
});
