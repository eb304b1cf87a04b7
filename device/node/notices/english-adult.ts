import { CLOCK_EN, countEn, GROUND_EN, handEn, listEn, precisionEn, pressEn, sensitiveEn } from "./english.ts";
import { GUARDIAN_DAYS, page, retentionDays, type Wording } from "./facts.ts";
import { hoursOf } from "./hours-of.ts";
import { journeyEn } from "./journey.ts";
import { textsEn } from "./text-messages.ts";

/** For an adult wearer, and for whoever agrees on the wearer's behalf. */
export const ENGLISH_ADULT: Wording = {
  controller: ({ terms }) =>
    page(
      "Who is responsible",
      terms.controller,
      terms.representative === undefined ? null : `Representative: ${terms.representative}`,
    ),
  purpose: ({ terms, basis }) => page("What for", terms.purpose, GROUND_EN[basis]),
  data: (facts) => {
    const sensitive = sensitiveEn(facts, "adult");
    return page(
      "What is collected",
      "Your position from satellites, its time, accuracy, height, speed and direction, and this device's battery.",
      sensitive === null ? null : `Data on health, if you agree to it in a question of its own: ${sensitive}.`,
      journeyEn(facts, "adult"),
    );
  },
  recipients: ({ terms, guardians }) =>
    page(
      "Who receives it",
      `${countEn(guardians, "paired guardian", "paired guardians")}${terms.recipients === undefined ? "" : `: ${listEn(terms.recipients)}`}.`,
      "It is sealed, so that nobody between this device and them can read it.",
      textsEn(terms, "adult"),
    ),
  hours: ({ terms, minor }) =>
    page(
      "When",
      hoursOf(terms, CLOCK_EN),
      `Times are the local time of ${terms.timeZone}. Outside these hours nothing is collected.`,
      minor ? "At least ten of any 24 hours stay free." : null,
    ),
  exactness: (facts) =>
    page(
      "How often and how exactly",
      `At most once in ${countEn(facts.terms.intervalS, "second", "seconds")}, to about ${precisionEn(facts)}.`,
    ),
  retention: (facts) =>
    page(
      "How long it is kept",
      `On this device until the guardian has it, ${countEn(retentionDays(facts), "day", "days")} at most.`,
      `At the guardian ${GUARDIAN_DAYS} days at most.`,
    ),
  lamp: () =>
    page("How you see it", "The lamp is on whenever your position is recorded. If the lamp does not work, nothing is recorded."),
  rights: () =>
    page(
      "Your rights",
      "You may see, copy, correct and delete what is held about you.",
      "You may have it locked, take it elsewhere, and object.",
      "You may complain to the data protection authority.",
    ),
  withdrawal: ({ terms }) =>
    page(
      "How to stop",
      `You may withdraw at any time, on this device, without asking anyone and without a reason: ${pressEn(terms)}, or run lychnos consent withdraw.`,
      handEn(terms),
      "What was received before stays lawful.",
      `It ends by itself after ${countEn(terms.months, "month", "months")}. If anything in this notice changes, it stops until you agree again.`,
    ),
};
