import { describe, expect, it } from "vitest";
import { dayIndex } from "../../device/protocol/topic.ts";
import { missingOf } from "../../guardian/core/sequence-tally.ts";
import type { Household } from "../../simulator/world/household.ts";
import { integer, random } from "../random.ts";
import { explanation, family, nowMs, trail } from "./family.ts";

/** A family whose guardian has seen where the wearer is for two minutes. */
function tracked(): Household {
  const house = family();
  house.agree();
  house.pass(120);
  expect(trail(house).length).toBeGreaterThan(15);
  return house;
}

function deletion(house: Household) {
  const done = house.guardianStore.deletion("simulated");
  if (!done.ok) throw new Error(done.sentence);
  return done.value;
}

/** Statuses and frames are counted with the fixes: what was last heard, from the rows alone. */
function heard(house: Household) {
  const done = house.guardianStore.hearing("simulated");
  if (!done.ok) throw new Error(done.sentence);
  return done.value;
}

describe("R-34 the wearer has everything deleted", () => {
  it("and the guardian's store holds no position any more, says so, and only then lets the device be silent", () => {
    const house = tracked();
    house.device.deleteData();
    house.pass(30);
    expect(trail(house)).toEqual([]);
    expect(heard(house)).toMatchObject({ lastFix: null, lastStatus: { status: { silence: "deletion-asked" } } });
    expect(explanation(house)).toBe("deletion-asked");
    expect(deletion(house)).toMatchObject({ consent: 1, doneMs: expect.any(Number) });
    expect(house.guardian.device().hearing.lastFix).toBeNull();
    expect(house.device.state.outbox.waiting).toEqual([]);
    house.pass(3600);
    expect(trail(house)).toEqual([]);
  });

  it("and a guardian who was away erases when they are back, because the device waits for the acknowledgement", () => {
    const house = tracked();
    house.killGuardian();
    house.device.deleteData();
    house.pass(300);
    expect(trail(house).length).toBeGreaterThan(15);
    expect(house.device.state.outbox.waiting).toHaveLength(1);
    house.bootGuardian();
    house.pass(300);
    expect(trail(house)).toEqual([]);
    expect(house.device.state.outbox.waiting).toEqual([]);
  });

  it("and not one copy of any earlier frame, kept by a broker and sent again, is stored, over a restart too", () => {
    const house = tracked();
    const kept = [...house.overheard];
    house.device.deleteData();
    house.pass(30);
    for (const again of [1, 2]) {
      for (const { topic, payload } of kept) house.broker.inject(topic, payload);
      house.pass(10);
      expect(trail(house), `copies, time ${again}`).toEqual([]);
      house.killGuardian();
      house.bootGuardian();
    }
    expect(heard(house)?.lastFix).toBeNull();
    expect(explanation(house)).toBe("deletion-asked");
  });

  it("and fixes that the network still carries when the guardian hears of it are not stored", () => {
    const house = tracked();
    house.broker.setFate(() => ({ copies: 2, delayMs: 20_000 }));
    house.pass(15);
    house.broker.setFate(() => ({ copies: 1, delayMs: 0 }));
    house.device.deleteData();
    house.pass(5);
    expect(deletion(house)?.doneMs).not.toBeNull();
    house.pass(120);
    expect(trail(house)).toEqual([]);
  });

  it("and the next consent starts afresh: its fixes alone are there, with none missing", () => {
    const house = tracked();
    house.device.deleteData();
    house.pass(60);
    house.agree();
    house.pass(120);
    expect(explanation(house)).toBe("tracking");
    expect(trail(house).length).toBeGreaterThan(15);
    expect(trail(house).every(({ consent }) => consent === 2)).toBe(true);
    expect(missingOf(house.guardianStore.tally("simulated"))).toBe(0);
    house.device.deleteData();
    house.pass(30);
    expect(trail(house)).toEqual([]);
    expect(deletion(house)?.consent).toBe(2);
  });

  it("without a network, and agrees anew before there is one: the guardian gets the new consent's fixes and no others", () => {
    const house = tracked();
    house.deviceLink.setReachable(false);
    house.device.deleteData();
    house.pass(60);
    house.agree();
    house.pass(60);
    house.deviceLink.setReachable(true);
    house.pass(300);
    expect(deletion(house)?.consent).toBe(1);
    expect(trail(house).length).toBeGreaterThan(5);
    expect(trail(house).every(({ consent }) => consent === 2)).toBe(true);
  });

  it("in twenty lives with a network that doubles, delays and loses at random, and a guardian who starts again at random", () => {
    for (let seed = 1; seed <= 20; seed++) {
      const chance = random(seed);
      const house = family();
      house.broker.setFate(() => ({ copies: integer(chance, 3), delayMs: integer(chance, 8000) }));
      house.agree();
      house.pass(30 + integer(chance, 60));
      house.device.deleteData();
      house.pass(integer(chance, 20));
      house.killGuardian();
      house.bootGuardian();
      house.pass(600);
      expect(deletion(house)?.doneMs, `seed ${seed}`).toEqual(expect.any(Number));
      expect(trail(house), `seed ${seed}`).toEqual([]);
      expect(dayIndex(nowMs(house))).toBe(dayIndex(deletion(house)?.doneMs ?? 0));
    }
  });
});
