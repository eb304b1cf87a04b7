import { type ActName, PLACE_ONLY } from "../../device/protocol/command.ts";
import { consentHeard, MAX_DECIMALS, MAX_INTERVAL_S, type Wish } from "../core/asking.ts";
import type { Store } from "../store/store.ts";
import { configProblem, Problem } from "./problem.ts";

/** What can be asked for on the command line, by the word for it. */
export const WORDS = ["ping", "locate", "interval", "precision", "stop", "erase", "leave"] as const;
export type Word = (typeof WORDS)[number];

const ACTS: Record<Word, ActName> = {
  ping: "ping",
  locate: "locate-now",
  interval: "set-interval",
  precision: "set-precision",
  stop: "stop",
  erase: "erase",
  leave: "revoke-self",
};

/** The words that take a number. */
const RANGES: Partial<Record<Word, { least: number; most: number; what: string }>> = {
  interval: { least: 1, most: MAX_INTERVAL_S, what: "seconds" },
  precision: { least: 0, most: MAX_DECIMALS, what: "decimals of a degree" },
};

function numberOf(word: Word, value: string | undefined): number {
  const range = RANGES[word];
  if (word === "precision" && value === "none") return PLACE_ONLY;
  if (range === undefined && value === undefined) return 0;
  if (range === undefined) throw configProblem(`${word} takes no number. Leave "${value}" out.`);
  const number = value !== undefined && /^\d{1,6}$/.test(value) ? Number(value) : -1;
  if (number >= range.least && number <= range.most) return number;
  throw configProblem(
    `${word} takes a number of ${range.what} from ${range.least} to ${range.most}${word === "precision" ? ", or none: events and no position" : ""}.`,
  );
}

/**
 * @param value as it was typed.
 * @throws Problem when the number does not fit, or the device was never heard and so no consent is known to ask under.
 */
export function wishOf(store: Store, pairId: string, word: Word, value: string | undefined): Wish {
  const number = numberOf(word, value);
  const hearing = store.hearing(pairId);
  if (!hearing.ok) throw new Problem(hearing.sentence);
  const consent = hearing.value === null ? null : consentHeard(hearing.value);
  const asksUnderConsent = word === "locate" || word === "interval" || word === "precision";
  if (consent === null && asksUnderConsent) {
    throw new Problem(
      "the device was not heard yet, so this console does not know what the wearer agreed to. " +
        "Wait until it is heard: lychnos guardian list",
    );
  }
  return { act: ACTS[word], value: number, consent: consent ?? 0 };
}
