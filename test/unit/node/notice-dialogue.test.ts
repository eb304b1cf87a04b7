import { describe, expect, it } from "vitest";
import {
  DUTY_NAMED,
  FIRST_PARENT,
  OWN_ACT,
  SECOND_PARENT,
  SOLE_CUSTODY,
  SUPPORTER_CONSENT,
} from "../../../device/core/consent.ts";
import type { Wearer } from "../../../device/node/config.ts";
import { noticePages } from "../../../device/node/notice.ts";
import { type Asked, askForConsent, type Granted } from "../../../device/node/notice-dialogue.ts";
import { walkConsent } from "../../oracle/consent-walk.ts";
import { TERMS, WEARERS } from "../../oracle/notice-wearers.ts";
import { random } from "../../random.ts";

const NEXT = Array.from({ length: 10 }, () => "");

function askedOf(wearer: Wearer, sensitive: "falls"[] = []): Asked {
  return { terms: { ...TERMS[wearer.language], sensitive }, wearer, guardians: 2 };
}

interface Heard {
  granted: Granted | null;
  said: string;
  left: string[];
}

/** Types the lines one after the other, then the input ends. */
async function typed(asked: Asked, lines: string[]): Promise<Heard> {
  let said = "";
  const left = [...lines];
  const granted = await askForConsent(asked, {
    say: (text) => {
      said += text;
    },
    answer: async () => left.shift() ?? null,
  });
  return { granted, said, left };
}

const ADULT: Wearer = { ageGroup: "adult", language: "en" };
const CHILD: Wearer = { ageGroup: "5-8", language: "el" };
const TEEN: Wearer = { ageGroup: "14-17", language: "en" };

describe("R-10 R-11 an adult agrees", () => {
  it("with Enter on each of ten pages and a yes, and nothing more", async () => {
    const { granted, left } = await typed(askedOf(ADULT), [...NEXT, "yes"]);
    expect(granted?.act).toMatchObject({ basis: "adult", evidence: OWN_ACT, noticeWhole: true, sensitive: "none" });
    expect(left).toEqual([]);
  });

  it("and not with any shorter input, another last word, or none", async () => {
    for (let count = 0; count < 11; count++) {
      expect((await typed(askedOf(ADULT), [...NEXT, "yes"].slice(0, count))).granted).toBeNull();
      expect(
        (
          await typed(
            askedOf(ADULT),
            Array.from({ length: count }, () => "yes"),
          )
        ).granted,
      ).toBeNull();
    }
    for (const word of ["", "no", "y", "yes please", "oui"])
      expect((await typed(askedOf(ADULT), [...NEXT, word])).granted).toBeNull();
  });

  it("in Greek as well, whatever the case of the letters", async () => {
    for (const word of ["\u03bd\u03b1\u03b9", "\u039d\u0391\u0399", " yes "])
      expect((await typed(askedOf({ ...ADULT, language: "el" }), [...NEXT, word])).granted).not.toBeNull();
  });

  it("R-12 through a supporter whom a court appointed, after the notice that names that ground", async () => {
    const { granted, said } = await typed(askedOf(ADULT), ["s", ...NEXT, "A. Supporter, 12/2026", "yes"]);
    expect(granted?.act).toMatchObject({ basis: "court-supporter", evidence: SUPPORTER_CONSENT, noticeWhole: true });
    expect(granted?.kept.references.map((each) => each.text)).toEqual(["A. Supporter, 12/2026"]);
    expect(said).toContain("the supporter whom the court appointed for you");
  });

  it("R-12 under a duty that is named; an empty line is no evidence", async () => {
    expect((await typed(askedOf(ADULT), ["d", ...NEXT, "Law 1/2026", "yes"])).granted?.act.evidence).toBe(DUTY_NAMED);
    expect((await typed(askedOf(ADULT), ["d", ...NEXT, "  ", "yes"])).granted?.act.evidence).toBe(0);
  });

  it("R-17 to data on health by a second yes only", async () => {
    const asked = askedOf(ADULT, ["falls"]);
    expect((await typed(asked, [...NEXT, "yes", "yes"])).granted?.act.sensitive).toBe("agreed");
    expect((await typed(asked, [...NEXT, "yes", "no"])).granted?.act.sensitive).toBe("none");
    expect((await typed(asked, [...NEXT, "yes"])).granted).toBeNull();
  });
});

