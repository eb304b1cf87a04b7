import { describe, expect, it } from "vitest";
import { BASIS_TABLE, type BasisClaims, type BasisVerdict, basisVerdict, verdictIn } from "../../../device/core/basis.ts";
import { disagreements } from "../../oracle/slow-basis.ts";

const NOTHING: BasisClaims = {
  basis: "adult",
  age: "adult",
  ownAct: false,
  supporterConsent: false,
  custody: "none",
  dutyNamed: false,
  actorNamed: false,
  reasonGiven: false,
  noticeWhole: true,
  childNotice: false,
  opinion: "not-asked",
  sensitive: "none",
  span: "within-a-year",
  keepsRest: false,
};
const ADULT: BasisClaims = { ...NOTHING, ownAct: true };
const SUPPORTED: BasisClaims = { ...NOTHING, basis: "court-supporter", supporterConsent: true };
const CHILD: BasisClaims = {
  ...NOTHING,
  basis: "parents",
  age: "under-14",
  custody: "both-parents",
  childNotice: true,
  keepsRest: true,
};
const TEEN: BasisClaims = { ...CHILD, age: "from-14", opinion: "agrees" };
const DUTY: BasisClaims = { ...NOTHING, basis: "legal-duty", dutyNamed: true };
const EMERGENCY: BasisClaims = {
  ...NOTHING,
  basis: "vital-interest",
  actorNamed: true,
  reasonGiven: true,
  noticeWhole: false,
  span: "brief",
};

/** For each row of the table one case that this row decides. */
const CASES: [string, BasisClaims, BasisVerdict][] = [
  ["nothing lasts longer than twelve months", { ...ADULT, span: "too-long" }, "lasts-too-long"],
  ["an emergency lasts no longer than a day", { ...EMERGENCY, span: "within-a-year" }, "lasts-too-long"],
  ["an objection that nobody weighed blocks the start", { ...TEEN, opinion: "objects" }, "objection"],
  ["a minor cannot agree as an adult does", { ...TEEN, basis: "adult", ownAct: true }, "basis-not-for-this-age"],
  [
    "a court's supporter speaks for an adult only",
    { ...CHILD, basis: "court-supporter", supporterConsent: true },
    "basis-not-for-this-age",
  ],
  ["parents cannot agree for an adult", { ...CHILD, age: "adult" }, "basis-not-for-this-age"],
  ["an adult agrees by their own act", { ...ADULT, ownAct: false }, "own-act-missing"],
  ["the supporter's consent is in writing", { ...SUPPORTED, supporterConsent: false }, "supporter-consent-missing"],
  ["no parent has signed", { ...CHILD, custody: "none" }, "parents-missing"],
  ["one parent of two is not enough", { ...CHILD, custody: "one-parent" }, "second-parent-missing"],
  ["evidence of custody that contradicts itself", { ...CHILD, custody: "unclear" }, "custody-unclear"],
  ["a legal duty is named", { ...DUTY, dutyNamed: false }, "duty-not-named"],
  ["somebody answers for an emergency", { ...EMERGENCY, actorNamed: false }, "actor-not-named"],
  ["an emergency has a reason", { ...EMERGENCY, reasonGiven: false }, "reason-not-given"],
  ["the whole notice comes before a yes", { ...ADULT, noticeWhole: false }, "notice-not-shown-whole"],
  ["a minor is told in words for their age", { ...CHILD, childNotice: false }, "childs-notice-not-shown"],
  ["from 14 on the minor is asked", { ...TEEN, opinion: "not-asked" }, "opinion-not-asked"],
  ["an adult's objection is never weighed away", { ...SUPPORTED, opinion: "weighed" }, "objection-cannot-be-set-aside"],
  [
    "a veto in an emergency is never weighed away",
    { ...EMERGENCY, age: "under-14", opinion: "weighed" },
    "objection-cannot-be-set-aside",
  ],
  ["health data has a consent of its own", { ...ADULT, sensitive: "without-consent" }, "sensitive-data-not-agreed"],
  ["a minor is never followed around the clock", { ...CHILD, keepsRest: false }, "no-rest-for-a-minor"],
  ["an adult's own consent", ADULT, "accept"],
  ["the written consent of an adult's supporter", SUPPORTED, "accept"],
  ["a child's parents, or the one with custody", { ...CHILD, custody: "sole-custody" }, "accept"],
  ["the parents of a minor from 14 on, who was heard", TEEN, "accept"],
  ["a named duty towards an adult", DUTY, "accept"],
  ["a named duty towards a child", { ...CHILD, basis: "legal-duty", dutyNamed: true, custody: "none" }, "accept"],
  [
    "a named duty towards a minor from 14 on, who was heard",
    { ...TEEN, basis: "legal-duty", dutyNamed: true, custody: "none" },
    "accept",
  ],
  ["an emergency of life and safety, with actor and reason", { ...EMERGENCY, sensitive: "without-consent" }, "accept"],
];

describe("R-12 R-13 R-17 R-21 the table of legal grounds", () => {
  it.each(CASES)("row: %s", (title, claims, verdict) => {
    expect(basisVerdict(claims)).toBe(verdict);
    const without = BASIS_TABLE.filter((row) => row.title !== title);
    expect(without.length).toBe(BASIS_TABLE.length - 1);
    expect(verdictIn(without, claims), "without its row the case is refused for want of a rule").toBe("no-rule-allows-it");
  });

  it("every row has its case, in the order of the table", () => {
    expect(CASES.map(([title]) => title)).toEqual(BASIS_TABLE.map((row) => row.title));
    expect(CASES.map(([, , verdict]) => verdict)).toEqual(BASIS_TABLE.map((row) => row.verdict));
  });

  it("over the whole product of 691,200 claims the table says what a slow reading of the law says", () => {
    const { count, first, accepted, wrong } = disagreements(BASIS_TABLE);
    expect({ count, first, wrong }).toEqual({ count: 691_200, first: null, wrong: 0 });
    expect(accepted).toBeGreaterThan(0);
  });

  it("that comparison finds a planted hole: a row that lets one parent decide", () => {
    const planted = BASIS_TABLE.filter((row) => row.verdict !== "second-parent-missing").map((row) =>
      row.when.custody?.includes("both-parents")
        ? { ...row, when: { ...row.when, custody: [...row.when.custody, "one-parent" as const] } }
        : row,
    );
    expect(disagreements(planted).wrong).toBeGreaterThan(0);
  });

  it("refuses any value that the table does not know", () => {
    for (const lawful of [ADULT, SUPPORTED, CHILD, TEEN, DUTY, EMERGENCY]) {
      expect(basisVerdict(lawful)).toBe("accept");
      for (const name of ["basis", "age", "opinion", "sensitive", "span"]) {
        const claims = { ...lawful, [name]: "something new" } as BasisClaims;
        expect(basisVerdict(claims), `${lawful.basis}, ${name}`).toBe("no-rule-allows-it");
      }
    }
    expect(basisVerdict({} as BasisClaims)).toBe("no-rule-allows-it");
  });
});
