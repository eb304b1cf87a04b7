import { beforeEach, describe, expect, it } from "vitest";
import { Household } from "../../simulator/world/household.ts";
import { toyCipher } from "../toy-cipher.ts";

/** Monday 9 March 2026, 08:00 in Athens. */
const START_MS = Date.UTC(2026, 2, 9, 6, 0);
const TERMS = {
  controller: "A guardian, Street 1, Town",
  purpose: "to be found",
  timeZone: "Europe/Athens",
  hours: [{ days: ["mon" as const], from: "07:00", to: "20:00" }],
  intervalS: 10,
  decimals: 5,
  months: 12,
};

describe("U16 a receiver that rests where the wearer stands still", () => {
  let house: Household;

  beforeEach(() => {
    house = new Household({ cipher: toyCipher, startMs: START_MS, terms: TERMS, restsReceiver: true });
    house.agree();
    house.walks = false;
    house.pass(330);
  });

  /** Share of the next seconds in which the port is open. */
  function openShare(seconds: number): number {
    let open = 0;
    for (let s = 0; s < seconds; s++) {
      house.pass(1);
      if (house.receiver.isOpen()) open += 1;
    }
    return open / seconds;
  }

  const told = (): number => house.guardianStore.trail("simulated", 0, 100_000).length;

  it("is read for less than a quarter of the time, and the guardian hears as often and reads no other word", () => {
    const before = told();
    const explanations = new Set<string>();
    const share = openShare(1200);
    expect(share).toBeLessThan(0.25);
    expect(told() - before).toBeGreaterThanOrEqual(19);
    house.guardianStore.hearing("simulated");
    explanations.add(house.guardian.device().hearing.account?.silence ?? "");
    expect([...explanations]).toEqual(["tracking"]);
  });

  it("follows who walks off after a minute", () => {
    openShare(120);
    const before = house.guardian.device().hearing.lastFix?.fix.lonE7 ?? 0;
    house.walks = true;
    house.pass(62);
    expect((house.guardian.device().hearing.lastFix?.fix.lonE7 ?? 0) - before).toBeGreaterThan(1000);
    expect(openShare(120)).toBe(1);
  });

  /** Seconds until the guardian has a position of later than now. */
  function secondsToPosition(): number {
    const before = house.guardian.device().hearing.lastFix?.fix.timeS ?? 0;
    for (let s = 1; s <= 60; s++) {
      house.pass(1);
      if ((house.guardian.device().hearing.lastFix?.fix.timeS ?? 0) > before) return s;
    }
    return 60;
  }

  it("wakes at once for a guardian who asks, and stays awake for a call for help", () => {
    openShare(60);
    while (house.receiver.isOpen()) house.pass(1);
    house.pass(10);
    house.guardian.ask("locate-now");
    expect(secondsToPosition()).toBeLessThanOrEqual(5);
    while (house.receiver.isOpen()) house.pass(1);
    house.device.help();
    expect(openShare(60)).toBeGreaterThan(0.98);
  });

  it("R-10 forgets where the wearer stood once nobody may be told", () => {
    openShare(60);
    while (house.receiver.isOpen()) house.pass(1);
    house.device.withdraw();
    house.pass(1);
    expect(house.receiver.isOpen()).toBe(false);
    house.pass(120);
    expect(house.receiver.isOpen()).toBe(false);
  });

  it("is read all the time on a board that gains nothing by it", () => {
    const other = new Household({ cipher: toyCipher, startMs: START_MS, terms: TERMS });
    other.agree();
    other.walks = false;
    other.pass(900);
    for (let s = 0; s < 120; s++) {
      other.pass(1);
      expect(other.receiver.isOpen()).toBe(true);
    }
  });
});
