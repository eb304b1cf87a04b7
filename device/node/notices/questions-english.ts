import type { Questions } from "./questions.ts";

export const QUESTIONS_EN: Questions = {
  yes: ["yes", "\u03bd\u03b1\u03b9"],
  no: ["no"],
  next: (index, count) => `(${index} of ${count}, Enter for the next)`,
  otherGround: "(If a supporter whom a court appointed agrees for you, type s. If a law demands it, type d.)",
  whoAgrees:
    "Who agrees for the child? Type p for both parents, s for the one parent with custody, d if a law or a court demands it: ",
  notUnderstood: "That was not one of the answers.",
  childFirst: "First the notice for the child who wears the device. Read it together.",
  opinion: (needed) =>
    needed
      ? "To the one who wears the device: do you agree? Type yes or no: "
      : "What does the child say to it? Type yes or no, or Enter if the child was not asked: ",
  weigh:
    "That is an objection, so nothing starts. Whoever agrees for the child can weigh it: type the reason why it has to be set aside, or Enter to leave it: ",
  adultsNow: 'Now the notice for whoever agrees. "You" in it is the one who wears the device.',
  supporterReference: "The supporter's written consent. Type the supporter's name, its date and the court's decision: ",
  firstParent: "The first parent. Type the name and where the signed consent is kept: ",
  secondParent: "The second parent. Type the name and where the signed consent is kept: ",
  soleParent: "The parent with custody. Type the name and where the signed consent is kept: ",
  custodyReference: "The proof of custody. Type the decision or document and its date: ",
  dutyReference: "Type the law or the court's order that demands it: ",
  sensitive: "Data on health is asked for on its own. If you agree to that as well, type yes. Anything else means no: ",
  agree: "If you agree, type yes. Anything else means no: ",
  nothingAgreed: "Nothing was agreed. Nothing is read and nothing is sent.",
  agreed: (number, until) => `Agreed, as number ${number}, until ${until}.`,
  refusals: {
    "lasts-too-long": "A consent lasts twelve months at most: write fewer months into the configuration.",
    "basis-not-for-this-age":
      "Whoever agreed cannot agree for a wearer of this age: mend wearer.ageGroup, or let the right person agree.",
    "own-act-missing": "An adult has to agree by their own act.",
    "supporter-consent-missing": "The supporter's written consent is missing: name it.",
    "parents-missing": "The parents' consent is missing: name both parents.",
    "second-parent-missing": "One parent is not enough: name the second, or the proof that this parent has custody alone.",
    "custody-unclear": "The proofs of custody contradict each other: name both parents, or one parent and the proof.",
    "duty-not-named": "The law or order that demands it is missing: name it.",
    "actor-not-named": "Nobody is named who answers for the emergency.",
    "reason-not-given": "No reason is given for the emergency.",
    "notice-not-shown-whole": "The notice was not read to its end.",
    "childs-notice-not-shown": "The child has not seen the notice for their age.",
    "opinion-not-asked": "From 14 on the wearer has to be asked: ask, and type the answer.",
    objection: "The wearer objects, and nobody has weighed the objection. Talk about it; nothing starts until then.",
    "objection-cannot-be-set-aside": "This objection cannot be set aside.",
    "sensitive-data-not-agreed": "Data on health needs a consent of its own.",
    "no-rest-for-a-minor":
      "A minor is never followed around the clock: shorten service.hours, so that ten of any 24 hours stay free.",
    "no-rule-allows-it": "No rule allows this combination.",
  },
};
