import type { ServiceTerms } from "../../device/node/config.ts";
import type { Cipher } from "../../device/protocol/cipher.ts";
import { dayIndex } from "../../device/protocol/topic.ts";
import { Household, PAIR_ROOT } from "../../simulator/world/household.ts";
import { TERMS } from "../simulation/family.ts";
import { pairingOf } from "./slow-l1-keys.ts";
import { unveilSlowly } from "./slow-l1-veil.ts";
import { NIGHTS, type Night, STEP_MIN } from "./wire-nights.ts";

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
  /** Commands that were sent on one day and answered on the next. */
  commandsOverMidnight: number;
}

const DAY_MIN = 1440;
const EVENING_MIN = 17 * 60;
const DAY_MS = DAY_MIN * 60_000;
const EVERY_DAY = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

/**
 * Hours around a walk to school, and at night over the midnight of UTC, which in Athens is at two o'clock in winter and at
 * three in summer: one connection on which the topics change.
 */
const HOURS: ServiceTerms["hours"] = [
  { days: [...EVERY_DAY], from: "01:15", to: "03:15" },
  { days: [...EVERY_DAY], from: "07:00", to: "08:00" },
];

/** Monday 9 March 2026; in three weeks the clocks of Athens change. */
const FIRST_DAY_MS = Date.UTC(2026, 2, 9);
/** The same day, five minutes before the hours that begin at a quarter past one in Athens. */
const BEFORE_MIDNIGHT_MS = Date.UTC(2026, 2, 9, 23, 10);
const AROUND_MIDNIGHT_S = 6000;

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
  const asked = house.guardian.asked();
  const crossed = asked.filter(({ sentMs, answeredMs, result }) => {
    return sentMs !== null && answeredMs !== null && result === "done" && dayIndex(sentMs) < dayIndex(answeredMs);
  });
  const fixes = house.guardianStore.trail("simulated", 0, 1_000_000).length;
  return { days: [...days.values()], fixes, commandsOverMidnight: crossed.length };
}

/** What happens at this minute since the first midnight: of tonight, of the night that began yesterday, and every evening. */
function actsAt(minute: number, nights: readonly Night[]): ((house: Household) => void)[] {
  const day = Math.floor(minute / DAY_MIN);
  const acts = [day, day - 1].flatMap((from) => {
    const night = from < 0 ? undefined : nights[from % nights.length];
    return (night?.acts ?? []).filter(([at]) => from * DAY_MIN + at === minute).map(([, act]) => act);
  });
  if (minute % DAY_MIN !== EVENING_MIN) return acts;
  // As a household's computer is.
  return [...acts, (house) => house.killGuardian(), (house) => house.bootGuardian()];
}

/**
 * Whole days of a family, one after the other, each with a night of its own in turn. The console is started anew every
 * evening.
 * @param nights what goes wrong in them; none: nothing.
 */
export function captureDays(
  cipher: Cipher,
  count: number,
  progress: (share: number) => void = () => undefined,
  nights: readonly Night[] = NIGHTS,
): Capture {
  const { house, days } = capturing(cipher, FIRST_DAY_MS);
  for (let minute = 0; minute < DAY_MIN * count; minute += STEP_MIN) {
    for (const act of actsAt(minute, nights)) act(house);
    house.pass(STEP_MIN * 60);
    progress((minute + STEP_MIN) / (DAY_MIN * count));
  }
  // A day that has only begun is none.
  return captureOf(house, new Map([...days].slice(0, count)));
}

/** The hours around one midnight. @param night what goes wrong in it. */
export function captureMidnight(cipher: Cipher, night: Night | null = null): Capture {
  const { house, days } = capturing(cipher, BEFORE_MIDNIGHT_MS);
  const beforeMin = Math.round((BEFORE_MIDNIGHT_MS % DAY_MS) / 60_000);
  for (let minute = beforeMin; minute < beforeMin + AROUND_MIDNIGHT_S / 60; minute++) {
    for (const act of night === null ? [] : actsAt(minute, [night])) act(house);
    house.pass(60);
  }
  return captureOf(house, days);
}

/** Frames that were sent on more than one day, in whichever form, by their length. */
export interface Crossed {
  short: number;
  long: number;
}

/**
 * Counted with the keys, as nobody who only listens can: each message of a day is taken as it is, and as the form that it
 * may be of another day's frame.
 */
export function framesOfTwoDays({ days }: Capture): Crossed {
  const pairing = pairingOf(PAIR_ROOT);
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { day, payloads } of days) {
    const today = new Set<string>();
    for (const payload of payloads) {
      today.add(payload);
      today.add(unveilSlowly(pairing, day, Buffer.from(payload, "hex")).toString("hex"));
    }
    for (const frame of today) if (seen.has(frame)) twice.add(frame);
    for (const frame of today) seen.add(frame);
  }
  const short = [...twice].filter((frame) => frame.length === 128).length;
  return { short, long: twice.size - short };
}
