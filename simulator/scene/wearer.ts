import { FIRST_PARENT, OWN_ACT, SECOND_PARENT } from "../../device/core/consent.ts";
import type { SmsTerms } from "../../device/core/sms.ts";
import type { ServiceTerms } from "../../device/node/config.ts";
import { type GrantAct, OWN_YES } from "../../device/node/notice.ts";
import { readDuration } from "./duration.ts";

/** What a scene says of who wears the device, all of it as written. */
export interface WearerWords {
  age?: string;
  hours?: string;
  every?: string;
  zone?: string;
  decimals?: string;
  kept?: string;
  texts?: string;
}

export interface WearerTerms {
  terms: ServiceTerms;
  act: GrantAct;
  sms: SmsTerms | null;
}

type Day = ServiceTerms["hours"][number]["days"][number];
const DAYS: readonly Day[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const AGES = ["adult", "5-8", "9-13", "14-17"] as const;
export const DEFAULT_ZONE = "Europe/Athens";
export const WEARER_FIELDS = ["age", "hours", "every", "zone", "decimals", "kept", "texts"] as const;
const LONGEST_INTERVAL_S = 3600;

function daysOf(text: string): Day[] | null {
  if (text === "daily") return [...DAYS];
  const [first, last = first] = text.split("-");
  const from = DAYS.indexOf(first as Day);
  const to = DAYS.indexOf(last as Day);
  return from === -1 || to < from ? null : DAYS.slice(from, to + 1);
}

const CLOCK = "((?:[01]\\d|2[0-3]):[0-5]\\d)";

/** "mon-fri 07:00-09:00 and sat 10:00-12:00". */
function hoursOf(text: string): ServiceTerms["hours"] | null {
  const hours: ServiceTerms["hours"] = [];
  for (const part of text.split(" and ")) {
    const match = new RegExp(`^([a-z-]+) ${CLOCK}-(${CLOCK}|24:00)$`).exec(part.trim());
    const days = match === null ? null : daysOf(match[1] as string);
    if (match === null || days === null || match[2] === match[3]) return null;
    hours.push({ days, from: match[2] as string, to: match[3] as string });
  }
  return hours;
}

function actOf(age: (typeof AGES)[number]): GrantAct {
  if (age === "adult") return OWN_YES;
  return {
    wearer: { ageGroup: age, language: "en" },
    basis: "parents",
    evidence: FIRST_PARENT | SECOND_PARENT | (age === "14-17" ? OWN_ACT : 0),
    noticeWhole: true,
    childNotice: age,
    // From fourteen on the minor is asked.
    opinion: age === "14-17" ? "agrees" : "not-asked",
    sensitive: "none",
  };
}

function textsOf(positionsEveryS: number | null): SmsTerms {
  return { numbers: [{ slot: 0, clear: false }], afterS: 60, perDay: 20, positionsEveryS };
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** @returns the terms, or a sentence about the first word that cannot be understood, with what to write instead. */
export function readWearer(words: WearerWords): WearerTerms | string {
  const age = AGES.find((each) => each === (words.age ?? "adult"));
  if (age === undefined) return `"${words.age}" is no age here. Write one of: ${AGES.join(", ")}.`;
  const hours = hoursOf(words.hours ?? "daily 05:00-04:00");
  if (hours === null)
    return `"${words.hours}" are no hours. Write for example: mon-fri 07:00-09:00, or: daily 22:00-06:00 and sat 10:00-12:00.`;
  const everyMs = readDuration(words.every ?? "10 s");
  if (everyMs === null || everyMs < 1000 || everyMs > LONGEST_INTERVAL_S * 1000 || everyMs % 1000 !== 0)
    return `"${words.every}" is no interval. Write whole seconds from 1 s to 1 h, for example: every: 10 s.`;
  const timeZone = words.zone ?? DEFAULT_ZONE;
  if (!isZone(timeZone)) return `"${words.zone}" is no time zone. Write for example: zone: Europe/Athens.`;
  const decimals = Number(words.decimals ?? "5");
  if (!Number.isInteger(decimals) || decimals < 2 || decimals > 5)
    return `"${words.decimals}" are no decimals. Write 2, 3, 4 or 5: five is about a metre.`;
  const keptMs = readDuration(words.kept ?? "14 days") ?? 0;
  const retentionDays = keptMs / 86_400_000;
  if (!Number.isInteger(retentionDays) || retentionDays < 1 || retentionDays > 14)
    return `"${words.kept}" is no time to keep. Write 1 day to 14 days, for example: kept: 3 days.`;
  if (words.texts !== undefined && words.texts !== "calls" && words.texts !== "none")
    return `"${words.texts}" is nothing to text. Write calls or none.`;
  const terms: ServiceTerms = {
    controller: "A guardian, Lamp Street 1",
    purpose: "to be found",
    purposeForChild: "so that somebody can find you",
    timeZone,
    hours,
    closed: [],
    trips: [],
    intervalS: everyMs / 1000,
    decimals,
    retentionDays,
    stopBy: "button",
    months: 12,
  };
  return { terms, act: actOf(age), sms: words.texts === "calls" ? textsOf(null) : null };
}