describe("R-12 R-13 the parents of a child agree", () => {
  it("both, after the child's own notice and their own", async () => {
    const lines = ["p", ...NEXT, "", ...NEXT, "First, folder 1", "Second, folder 1", "\u03bd\u03b1\u03b9"];
    const { granted, said } = await typed(askedOf(CHILD), lines);
    expect(granted?.act).toMatchObject({
      basis: "parents",
      evidence: FIRST_PARENT | SECOND_PARENT,
      childNotice: "5-8",
      noticeWhole: true,
      opinion: "not-asked",
    });
    const pages = noticePages({ ...askedOf(CHILD), basis: "parents" }).map((page) => page.text);
    expect(granted?.kept.pages).toEqual(pages);
    const places = pages.map((page) => said.indexOf(page));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
  });

  it("or the one with custody, with the proof of it", async () => {
    const lines = ["S", ...NEXT, "yes", ...NEXT, "Parent", "Decision 7/2025", "yes"];
    const { granted } = await typed(askedOf(CHILD), lines);
    expect(granted?.act).toMatchObject({ evidence: FIRST_PARENT | SOLE_CUSTODY, opinion: "agrees" });
  });

  it("no other word names who agrees, not even one that every object answers to", async () => {
    const words = ["constructor", "__proto__", "toString", "x", ""];
    const { granted, said } = await typed(askedOf({ ...CHILD, language: "en" }), words);
    expect(granted).toBeNull();
    expect(said.split("That was not one of the answers.").length - 1).toBe(words.length);
  });

  it("endless input that is no answer ends as a no", async () => {
    const { granted, left } = await typed(
      askedOf(CHILD),
      Array.from({ length: 1000 }, () => "y"),
    );
    expect(granted).toBeNull();
    expect(left.length).toBe(995);
  });

  it("a signature that is left out is no evidence", async () => {
    const lines = ["p", ...NEXT, "yes", ...NEXT, "First", "", "yes"];
    expect((await typed(askedOf(CHILD), lines)).granted?.act.evidence).toBe(FIRST_PARENT);
  });
});

describe("R-13 a minor from 14 on is heard", () => {
  it("and must be: Enter is no answer, and the question comes again", async () => {
    const lines = ["p", ...NEXT, "", "perhaps", "yes", ...NEXT, "First", "Second", "yes"];
    const { granted, said } = await typed(askedOf(TEEN), lines);
    expect(granted?.act.opinion).toBe("agrees");
    expect(said.split("do you agree?").length - 1).toBe(3);
  });

  it("an objection ends it: no parent is even asked to sign", async () => {
    const { granted, said, left } = await typed(askedOf(TEEN), ["p", ...NEXT, "no", "", ...NEXT, "First", "Second", "yes"]);
    expect(granted?.act).toMatchObject({ opinion: "objects", evidence: 0, noticeWhole: false });
    expect(left.length).toBe(13);
    expect(said).not.toContain("The first parent");
  });

  it("an objection that was weighed goes on, with the reason kept", async () => {
    const lines = ["p", ...NEXT, "no", "The way leads along the railway.", ...NEXT, "First", "Second", "yes"];
    const { granted } = await typed(askedOf(TEEN), lines);
    expect(granted?.act).toMatchObject({ opinion: "weighed", evidence: FIRST_PARENT | SECOND_PARENT });
    expect(granted?.kept.references[0]?.text).toBe("The way leads along the railway.");
  });
});

describe("P10 acceptance without the whole notice", () => {
  it("does not happen on any of 2,000 random ways through the questions", async () => {
    const walk = await walkConsent(askForConsent, random(20260309), 2000);
    expect(walk.agreed).toBeGreaterThan(200);
    expect(walk.violations).toEqual([]);
  });

  it("is found when it is planted: a dialogue that leaves out a page, and one that claims pages it never showed", async () => {
    const shorter: typeof askForConsent = (asked, talk) => {
      const say = (text: string): void => talk.say(text.includes("(4 ") ? "" : text);
      return askForConsent(asked, { ...talk, say });
    };
    expect((await walkConsent(shorter, random(1), 300)).violations.length).toBeGreaterThan(0);
    const hasty: typeof askForConsent = async (asked, talk) => {
      const granted = await askForConsent(asked, talk);
      return granted === null ? null : { ...granted, kept: { ...granted.kept, pages: granted.kept.pages.slice(1) } };
    };
    const hastily = await walkConsent(hasty, random(1), 300);
    expect(hastily.violations.length).toBeGreaterThan(0);
  });

  it("every refusal has a sentence in both languages", async () => {
    const { QUESTIONS } = await import("../../../device/node/notices/questions.ts");
    const names = Object.keys(QUESTIONS.en.refusals);
    expect(Object.keys(QUESTIONS.el.refusals)).toEqual(names);
    for (const { language } of WEARERS)
      for (const sentence of Object.values(QUESTIONS[language].refusals)) expect(sentence.length).toBeGreaterThan(15);
  });
});
