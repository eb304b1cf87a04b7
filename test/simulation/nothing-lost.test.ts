import { describe, expect, it } from "vitest";
import type { Household } from "../../simulator/world/household.ts";
import { explanation, family, trail } from "./family.ts";

/** Every fix that the device sealed, by its sequence number, is at the guardian once and in order. */
function expectWhole(house: Household, when = ""): void {
  const sequences = trail(house).map((fix) => fix.sequence);
  const first = sequences[0] ?? 0;
  expect(sequences, when).toEqual(sequences.map((_, index) => first + index));
  expect(house.device.state.outbox.waiting, when).toEqual([]);
}

function tracked(): Household {
  const house = family();
  house.agree();
  house.pass(60);
  return house;
}

describe("what is on its way to the guardian", () => {
  it("R-01 arrives once, when the broker is gone for a minute", () => {
    const house = tracked();
    house.deviceLink.setReachable(false);
    house.guardianLink.setReachable(false);
    house.pass(60);
    house.deviceLink.setReachable(true);
    house.guardianLink.setReachable(true);
    house.pass(180);
    expectWhole(house);
    expect(trail(house).length).toBeGreaterThan(50);
  });

  it("R-01 arrives once, when the console is gone for a minute", () => {
    const house = tracked();
    house.killGuardian();
    house.pass(60);
    house.bootGuardian();
    house.pass(300);
    expectWhole(house);
    expect(explanation(house)).toBe("tracking");
  });

  it("R-01 arrives once, whatever the broker drops, doubles and reorders", () => {
    const house = tracked();
    house.broker.setFate(({ index }) => ({ copies: [0, 1, 2, 1, 0, 3][index % 6] ?? 1, delayMs: (index % 5) * 7000 }));
    house.pass(600);
    house.broker.setFate(() => ({ copies: 1, delayMs: 0 }));
    house.pass(900);
    expectWhole(house);
    expect(trail(house).length).toBeGreaterThan(200);
  });

  it("survives a power cut of the device at every write of a minute, at its first, a middle and its last byte: nothing acknowledged is lost, nothing is stored twice", () => {
    const writes = tracked().store.writes();
    // The first start has written before anything can go wrong here.
    for (let write = family().store.writes(); write < writes; write++) {
      for (const byte of [0, 9, 10_000]) {
        const house = family();
        house.store.setFault({ kind: "cut", write, byte });
        house.agree();
        while (!house.store.isCut()) house.pass(0.25);
        house.killDevice();
        house.bootDevice();
        // A cut before the consent was stored leaves a device that is inert, as it must be.
        if (house.device.state.consent === null) house.agree();
        house.pass(150);
        expectWhole(house, `write ${write}, byte ${byte}`);
        expect(house.guardianStore.clashes("simulated")).toBe(0);
        expect(trail(house).length).toBeGreaterThan(20);
      }
    }
  });
});

describe("what waits while there is no network", () => {
  it("is all there after a restart of the device", () => {
    const house = tracked();
    house.deviceLink.setReachable(false);
    house.pass(120);
    const waiting = house.device.state.outbox.waiting.map((entry) => `${entry.epoch}/${entry.number}`);
    expect(waiting.length).toBeGreaterThan(15);
    house.killDevice();
    house.bootDevice();
    expect(house.device.state.outbox.waiting.map((entry) => `${entry.epoch}/${entry.number}`)).toEqual(waiting);
    house.deviceLink.setReachable(true);
    house.pass(120);
    expectWhole(house);
  });
});
