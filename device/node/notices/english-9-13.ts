import { countEn, helpEn, listEn, precisionEn, pressEn, SPOKEN_EN, sensitiveEn } from "./english.ts";
import { GUARDIAN_DAYS, page, purposeForChild, retentionDays, type Wording } from "./facts.ts";
import { hoursOf } from "./hours-of.ts";
import { journeyEn } from "./journey.ts";
import { textsEn } from "./text-messages.ts";

/** From nine to thirteen: short sentences, no words of the law. */
export const ENGLISH_9_13: Wording = {
  controller: ({ terms }) =>
    page(
      "Who takes care of this",
      `${terms.controller}.`,
      terms.representative === undefined ? null : `You can also ask ${terms.representative}.`,
    ),
  purpose: (facts) =>
    page(
      "Why you wear this",
      purposeForChild(facts),
      facts.basis === "legal-duty"
        ? "The law asks for it."
        : "The grown-ups who care for you must say yes. You can say what you think.",
    ),
  data: (facts) => {
    const sensitive = sensitiveEn(facts, "child");
    return page(
      "What the device knows",
      "It knows where you are and what time it is. It also knows how sure it is.",
      "It knows how high you are. It knows how fast you go, and in which direction.",
      "It knows how full its battery is.",
      sensitive === null ? null : `About your body it knows: ${sensitive}.`,
      journeyEn(facts, "child"),
    );
  },
  recipients: ({ terms, guardians }) =>
    page(
      "Who can see it",
      `${countEn(guardians, "grown-up", "grown-ups")}${terms.recipients === undefined ? "" : `: ${listEn(terms.recipients)}`}. Nobody else can.`,
      "It travels in a closed envelope. Only they can open it.",
      textsEn(terms, "child"),
    ),
  hours: ({ terms }) =>
    page(
      "When",
      hoursOf(terms, SPOKEN_EN),
      `The clock of ${terms.timeZone} counts. At all other times it does not look.`,
      "At least ten hours of each day are only yours.",
    ),
  exactness: (facts) =>
    page(
      "How well it sees",
      `It looks once in ${countEn(facts.terms.intervalS, "second", "seconds")}, not more often.`,
      `It tells your place to about ${precisionEn(facts)}.`,
    ),
  retention: (facts) =>
    page(
      "How long it is kept",
      `The device keeps it for ${countEn(retentionDays(facts), "day", "days")} at most.`,
      `The grown-ups keep it for ${GUARDIAN_DAYS} days at most. Then it is deleted.`,
    ),
  lamp: () =>
    page("The lamp", "When the device looks where you are, the lamp is on.", "If the lamp is broken, the device does not look."),
  rights: () =>
    page(
      "What you may ask for",
      "You may see what is written down about you. You may have a copy.",
      "If something is wrong, it must be put right. You may ask for it to be deleted.",
      "You may say no to it. You may ask the data protection office for help.",
    ),
  withdrawal: ({ terms }) =>
    page(
      "How to stop it",
      `You can stop it whenever you want: ${pressEn(terms)}. It stops at once.`,
      `Do you need help? Then ${helpEn(terms)}.`,
      "You need not ask anybody. You need not say why.",
      `After ${countEn(terms.months, "month", "months")} it stops by itself. If something here changes, it stops too.`,
    ),
};
