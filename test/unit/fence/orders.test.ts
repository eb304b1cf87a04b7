import { beforeEach, describe, expect, it } from "vitest";
import { decodeFences, encodeFences } from "../../../device/core/fence-book.ts";
import { MAX_DRAWN } from "../../../device/core/fence-orders.ts";
import type { Pair } from "../../../device/core/pair.ts";
import { fenceParts } from "../../../guardian/core/fence-drawing.ts";
import { Asked } from "../../oracle/asked-device.ts";
import { consentNow } from "../../oracle/withdrawal-stand.ts";

const AT = { latDeg: 39.6, lonDeg: 22.4 };
const ALWAYS = { days: 127, fromMinute: 0, toMinute: 1440 };
const SQUARE = [
  { latDeg: 39.6, lonDeg: 22.4 },
  { latDeg: 39.6, lonDeg: 22.41 },
  { latDeg: 39.61, lonDeg: 22.41 },
  { latDeg: 39.61, lonDeg: 22.4 },
  { latDeg: 39.605, lonDeg: 22.405 },
];

let device: Asked;
beforeEach(() => {
  device = new Asked();
});

const circle = (number: number, radiusM = 100, tag = 7) =>
  fenceParts({ number, shape: { kind: "circle", centre: AT, radiusM }, calendar: ALWAYS }, tag);
const polygon = (number: number, tag = 9) =>
  fenceParts({ number, shape: { kind: "polygon", vertices: SQUARE }, calendar: ALWAYS }, tag);

function set(parts: { value: number; fence: Uint8Array }[], who = 0): (string | undefined)[] {
  return parts.map(({ value, fence }) => device.result({ act: "fence-set", value, fence }, who));
}

const state = () => device.stand.running.state;
const whole = (slot: number): number[] =>
  state()
    .fences.filter((book) => book.slot === slot)
    .flatMap((book) => book.pages.flatMap((page) => (page.drawn === null ? [] : [page.drawing.number])));

describe("R-04 a fence", () => {
  it("comes in one command when it is a circle, and outlives a restart", () => {
    expect(set(circle(3))).toEqual(["done"]);
    device.stand.restart();
    expect(whole(0)).toEqual([3]);
    expect(state().fences[0]?.pages[0]?.drawn?.fence).toEqual({
      number: 3,
      shape: { kind: "circle", centre: AT, radiusM: 100 },
      calendar: ALWAYS,
    });
  });

  it("comes in several when it is a polygon, and is one only when all are there, also with a restart between them", () => {
    const parts = polygon(2);
    expect(parts).toHaveLength(4);
    expect(set(parts.slice(0, 2))).toEqual(["done", "done"]);
    expect(whole(0)).toEqual([]);
    device.stand.restart();
    device.stand.seconds(6);
    device.stand.setLink(true);
    for (const guardian of device.guardians) guardian.step();
    expect(set(parts.slice(2))).toEqual(["done", "done"]);
    expect(whole(0)).toEqual([2]);
    expect(state().fences[0]?.pages[0]?.drawn?.fence.shape).toEqual({ kind: "polygon", vertices: SQUARE });
  });

  it("is refused when a part is missing, comes before its turn, or is of another drawing", () => {
    const parts = polygon(2);
    expect(set(parts.slice(1, 2))).toEqual(["not-supported"]);
    expect(set([...parts.slice(0, 1), ...polygon(2, 10).slice(1, 2)])).toEqual(["done", "not-supported"]);
    expect(whole(0)).toEqual([]);
  });

  it("that is drawn anew is watched as it was until the new one is whole", () => {
    set(circle(2));
    const parts = polygon(2);
    set(parts.slice(0, 3));
    expect(state().fences[0]?.pages.map((page) => page.drawn?.fence.shape.kind ?? null)).toEqual(["circle", null]);
    set(parts.slice(3));
    expect(state().fences[0]?.pages.map((page) => page.drawn?.fence.shape.kind)).toEqual(["polygon"]);
  });

  it("is stored before it is answered: wherever the power goes, an answered fence is there and an unanswered one can be sent again", () => {
    const command = device.command({ act: "fence-set", ...circle(1)[0] });
    for (let write = 0; write < 3; write++) {
      const fresh = new Asked();
      fresh.stand.setFault({ kind: "cut", write: fresh.stand.store.writes() + write, byte: 3 });
      const answered = fresh.send({ ...command, sequence: 1 }).some((report) => report.kind === "answer");
      fresh.stand.restart();
      const kept = fresh.stand.running.state.fences.length === 1;
      const obeyed = fresh.stand.running.state.pairs[0]?.commandSequence === 1;
      if (answered || obeyed) expect(kept).toBe(true);
    }
  });

  it("is cleared by its number, or with all", () => {
    set([...circle(1), ...circle(2, 200), ...circle(3, 300)]);
    expect(device.result({ act: "fence-clear", value: 2 })).toBe("done");
    expect(whole(0)).toEqual([1, 3]);
    expect(device.result({ act: "fence-clear", value: 255 })).toBe("done");
    expect(whole(0)).toEqual([]);
    expect(device.stand.store.load("fences-0")).toBeNull();
    expect(device.result({ act: "fence-clear", value: 77 })).toBe("done");
  });
});

