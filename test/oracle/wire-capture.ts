import type { ServiceTerms } from "../../device/node/config.ts";
import type { Cipher } from "../../device/protocol/cipher.ts";
import { dayIndex } from "../../device/protocol/topic.ts";
import { Household } from "../../simulator/world/household.ts";
import { TERMS } from "../simulation/family.ts";

/** What entered the broker on one UTC day. */
export interface CapturedDay {
  day: number;
  messages: number;
  topics: Set<string>;
  /** In hex, each once: the same frame again on the same day links nothing. */
  payloads: Set<string>;
}

export interface Capture {
  days: CapturedDay[];
  /** Fixes that the guardian holds: without them there would have been nothing to hide. */
  fixes: number;
}

const HOUR_S = 3600;
const EVENING = 17;
const EVERY_DAY = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

/**
 * Hours around a walk to school, and at night over the midnight of UTC, which in Athens is at two o'clock in winter: one
 * connection on which the topics change.
 */
const HOURS: ServiceTerms["hours"] = [
  { days: [...EVERY_DAY], from: "01:30", to: "02:30" },
  { days: [...EVERY_DAY], from: "07:00", to: "08:00" },
];

/** Monday 9 March 2026; in three weeks the clocks of Athens change. */
const FIRST_DAY_MS = Date.UTC(2026, 2, 9);
/** The same day, five minutes before the hours that begin at half past one in Athens. */
const BEFORE_MIDNIGHT_MS = Date.UTC(2026, 2, 9, 23, 25);
const AROUND_MIDNIGHT_S = 4200;

function capturing(cipher: Cipher, startMs: number): { house: Household; days: Map<number, CapturedDay> } {
  const house = new Household({ cipher, startMs, terms: { ...TERMS, hours: HOURS } });
  const days = new Map<number, CapturedDay>();
  house.broker.overhear(({ topic, payload }) => {
    const day = dayIndex(house.clock.utcMs() ?? 0);
    const captured = days.get(day) ?? { day, messages: 0, topics: new Set(), payloads: new Set() };
    days.set(day, captured);
    captured.messages++;
    captured.topics.add(topic);
    captured.payloads.add(Buffer.from(payload).toString("hex"));
  });
  house.agree();
  return { house, days };
}

function captureOf(house: Household, days: Map<number, CapturedDay>): Capture {
  return { days: [...days.values()], fixes: house.guardianStore.trail("simulated", 0, 1_000_000).length };
}

/** Whole days of a family, one after the other. The console is started anew every evening, as a household's computer is. */
export function captureDays(cipher: Cipher, count: number, progress: (share: number) => void = () => undefined): Capture {
  const { house, days } = capturing(cipher, FIRST_DAY_MS);
  for (let hour = 0; hour < 24 * count; hour++) {
    house.pass(HOUR_S);
    progress((hour + 1) / (24 * count));
    if (hour % 24 !== EVENING) continue;
    house.killGuardian();
    house.bootGuardian();
  }
  // A day that has only begun is none.
  return captureOf(house, new Map([...days].slice(0, count)));
}

/** Seventy minutes around one midnight. @param listens false: the guardian's console is off. */
export function captureMidnight(cipher: Cipher, listens = true): Capture {
  const { house, days } = capturing(cipher, BEFORE_MIDNIGHT_MS);
  if (!listens) house.killGuardian();
  house.pass(AROUND_MIDNIGHT_S);
  return captureOf(house, days);
}

/** Frames that were seen on more than one day. */
export function framesOfTwoDays({ days }: Capture): number {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { payloads } of days) {
    for (const payload of payloads) if (seen.has(payload)) twice.add(payload);
    for (const payload of payloads) seen.add(payload);
  }
  return twice.size;
}
