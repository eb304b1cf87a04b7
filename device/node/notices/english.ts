import type { Basis } from "../../core/basis.ts";
import type { SensitiveData, ServiceTerms } from "../config.ts";
import type { NoticeFacts } from "./facts.ts";
import type { HourWords } from "./hours-of.ts";

/** Words that the English notices share. */

const MONTHS = "January February March April May June July August September October November December".split(" ");
/** By the places after the point of a degree: a tenth of a degree of latitude is 11 km. */
const PRECISION = ["100 km", "10 km", "1 km", "100 m", "10 m", "1 m", "10 cm"];
type Reader = "adult" | "child";
const SENSITIVE: Record<Reader, Record<SensitiveData, string>> = {
  adult: { falls: "falls", "heart-rate": "heart rate", steps: "steps" },
  child: { falls: "if you fall", "heart-rate": "how fast your heart beats", steps: "how many steps you take" },
};

/** How a person stops it on this device; see gesture.ts and wearer-keys.ts. */
export function pressEn(terms: ServiceTerms): string {
  return terms.stopBy === "button" ? "hold the button for two seconds" : "press w three times";
}

/** What else the hand can do, besides stopping for good. */
export function handEn(terms: ServiceTerms): string {
  if (terms.stopBy === "button")
    return "Press it twice for a pause of an hour, three times to object. Hold it for ten seconds to have everything deleted. Press it five times to call for help.";
  return "Press p three times for a pause of an hour, o to object, d to have everything deleted. Press h three times to call for help.";
}

/** How a child calls for help. */
export function helpEn(terms: ServiceTerms): string {
  return terms.stopBy === "button" ? "press the button five times" : "press h three times";
}

export function listEn(items: string[]): string {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}

export function countEn(count: number, one: string, more: string): string {
  return count === 1 ? `1 ${one}` : `${count} ${more}`;
}

export function precisionEn(facts: NoticeFacts): string {
  return PRECISION[facts.terms.decimals] ?? "";
}

export function sensitiveEn(facts: NoticeFacts, reader: Reader): string | null {
  const data = facts.terms.sensitive ?? [];
  return data.length === 0 ? null : listEn(data.map((each) => SENSITIVE[reader][each]));
}

/** The legal ground, to the wearer (GDPR 13(1)(c)). */
export const GROUND_EN: Record<Basis, string> = {
  adult: "The ground in law is your own consent.",
  "court-supporter": "The ground in law is the written consent of the supporter whom the court appointed for you.",
  parents: "The ground in law is the consent of both parents, or of the one with custody, in the child's interest.",
  "legal-duty": "The ground in law is a duty that the law lays down.",
  "vital-interest": "The ground in law is an emergency: your life and safety.",
};

const SHARED: Omit<HourWords, "span" | "tripBetween"> = {
  days: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
  everyDay: "every day",
  run: (first, last) => `${first} to ${last}`,
  list: listEn,
  date: (day, month, year) => `${day} ${MONTHS[month - 1]} ${year}`,
  notOn: (date) => `not on ${date}`,
  notBetween: (first, last) => `not from ${first} to ${last}`,
  tripOn: (date, span) => `also on ${date} ${span}`,
};

/** Times as a timetable has them. */
export const CLOCK_EN: HourWords = {
  ...SHARED,
  span: (from, to, intoNextDay) => `from ${from} to ${to}${intoNextDay ? " of the next day" : ""}`,
  tripBetween: (fromDate, from, toDate, to) => `also from ${fromDate}, ${from} to ${toDate}, ${to}`,
};

function partOfDay(hour: number): string {
  if (hour < 5) return "at night";
  if (hour < 12) return "in the morning";
  if (hour < 18) return "in the afternoon";
  return "in the evening";
}

function spoken(time: string): string {
  if (time === "00:00" || time === "24:00") return "midnight";
  if (time === "12:00") return "noon";
  const hour = Number(time.slice(0, 2));
  const minutes = time.slice(3);
  const twelve = hour % 12 === 0 ? 12 : hour % 12;
  return `${twelve}${minutes === "00" ? "" : `:${minutes}`} ${partOfDay(hour)}`;
}

/** Times as a child hears them. */
export const SPOKEN_EN: HourWords = {
  ...SHARED,
  span: (from, to, intoNextDay) => `from ${spoken(from)} to ${spoken(to)}${intoNextDay ? " of the next day" : ""}`,
  tripBetween: (fromDate, from, toDate, to) => `also from ${fromDate}, ${spoken(from)}, to ${toDate}, ${spoken(to)}`,
};
