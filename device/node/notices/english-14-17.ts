import { CLOCK_EN, countEn, handEn, listEn, precisionEn, pressEn, sensitiveEn } from "./english.ts";
import { GUARDIAN_DAYS, page, purposeForChild, retentionDays, type Wording } from "./facts.ts";
import { hoursOf } from "./hours-of.ts";
import { journeyEn } from "./journey.ts";
import { textsEn } from "./text-messages.ts";

/** From fourteen on: the whole truth in plain sentences, and the question what they think. */
export const ENGLISH_14_17: Wording = {
  controller: ({ terms }) =>
    page(
      "Who is responsible for this",
      `${terms.controller}.`,
      terms.representative === undefined ? null : `You can also turn to ${terms.representative}.`,
    ),
  purpose: (facts) =>
    page(
      "Why",
      purposeForChild(facts),
      facts.basis === "legal-duty"
        ? "The law asks for it."
        : "Your parents have to agree to it. You are asked for your own opinion.",
      "If you object, it does not start until your reasons were weighed and the answer was written down.",
    ),
  data: (facts) => {
    const sensitive = sensitiveEn(facts, "adult");
    return page(
      "What the device records",
      "Where you are, found by satellites, with time and accuracy.",
      "How high you are, how fast you move and in which direction. The charge of its battery.",
      sensitive === null ? null : `About your health: ${sensitive}. That is asked separately.`,
      journeyEn(facts, "adult"),
    );
  },
  recipients: ({ terms, guardians }) =>
    page(
      "Who can see it",
      `${countEn(guardians, "guardian", "guardians")}${terms.recipients === undefined ? "" : `: ${listEn(terms.recipients)}`}. Nobody else.`,
      "It is sealed on the way, so the internet company cannot read it.",
      textsEn(terms, "adult"),
    ),
  hours: ({ terms }) =>
    page(
      "When",
      hoursOf(terms, CLOCK_EN),
      `That is the time in ${terms.timeZone}. Outside these hours nothing is recorded.`,
      "At least ten of any 24 hours belong to you alone.",
    ),
  exactness: (facts) =>
    page(
      "How often and how exactly",
      `At most once in ${countEn(facts.terms.intervalS, "second", "seconds")}, to about ${precisionEn(facts)}.`,
    ),
  retention: (facts) =>
    page(
      "How long it is kept",
      `On the device for ${countEn(retentionDays(facts), "day", "days")} at most. At the guardian for ${GUARDIAN_DAYS} days at most.`,
      "After that it is deleted.",
    ),
  lamp: () =>
    page(
      "How you notice it",
      "The lamp is on whenever your position is recorded.",
      "If the lamp is broken, nothing is recorded.",
    ),
  rights: () =>
    page(
      "Your rights",
      "You may see everything that is stored about you, and get a copy.",
      "You may have mistakes corrected, and have it locked or deleted.",
      "You may object. You may complain to the data protection authority.",
    ),
  withdrawal: ({ terms }) =>
    page(
      "How to stop it",
      `You can stop it at any time: ${pressEn(terms)}. You do not have to ask or explain.`,
      handEn(terms),
      `It ends by itself after ${countEn(terms.months, "month", "months")}. If anything here changes, it stops, and everyone is asked again.`,
    ),
};
