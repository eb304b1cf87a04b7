import { describe, expect, it } from "vitest";
import type { ServiceTerms, Wearer } from "../../../device/node/config.ts";
import { journeySchema, journeyTermsOf } from "../../../device/node/journey-config.ts";
import { noticePages } from "../../../device/node/notice.ts";

const TERMS: ServiceTerms = {
  controller: "Maria Doe, Lamp Street 1, Larissa",
  purpose: "So that you are found when you lose your way.",
  purposeForChild: "So that you get home.",
  timeZone: "Europe/Athens",
  hours: [{ days: ["mon"], from: "07:00", to: "09:00" }],
  intervalS: 10,
  decimals: 5,
  months: 6,
};
const JOURNEY = journeySchema.parse({
  overspeed: { kmh: 55 },
  notMovingMinutes: 35,
  noFixMinutes: 25,
  notArrived: true,
});

function notice(wearer: Wearer, terms: ServiceTerms): string {
  const basis = wearer.ageGroup === "adult" ? "adult" : "parents";
  const pages = noticePages({ terms, wearer, basis, guardians: 1 });
  return JSON.stringify(pages);
}

const WEARERS = (["adult", "14-17", "9-13", "5-8"] as const).flatMap((ageGroup) =>
  (["en", "el"] as const).map((language) => ({ ageGroup, language })),
);

describe("R-11 R-20 what of a journey is watched", () => {
  it.each(WEARERS)("is told by the notice for $ageGroup in $language, number by number, and nothing that is not", (wearer) => {
    const told = notice(wearer, { ...TERMS, journey: JOURNEY });
    for (const number of ["55", "10", "35", "25"]) expect(told).toContain(number);
    const plain = notice(wearer, TERMS);
    expect(plain).not.toMatch(/km\/h|χλμ/);
    expect(notice(wearer, { ...TERMS, journey: journeySchema.parse({}) })).toBe(plain);
    expect(notice(wearer, { ...TERMS, journey: { ...JOURNEY, notMovingMinutes: 36 } })).not.toBe(told);
  });

  it("is nothing unless the configuration names it", () => {
    const nothing = { speedLimit: null, notMovingMinutes: null, noFixMinutes: null, notArrived: false };
    expect(journeyTermsOf(undefined)).toEqual(nothing);
    expect(journeyTermsOf(journeySchema.parse({}))).toEqual(nothing);
    expect(journeyTermsOf(JOURNEY)).toEqual({
      speedLimit: { kmh: 55, forS: 10 },
      notMovingMinutes: 35,
      noFixMinutes: 25,
      notArrived: true,
    });
  });

  it.each([
    { overspeed: { kmh: 0 } },
    { overspeed: { kmh: 50, forS: 0 } },
    { notMovingMinutes: 0 },
    { noFixMinutes: 1.5 },
    { speeding: 1 },
  ])("does not take %j", (journey) => expect(journeySchema.safeParse(journey).success).toBe(false));
});
