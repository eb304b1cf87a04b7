import { expect, test } from "vitest";
import type { ChipRun } from "../../chip/interpreter.ts";
import { nodeStage } from "../../chip/node-stage.ts";
import { firstDifference } from "../../chip/same.ts";
import { recordScript } from "../../chip/script.ts";
import { partsOf } from "../../evidence/chip-budget.ts";
import { cutOnTheChip, throughTheChip } from "../../oracle/chip-cuts.ts";

const recorded = recordScript({ bursts: 12, intervalS: 2 });
const same: ChipRun = {
  said: recorded.said,
  pages: recorded.pages,
  loadedVariables: 1,
  endVariables: 1,
  variables: 1,
  lines: [],
  figures: new Map(),
  faults: [],
};

test("chip/frames finds a frame, an answer or a page of flash that is another, and a run that broke off", () => {
  expect(recorded.frames).toBeGreaterThan(0);
  expect(firstDifference(recorded, same)).toBeNull();
  const at = recorded.said.findIndex((line) => line.startsWith("publish "));
  const flipped = recorded.said.map((line, i) => (i === at ? `${line.slice(0, -3)}AAA` : line));
  expect(firstDifference(recorded, { ...same, said: flipped })).toContain("publish");
  expect(firstDifference(recorded, { ...same, said: recorded.said.slice(0, -1) })).toContain("nothing");
  const pages = recorded.pages.map((page, i) => (i === 3 ? page + 1 : page));
  expect(firstDifference(recorded, { ...same, pages })).toBe("Page 3 of the flash differs.");
  expect(firstDifference(recorded, { ...same, faults: ["OUT OF MEMORY"] })).toContain("OUT OF MEMORY");
});

test("the script that both play has something of everything in it", () => {
  const full = recordScript({ bursts: 130, intervalS: 2 });
  const words = new Set(full.lines.map((line) => line.split(" ")[0]));
  for (const word of ["value", "start", "consent", "bytes", "message", "down", "pause", "press", "withdraw"]) {
    expect(words).toContain(word);
  }
  expect(full.acknowledged).toBeGreaterThan(10);
  expect(nodeStage(() => null).flash().pages).toBe(full.pages.length);
});

test("chip/budget sees memory that grows", () => {
  const lines = Array.from({ length: 120 }, (_, i) => ({ word: "tick", ms: 1, variables: 5000 + i }));
  expect(partsOf({ lines })).toHaveLength(12);
  expect((partsOf({ lines }).at(-1) ?? 0) - (partsOf({ lines })[2] ?? 0)).toBe(90);
});

const PLAN = {
  minutes: 6,
  cuts: { writeShare: 1 / 40, eraseShare: 0, resumeEvery: 1e9, nestEvery: 1e9, seed: 1 },
  worlds: 1,
  calls: 20,
};

test("P45: chip/power-cuts finds nothing wrong with the boards' driver", () => {
  const { tallies } = cutOnTheChip(PLAN, () => undefined);
  expect(tallies.flatMap((tally) => tally.wrong)).toEqual([]);
  expect(tallies.reduce((sum, tally) => sum + tally.cuts, 0)).toBeGreaterThan(500);
});

test("P45: chip/power-cuts finds a driver that says done before it has written", () => {
  const { tallies } = cutOnTheChip(
    PLAN,
    () => undefined,
    (flash) => {
      const sound = throughTheChip(flash);
      // Remembers the latest write and serves reads from it, as a cache that a power cut empties.
      let held: { offset: number; bytes: Uint8Array } | null = null;
      const flush = () => {
        if (held !== null) sound.write(held.offset, held.bytes);
        held = null;
      };
      return {
        ...sound,
        write(offset, bytes) {
          flush();
          held = { offset, bytes: bytes.slice() };
          return true;
        },
        read(offset, length) {
          const out = sound.read(offset, length);
          if (held !== null) {
            for (const [i, byte] of held.bytes.entries()) {
              const at = held.offset + i - offset;
              if (at >= 0 && at < length) out[at] = (out[at] ?? 0) & byte;
            }
          }
          return out;
        },
        erasePage(page) {
          flush();
          return sound.erasePage(page);
        },
      };
    },
  );
  expect(tallies.flatMap((tally) => tally.wrong).length).toBeGreaterThan(0);
});
