import { describe, expect, it } from "vitest";
import { makeTracker } from "../../../device/core/boot.ts";
import { claimsAt } from "../../../device/core/claims.ts";
import type { Consent } from "../../../device/core/consent.ts";
import { askLamp, hearLamp } from "../../../device/core/lamp-watch.ts";
import { makePair } from "../../../device/core/pair.ts";
import { fullRestMeter, makeRestMeter, type RestMeter } from "../../../device/core/rest-meter.ts";
import { isNamed } from "../../../device/core/roster.ts";
import type { TrackerState } from "../../../device/core/state.ts";
import { nothingStored } from "../../../device/core/stored.ts";
import { deriveKeys } from "../../../device/protocol/keys.ts";
import { toyCipher } from "../../toy-cipher.ts";
import { AT_NINE, agreed, NEW_YEAR_MS, sameNotice } from "./gate-consent.ts";

const UP = 60_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A device with guardians in these pairing slots, whose lamp answers. */
function device(consent: Consent | null = agreed(), slots: number[] = [0]): TrackerState {
  const state = makeTracker({
    cipher: toyCipher,
    timeSource: "host",
    builtMs: NEW_YEAR_MS,
    upMs: 0,
    notice: sameNotice(),
    ...nothingStored(),
  });
  state.consent = consent;
  state.pairs = slots.map((slot) => makePair(slot, deriveKeys(toyCipher, new Uint8Array(32).fill(slot))));
  askLamp(state.lamp, "recording", UP);
  hearLamp(state.lamp, "recording", UP);
  return state;
}

const ALL_WELL = {
  consent: "active",
  vital: "none",
  store: "sound",
  roster: "named",
  time: "trusted",
  hours: "open",
  rest: "kept",
  lamp: "confirmed",
};

