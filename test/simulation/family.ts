import type { ServiceTerms } from "../../device/node/config.ts";
import type { FixReport } from "../../device/protocol/report.ts";
import { explain } from "../../guardian/core/explain.ts";
import { Household } from "../../simulator/world/household.ts";
import { toyCipher } from "../toy-cipher.ts";

/** Monday 9 March 2026, 07:30 in Athens: inside the hours of `TERMS`, which close at 08:00. */
export const START_MS = Date.UTC(2026, 2, 9, 5, 30);
export const CLOSES_MS = Date.UTC(2026, 2, 9, 6, 0);

export const TERMS: ServiceTerms = {
  controller: "A guardian, Street 1, Town",
  purpose: "to be found",
  timeZone: "Europe/Athens",
  hours: [{ days: ["mon", "tue", "wed", "thu", "fri"], from: "07:00", to: "08:00" }],
  closed: [],
  trips: [],
  intervalS: 5,
  decimals: 5,
  months: 12,
};

export function family(): Household {
  return new Household({ cipher: toyCipher, startMs: START_MS, terms: TERMS });
}

/** All fixes that the guardian holds, oldest first. */
export function trail(house: Household): FixReport[] {
  return house.guardianStore.trail("simulated", 0, 100_000).map((stored) => stored.fix);
}

export function nowMs(house: Household): number {
  return START_MS + house.clock.upMs();
}

/** What the guardian's page would say. */
export function explanation(house: Household): string {
  const link = { up: true, sinceMs: START_MS };
  return explain(house.guardian.device().hearing, link, nowMs(house)).explanation;
}
