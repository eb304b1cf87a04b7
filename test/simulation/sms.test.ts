import { beforeEach, describe, expect, it } from "vitest";
import { fromSms } from "../../device/protocol/sms-frame.ts";
import { takeInTexts } from "../../guardian/cli/sms.ts";
import { Household } from "../../simulator/world/household.ts";
import { numberAt, type SimModem } from "../../simulator/world/sim-modem.ts";
import { toyCipher } from "../toy-cipher.ts";

/** Monday 9 March 2026, 08:00 in Athens. */
const START_MS = Date.UTC(2026, 2, 9, 6, 0);
const TERMS = {
  controller: "A guardian, Street 1, Town",
  purpose: "to be found",
  timeZone: "Europe/Athens",
  hours: [{ days: ["mon" as const], from: "07:00", to: "20:00" }],
  intervalS: 5,
  decimals: 5,
  months: 12,
};

describe("R-07 P43 a call for help where there is no data connection", () => {
  let house: Household;
  let modem: SimModem;

  function live(positionsEveryS: number | null, clear = false): void {
    const numbers = [0, 1].map(() => ({ slot: 0, clear }));
    house = new Household({
      cipher: toyCipher,
      startMs: START_MS,
      terms: TERMS,
      sms: { numbers, afterS: 60, perDay: 20, positionsEveryS },
    });
    modem = house.modem as SimModem;
    house.agree();
    house.pass(30);
  }

  function calls(): void {
    house.button.tap(5, house.clock);
  }

  function takeInAll(): void {
    const frames = modem.air.taken.flatMap(({ text }) => fromSms(text) ?? []);
    takeInTexts(house.guardianStore, frames, house.clock.utcMs() ?? 0);
  }

  function open(): string[] {
    const incidents = house.guardianStore.incidents("simulated");
    return incidents.ok ? incidents.value.map(({ alert, phase }) => `${alert} ${phase}`) : ["unreadable"];
  }

  beforeEach(() => live(null));

  it("sends nothing by text message while the broker is there", () => {
    calls();
    house.pass(300);
    expect(modem.air.taken).toEqual([]);
    expect(open()).toEqual(["panic raised"]);
  });

  it("reaches the guardian's phone within a minute, sealed, and their console opens it", () => {
    house.deviceLink.setReachable(false);
    house.pass(20);
    calls();
    house.pass(60);
    expect(modem.air.taken.length).toBeGreaterThan(0);
    expect(modem.air.taken.every(({ text }) => fromSms(text) !== null)).toBe(true);
    expect(modem.air.taken[0]?.to).toBe(numberAt(0));
    expect(open()).toEqual([]);
    takeInAll();
    expect(open()).toEqual(["panic raised"]);
  });

  it("P23 counts once at the guardian, whichever way it comes, and stays queued until they acknowledge it", () => {
    house.deviceLink.setReachable(false);
    house.pass(20);
    calls();
    house.pass(400);
    const waiting = house.device.state.outbox.waiting.length;
    takeInAll();
    takeInAll();
    house.killGuardian();
    house.bootGuardian();
    expect(house.device.state.outbox.waiting.length).toBe(waiting);
    const tally = house.guardianStore.tally("simulated");
    house.deviceLink.setReachable(true);
    house.pass(200);
    expect(house.device.state.outbox.waiting.filter(({ worth }) => worth === "fix")).toHaveLength(0);
    const trail = house.guardianStore.trail("simulated", 0, 10_000).map(({ fix }) => fix.sequence);
    expect(new Set(trail).size).toBe(trail.length);
    expect(open()).toEqual(["panic raised"]);
    expect(house.guardianStore.clashes("simulated")).toBe(0);
    expect(house.guardianStore.tally("simulated")).not.toEqual(tally);
    const sent = modem.air.taken.length;
    house.pass(300);
    expect(modem.air.taken).toHaveLength(sent);
  });

  it("F26 goes out although the modem hangs at first: the watchdog presses its key", () => {
    modem.mood.fate = () => ({ kind: "dies" });
    house.deviceLink.setReachable(false);
    calls();
    house.pass(30);
    expect(modem.air.taken).toEqual([]);
    modem.mood.fate = () => ({ kind: "answered", pauseMs: 20 });
    house.pass(200);
    expect(modem.air.taken.length).toBeGreaterThan(0);
  });

  it("goes out although there was no network, within a minute of its return", () => {
    modem.air.covered = false;
    house.deviceLink.setReachable(false);
    calls();
    house.pass(1800);
    expect(modem.air.taken).toEqual([]);
    modem.air.covered = true;
    house.pass(60);
    expect(modem.air.taken.length).toBeGreaterThan(0);
  });

  it("says so in plain words only where a number is marked, without a place", () => {
    live(null, true);
    house.deviceLink.setReachable(false);
    calls();
    house.pass(300);
    const words = modem.air.taken.filter(({ text }) => fromSms(text) === null);
    expect(words.map(({ to }) => to)).toEqual([numberAt(0), numberAt(1)]);
    expect(words.every(({ text }) => /^Lychnos: call for help, \d\d:\d\d$/.test(text))).toBe(true);
  });

  it("R-14 ends with a withdrawal: what was not given to the modem is never sent", () => {
    live(60);
    modem.air.covered = false;
    house.deviceLink.setReachable(false);
    house.pass(90);
    house.device.withdraw();
    modem.air.covered = true;
    house.pass(600);
    expect(modem.air.taken).toEqual([]);
  });

  it("U19 sends a position now and then where that was agreed to, and each counts once", () => {
    live(120);
    house.deviceLink.setReachable(false);
    house.pass(600);
    expect(modem.air.taken.length).toBeGreaterThan(3);
    expect(modem.air.taken.length).toBeLessThan(7);
    const before = house.guardianStore.trail("simulated", 0, 10_000).length;
    takeInAll();
    expect(house.guardianStore.trail("simulated", 0, 10_000)).toHaveLength(before + modem.air.taken.length);
    house.killGuardian();
    house.bootGuardian();
    house.deviceLink.setReachable(true);
    house.pass(200);
    const trail = house.guardianStore.trail("simulated", 0, 10_000).map(({ fix }) => fix.sequence);
    expect(new Set(trail).size).toBe(trail.length);
    expect(house.device.state.outbox.sequence).toBe(trail.length);
  });
});
