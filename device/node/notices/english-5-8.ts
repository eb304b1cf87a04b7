import { countEn, helpEn, listEn, precisionEn, pressEn, SPOKEN_EN, sensitiveEn } from "./english.ts";
import { GUARDIAN_DAYS, page, purposeForChild, retentionDays, type Wording } from "./facts.ts";
import { hoursOf } from "./hours-of.ts";
import { journeyEn } from "./journey.ts";
import { textsEn } from "./text-messages.ts";

/** From five to eight, to be read aloud: very short sentences about a little box and its little lamp. */
export const ENGLISH_5_8: Wording = {
  controller: ({ terms }) =>
    page(
      "Who takes care of the little box",
      `${terms.controller}.`,
      terms.representative === undefined ? null : `You can also ask ${terms.representative}.`,
    ),
  purpose: (facts) =>
    page(
      "Why you have it",
      purposeForChild(facts),
      facts.basis === "legal-duty"
        ? "The law wants it."
        : "The grown-ups who care for you must say yes. You can say what you think.",
    ),
  data: (facts) => {
    const sensitive = sensitiveEn(facts, "child");
    return page(
      "What the little box knows",
      "It knows where you are. It knows what time it is. It knows if it is sure.",
      "It knows how high up you are. It knows how fast you go. It knows which way you go.",
      "It knows how full its battery is.",
      sensitive === null ? null : `It knows about your body: ${sensitive}.`,
      journeyEn(facts, "child"),
    );
  },
  recipients: ({ terms, guardians }) =>
    page(
      "Who can see it",
      `${countEn(guardians, "grown-up", "grown-ups")}${terms.recipients === undefined ? "" : `: ${listEn(terms.recipients)}`}.`,
      "Nobody else can see it.",
      textsEn(terms, "child"),
    ),
  hours: ({ terms }) =>
    page(
      "When it looks",
      hoursOf(terms, SPOKEN_EN),
      `That is the time in ${terms.timeZone}.`,
      "Then it sleeps. It sleeps ten hours each day, or more.",
    ),
  exactness: (facts) =>
    page(
      "How well it looks",
      `It looks. Then it waits ${countEn(facts.terms.intervalS, "second", "seconds")}. Then it looks again.`,
      `It sees to about ${precisionEn(facts)}.`,
    ),
  retention: (facts) =>
    page(
      "How long it is kept",
      `The box keeps it ${countEn(retentionDays(facts), "day", "days")}, not longer.`,
      `The grown-ups keep it ${GUARDIAN_DAYS} days, not longer. Then it is gone.`,
    ),
  lamp: () =>
    page("The little lamp", "When the box looks, the little lamp is on.", "Is the lamp broken? Then the box does not look."),
  rights: () =>
    page(
      "What you may say",
      "You may say: show me. You may say: give me a copy.",
      "You may say: that is wrong. You may say: throw it away.",
      "You may say: I do not want this. There is an office that helps you.",
    ),
  withdrawal: ({ terms }) =>
    page(
      "How to stop it",
      `Do you want it to stop? Then ${pressEn(terms)}. It stops at once.`,
      `Do you need help? Then ${helpEn(terms)}.`,
      "You need not ask. You need not say why.",
      `After ${countEn(terms.months, "month", "months")} it stops. Is something new? Then it stops too.`,
    ),
};