describe("R-20 a fence", () => {
  it("may not be finer than the positions that were agreed for this guardian", () => {
    device = new Asked({ decimals: 3 });
    expect(set(circle(0, 100))).toEqual(["wider-than-agreed"]);
    expect(set(circle(0, 120))).toEqual(["done"]);
    device.ask({ act: "set-precision", value: 2 });
    expect(set(circle(1, 200))).toEqual(["wider-than-agreed"]);
    expect(set(circle(1, 200), 1)).toEqual(["done"]);
    expect(whole(0)).toEqual([0]);
  });

  it("is taken twelve times an hour at most", () => {
    const results = Array.from({ length: MAX_DRAWN + 2 }, (_, i) => set(circle(i % 8, 100, i))[0]);
    expect(results.filter((result) => result === "done")).toHaveLength(MAX_DRAWN);
    expect(results.slice(-2)).toEqual(["too-often", "too-often"]);
    device.ask({ act: "fence-clear", value: 255 });
    expect(set(circle(0))).toEqual(["too-often"]);
    expect(set(circle(0), 1)).toEqual(["done"]);
  });

  it.each([
    ["a number that there is none of", circle(8)],
    ["a circle that no receiver could decide on", circle(0, 49)],
    ["a circle as wide as a country", circle(0, 50_001)],
    ["more corners than a device keeps", [{ value: (13 << 8) + 25, fence: new Uint8Array(18) }]],
    ["nothing but noise", [{ value: 0xffff_ffff, fence: new Uint8Array(18).fill(255) }]],
    ["a place that is not on the earth", [{ value: 256, fence: new Uint8Array(18).fill(127) }]],
  ])("is refused with %s", (_what, parts) => {
    expect(set(parts)).toEqual(["not-supported"]);
    expect(state().fences).toEqual([]);
  });

  it("is refused under another consent than the one that stands", () => {
    const [part] = circle(0);
    expect(device.result({ act: "fence-set", consent: 2, ...part })).toBe("other-consent");
  });
});

describe("F49 the fences of one guardian", () => {
  it("are not those of another, whatever their numbers", () => {
    set(circle(1));
    set(circle(1, 300), 1);
    expect(device.result({ act: "fence-clear", value: 255 })).toBe("done");
    expect([whole(0), whole(1)]).toEqual([[], [1]]);
  });

  it.each([
    ["their owner is sent away", (asked: Asked) => asked.stand.running.removeGuardian(0)],
    ["their owner leaves", (asked: Asked) => void asked.ask({ act: "revoke-self" })],
    ["the wearer withdraws", (asked: Asked) => asked.stand.running.withdraw()],
    ["the wearer objects", (asked: Asked) => asked.stand.running.object()],
    ["the wearer has everything deleted", (asked: Asked) => asked.stand.running.deleteData()],
    ["the wearer agrees to something else", (asked: Asked) => asked.stand.running.accept(consentNow({ number: 2 }))],
  ])("end when %s", (_when, end) => {
    set(circle(1));
    end(device);
    device.stand.seconds(1);
    expect(whole(0)).toEqual([]);
    expect(device.stand.store.load("fences-0")).toBeNull();
  });
});

describe("the record of fences", () => {
  it("reads back what was written, and nothing from any changed bit or under another pairing", () => {
    set([...circle(1), ...polygon(2)]);
    const [first, second] = state().pairs as [Pair, Pair];
    const [book] = state().fences;
    if (book === undefined) throw new Error("there is no book");
    const bytes = encodeFences(book, first);
    expect(decodeFences(bytes, first)?.pages.map((page) => page.drawn)).toEqual(book.pages.map((page) => page.drawn));
    expect(decodeFences(bytes, { ...second, slot: 0 })).toBeNull();
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = bytes.slice();
      changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7));
      expect(decodeFences(changed, first)).toBeNull();
    }
    for (let length = 0; length < bytes.length; length++) expect(decodeFences(bytes.slice(0, length), first)).toBeNull();
  });
});
