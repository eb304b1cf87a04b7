import { expect, it } from "vitest";
import type { ServiceTerms } from "../../../device/node/config.ts";
import type { Fence } from "../../../device/protocol/fence.ts";
import { alertLines } from "../../../guardian/cli/alerts.ts";
import { fenceStanding } from "../../../guardian/core/fences.ts";
import { Household } from "../../../simulator/world/household.ts";
import { walk } from "../../oracle/sphere-steps.ts";
import { toyCipher } from "../../toy-cipher.ts";

const START_MS = Date.UTC(2026, 2, 9, 6);
const TERMS: ServiceTerms = {
  controller: "Maria Doe, Lamp Street 1, Larissa",
  purpose: "So that you are found when you lose your way.",
  recipients: ["Maria"],
  timeZone: "Europe/Athens",
  hours: [{ days: ["mon"], from: "00:00", to: "24:00" }],
  intervalS: 10,
  decimals: 5,
  retentionDays: 7,
  months: 6,
};
/** The household's walk begins here and goes east, some 1.7 m a second. */
const START = { latDeg: 39.5, lonDeg: 22.2 };

function polygonAhead(number: number, metres: number): Fence {
  const middle = walk(START, Math.PI / 2, metres);
  const vertices = [0, 1, 2, 3, 4].map((i) => walk(middle, 0.3 + (i * 2 * Math.PI) / 5, 150));
  return { number, shape: { kind: "polygon", vertices }, calendar: { days: 127, fromMinute: 0, toMinute: 1440 } };
}

it("R-04 R-25 a guardian draws a fence, the wearer walks through it, and the guardian hears of it without a position", () => {
  const house = new Household({ cipher: toyCipher, startMs: START_MS, terms: TERMS });
  house.agree();
  house.pass(20);
  const store = house.guardianStore;
  const pairId = house.guardian.device().pair.id;
  expect(store.setFence(pairId, "the park", polygonAhead(5, 900), 1, START_MS).ok).toBe(true);
  house.guardian.watch();
  house.pass(30);
  const kept = store.fences(pairId);
  expect(kept.ok && kept.value.map((one) => [one.name, fenceStanding(one, 1, START_MS)])).toEqual([["the park", "watched"]]);
  expect(house.device.state.fences[0]?.pages.map((page) => page.drawn?.fence)).toEqual([
    expect.objectContaining({ number: 5, calendar: { days: 127, fromMinute: 0, toMinute: 1440 } }),
  ]);
  house.pass(900);
  const incidents = store.incidents(pairId);
  const told = incidents.ok ? [...incidents.value].reverse() : [];
  expect(told.map(({ alert, subject, phase }) => [alert, subject, phase])).toEqual([
    ["fence", 5, "cleared"],
    ["fence", 5, "raised"],
  ]);
  expect(JSON.stringify(told)).not.toMatch(/lat|lon/);
  expect(alertLines(store, pairId).map((line) => line.split("  ")[2])).toEqual([
    expect.stringContaining("Back in the park"),
    expect.stringContaining("Left the park"),
  ]);
});
