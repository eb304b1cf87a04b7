import { describe, expect, it } from "vitest";
import { decodeBatch } from "../../device/protocol/batch.ts";
import { LONG_FRAME } from "../../device/protocol/envelope.ts";
import type { Household } from "../../simulator/world/household.ts";
import { family, trail } from "./family.ts";

const OUTAGE_S = 3 * 3600;

function rows(house: Household): string[] {
  return trail(house).map((fix) => JSON.stringify({ ...fix, flags: { ...fix.flags, backlog: false } }));
}

function bytes(house: Household): number {
  return house.overheard.reduce((sum, { payload }) => sum + payload.length, 0);
}

function longFrames(house: Household): number {
  return house.overheard.filter(({ payload }) => payload.length === LONG_FRAME).length;
}

function tracked(batches: boolean): Household {
  const house = family();
  house.agree({ schedule: { ...house.agreedSchedule(), windows: [{ days: 127, fromMinute: 0, toMinute: 1440 }] } });
  // The same device in every other way: what it gathers is forgotten at once.
  if (!batches) Object.defineProperty(house.device.state.outbox, "open", { get: () => [], set: () => undefined });
  house.pass(60);
  return house;
}

function afterOutage(house: Household, outageS: number): Household {
  house.deviceLink.setReachable(false);
  house.pass(outageS);
  house.deviceLink.setReachable(true);
  house.pass(150 + outageS / 20);
  return house;
}

function expectWhole(house: Household, when = ""): void {
  const sequences = trail(house).map((fix) => fix.sequence);
  const first = sequences[0] ?? 0;
  expect(sequences, when).toEqual(sequences.map((_, index) => first + index));
  expect(house.device.state.outbox.waiting, when).toEqual([]);
  expect(house.device.state.outbox.open, when).toEqual([]);
  expect(house.guardianStore.clashes("simulated"), when).toBe(0);
}

describe("R-01 an outage, with batches and without", () => {
  it("brings the guardian the same rows, in a fraction of the frames", () => {
    const [gathered, single] = [tracked(true), tracked(false)].map((house) => afterOutage(house, OUTAGE_S)) as [
      Household,
      Household,
    ];
    expect(rows(gathered)).toEqual(rows(single));
    expect(rows(gathered).length).toBeGreaterThan(OUTAGE_S / 6);
    expectWhole(gathered);
    expectWhole(single);
    expect(longFrames(single)).toBe(0);
    expect(longFrames(gathered)).toBeGreaterThan(1);
    expect(gathered.overheard.length * 4).toBeLessThan(single.overheard.length);
    expect(bytes(gathered) * 4).toBeLessThan(bytes(single));
    expect(gathered.guardian.device().refusedFrames).toBe(0);
  });

  it("says of every row of it that it was late", () => {
    const house = afterOutage(tracked(true), 300);
    const late = house.guardianStore.trail("simulated", 0, 10_000).filter(({ fix }) => fix.flags.backlog);
    expect(late.length).toBeGreaterThan(40);
    expect(late.some(({ fix, receivedMs }) => receivedMs - fix.timeS * 1000 > 120_000)).toBe(true);
  });

  it("keeps every row once through a power cut at each write of an outage and of its end", () => {
    const whole = afterOutage(tracked(true), 90);
    const first = tracked(true).store.writes();
    const last = whole.store.writes();
    let cuts = 0;
    for (let write = first; write < last; write += 1) {
      for (const byte of [0, 150, 10_000]) {
        const house = tracked(true);
        house.store.setFault({ kind: "cut", write, byte });
        house.deviceLink.setReachable(false);
        for (let s = 0; s < 90 && !house.store.isCut(); s++) house.pass(1);
        house.deviceLink.setReachable(true);
        for (let s = 0; s < 30 && !house.store.isCut(); s++) house.pass(1);
        house.killDevice();
        house.bootDevice();
        house.pass(60);
        expectWhole(house, `write ${write}, byte ${byte}`);
        cuts += 1;
      }
    }
    expect(cuts).toBeGreaterThan(60);
  });

  it("keeps every row once through a write that fails, at each write of an outage and of its end", () => {
    const first = tracked(true).store.writes();
    for (let write = first; write < first + 40; write++) {
      const house = tracked(true);
      house.store.setFault({ kind: "fail-at", write });
      afterOutage(house, 60);
      const held = trail(house).map((fix) => fix.sequence);
      expect(new Set(held).size, `write ${write}`).toBe(held.length);
      expect(house.device.state.outbox.waiting, `write ${write}`).toEqual([]);
      // What could not be made durable was given up before it left, and nothing else was.
      expect(house.guardian.device().sequences.held, `write ${write}`).toBe(held.length);
    }
  });

  it("holds nothing in the clear when the wearer withdraws, objects, deletes or is safe in the middle of it", () => {
    for (const end of ["withdraw", "object", "deleteData", "safe"] as const) {
      const house = tracked(true);
      house.deviceLink.setReachable(false);
      house.pass(120);
      const [open] = house.device.state.outbox.open;
      if (open === undefined) throw new Error("nothing was gathered");
      const { first, last, coder } = open.batch;
      const known = trail(house).length;
      house.device[end]();
      expect([first, last, coder.bytes].every((bytes) => bytes.every((byte) => byte === 0))).toBe(true);
      expect(house.device.state.outbox.open).toEqual([]);
      if (end === "safe") continue;
      house.deviceLink.setReachable(true);
      house.pass(120);
      expect(trail(house).length, end).toBeLessThanOrEqual(known);
    }
  });

  it("gathers no longer than an epoch, so that who takes the device reads no more of it than before", () => {
    const house = tracked(true);
    house.deviceLink.setReachable(false);
    let longestS = 0;
    for (let s = 0; s < 1200; s += 5) {
      house.pass(5);
      for (const { takenS } of house.device.state.outbox.open) {
        longestS = Math.max(longestS, (house.clock.utcMs() ?? 0) / 1000 - takenS);
      }
    }
    expect(longestS).toBeGreaterThan(600);
    expect(longestS).toBeLessThanOrEqual(905);
    const sealed = house.device.state.outbox.waiting.filter((entry) => entry.fixes > 0);
    expect(sealed.every((entry) => entry.frame.length === LONG_FRAME && decodeBatch(entry.frame) === null)).toBe(true);
    expect(sealed.length).toBeGreaterThan(0);
  });
});