describe("R-10 R-21 the claims that the gate is asked with", () => {
  it("are all in order where everything is", () => {
    expect(claimsAt(device(), UP, AT_NINE, null)).toEqual(ALL_WELL);
    expect(claimsAt(device(), UP, AT_NINE, AT_NINE)).toEqual(ALL_WELL);
  });

  it("follow the consent", () => {
    expect(claimsAt(device(null), UP, AT_NINE, null)).toEqual({ ...ALL_WELL, consent: "none", roster: "empty", hours: "closed" });
    expect(claimsAt(device(agreed({ withdrawn: true })), UP, AT_NINE, null).consent).toBe("withdrawn");
    expect(claimsAt(device(agreed({ expiresS: AT_NINE / 1000 })), UP, AT_NINE, null).consent).toBe("expired");
  });

  it("follow the store and the lamp", () => {
    const state = device();
    state.store.sound = false;
    expect(claimsAt(state, UP, AT_NINE, null)).toEqual({ ...ALL_WELL, store: "faulty" });
    expect(claimsAt(device(), UP + 1001, AT_NINE, null)).toEqual({ ...ALL_WELL, lamp: "unconfirmed" });
  });

  it("R-14 P41 follow a pause by the uptime as well, whatever the clock and the fix say", () => {
    const state = device();
    state.permission.pausedUpMs = UP;
    state.permission.pauseMs = 10 * MINUTE;
    expect(claimsAt(state, UP + 10 * MINUTE - 1, AT_NINE, null).consent).toBe("paused");
    expect(claimsAt(state, UP + 10 * MINUTE, AT_NINE, null).consent).toBe("active");
  });

  it("R-12 tell of an emergency as long as it is open by the uptime", () => {
    const state = device(null);
    state.permission.vital = { phase: "open", actor: "medic", reason: "illness", sinceUpMs: UP, seenUpMs: UP };
    expect(claimsAt(state, UP, null, null).vital).toBe("open");
    expect(claimsAt(state, UP + 2 * HOUR, null, null).vital).toBe("none");
  });

  it("R-21 keep a minor's rest by both clocks, and ask none of an adult", () => {
    const meter = { ...fullRestMeter(), paidUpMs: UP - MINUTE, paidUtcMs: AT_NINE - MINUTE };
    const rest = (change: Partial<Consent>, paid: RestMeter, fixMs: number | null) => {
      const state = device(agreed(change));
      state.rest = paid;
      return claimsAt(state, UP, AT_NINE, fixMs).rest;
    };
    expect(rest({ restMinutes: 600 }, fullRestMeter(), null)).toBe("due");
    expect(rest({ restMinutes: 600 }, makeRestMeter(), null)).toBe("kept");
    expect(rest({}, fullRestMeter(), null)).toBe("kept");
    expect(rest({ restMinutes: 600 }, meter, null)).toBe("kept");
    expect(rest({ restMinutes: 600 }, { ...meter, paidUtcMs: AT_NINE - 5 * MINUTE }, AT_NINE)).toBe("due");
    expect(rest({ restMinutes: 600 }, { ...meter, paidUpMs: UP - 5 * MINUTE }, AT_NINE)).toBe("due");
  });

  it("know neither time nor hours while nobody has told the time", () => {
    for (const fixMs of [null, AT_NINE]) {
      expect(claimsAt(device(), UP, null, fixMs)).toEqual({ ...ALL_WELL, time: "untrusted", hours: "closed" });
    }
  });

  it("do not trust the time of a fix that belongs to another moment, before or after", () => {
    for (const off of [-10 * MINUTE, 10 * MINUTE]) {
      expect(claimsAt(device(), UP, AT_NINE, AT_NINE + off)).toEqual({ ...ALL_WELL, time: "untrusted" });
      expect(claimsAt(device(), UP, AT_NINE, AT_NINE + Math.sign(off) * (10 * MINUTE - 1))).toEqual(ALL_WELL);
    }
  });

  it("want both now and the moment of the fix in the hours", () => {
    const opens = NEW_YEAR_MS + 8 * HOUR;
    const closes = NEW_YEAR_MS + 10 * HOUR;
    const closed = { ...ALL_WELL, hours: "closed" };
    expect(claimsAt(device(), UP, opens - 1, null)).toEqual(closed);
    expect(claimsAt(device(), UP, opens, null)).toEqual(ALL_WELL);
    expect(claimsAt(device(), UP, opens, opens - 1000)).toEqual(closed);
    expect(claimsAt(device(), UP, opens - 1000, opens)).toEqual(closed);
    expect(claimsAt(device(), UP, closes - 1, closes - 1)).toEqual(ALL_WELL);
    expect(claimsAt(device(), UP, closes - 1, closes)).toEqual(closed);
    expect(claimsAt(device(), UP, closes, closes - 1000)).toEqual(closed);
  });
});

describe("R-14 the guardians whom the consent names", () => {
  it("are the paired ones of its bits", () => {
    const state = device(agreed({ guardians: 0b1010_0101 }), []);
    const named = [0, 1, 2, 3, 4, 5, 6, 7].map((slot) => isNamed(state, slot));
    expect(named).toEqual([true, false, true, false, false, true, false, true]);
    expect(isNamed(device(null), 0)).toBe(false);
  });

  it("are somebody to tell only where one of them is paired", () => {
    const roster = (guardians: number, slots: number[]) =>
      claimsAt(device(agreed({ guardians }), slots), UP, AT_NINE, null).roster;
    expect(roster(0, [0, 1, 2])).toBe("empty");
    expect(roster(0b100, [])).toBe("empty");
    expect(roster(0b100, [0, 1])).toBe("empty");
    expect(roster(0b100, [2])).toBe("named");
    expect(roster(0b100, [0, 1, 2])).toBe("named");
    expect(roster(0b001, [0, 5])).toBe("named");
  });

  it("are found behind a place in the list that is empty", () => {
    const state = device(agreed(), [0]);
    const pairs = state.pairs;
    state.pairs = new Array(2);
    expect(claimsAt(state, UP, AT_NINE, null).roster).toBe("empty");
    state.pairs = new Array(1).concat(pairs);
    expect(claimsAt(state, UP, AT_NINE, null).roster).toBe("named");
  });
});
