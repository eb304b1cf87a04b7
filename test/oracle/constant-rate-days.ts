import type { ServiceTerms } from "../../device/node/config.ts";
import { Household } from "../../simulator/world/household.ts";
import { START_MS, TERMS } from "../simulation/family.ts";
import { toyCipher } from "../toy-cipher.ts";

/** A day as its wearer lives it. An observer shall not be able to tell one from another. */
export interface Day {
  name: string;
  terms?: Partial<ServiceTerms>;
  /** Called before each minute. */
  live(house: Household, minute: number): void;
}

const ALL_DAY: ServiceTerms = {
  ...TERMS,
  hours: [{ days: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], from: "00:00", to: "24:00" }],
};

const nothing = (): void => undefined;

export const DAYS: readonly Day[] = [
  { name: "a day of movement", live: nothing },
  {
    name: "a day in one place",
    live: (house) => {
      house.walks = false;
    },
  },
  { name: "a day without a receiver", live: (house) => house.receiver.setPlugged(false) },
  { name: "a day outside the hours but for half of one", terms: { hours: TERMS.hours }, live: nothing },
  {
    name: "a day of walking and standing by turns",
    live: (house, minute) => {
      house.walks = minute % 10 < 5;
    },
  },
  {
    name: "a day with a pause",
    live: (house, minute) => {
      if (minute === 3) house.device.pause(60);
    },
  },
  {
    name: "a day with a lamp that breaks now and then",
    live: (house, minute) => house.lamp.setFault(minute % 7 === 0 ? "broken" : "none"),
  },
];

/** What an observer has who sees no more than when something passed and how long it was. */
export interface Observed {
  /** "milliseconds length", one for each message in either direction. */
  messages: string[];
  /** Rows at the guardian: what really went on. */
  fixes: number;
}

/** Changes the device for the worse, once a second. */
export type Spoil = (house: Household) => void;

/** @param everyS null: the mode is off. */
export function observe(day: Day, minutes: number, everyS: number | null, spoil: Spoil = nothing): Observed {
  const house = new Household({
    cipher: toyCipher,
    startMs: START_MS,
    terms: { ...ALL_DAY, ...day.terms },
    ...(everyS === null ? {} : { constantRateS: everyS }),
  });
  const messages: string[] = [];
  house.broker.overhear(({ payload }) => messages.push(`${house.clock.upMs()} ${payload.length}`));
  house.agree();
  for (let minute = 0; minute < minutes; minute++) {
    day.live(house, minute);
    for (let second = 0; second < 60; second++) {
      spoil(house);
      house.pass(1);
    }
  }
  return { messages, fixes: house.guardianStore.trail("simulated", 0, 1_000_000).length };
}

/** The first message in which two sequences differ; null when they are equal. */
export function firstDifference(one: readonly string[], other: readonly string[]): number | null {
  const at = one.findIndex((message, index) => message !== other[index]);
  if (at >= 0) return at;
  return one.length === other.length ? null : one.length;
}
