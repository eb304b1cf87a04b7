/**
 * On what legal ground a wearer may be followed, and what each ground demands as evidence. The
 * rules are a table; the first row that fits decides. A claim that no row knows is refused: in doubt nothing starts.
 */
export type Basis = "adult" | "court-supporter" | "parents" | "legal-duty" | "vital-interest";
/** The law counts from the fourteenth birthday; the notices know finer steps. */
export type LegalAge = "adult" | "under-14" | "from-14";
/** Who of those with custody has signed. "unclear": evidence that contradicts itself. */
export type Custody = "none" | "one-parent" | "both-parents" | "sole-custody" | "unclear";
/** What the wearer said when asked. "weighed": an objection, and the reason why it was set aside is recorded. */
export type Opinion = "not-asked" | "agrees" | "objects" | "weighed";

export interface BasisClaims {
  basis: Basis;
  age: LegalAge;
  /** The wearer's own affirmative act on the device. */
  ownAct: boolean;
  /** The written consent of the supporter whom a court appointed, with its reference. */
  supporterConsent: boolean;
  custody: Custody;
  /** The law or order is named. */
  dutyNamed: boolean;
  actorNamed: boolean;
  reasonGiven: boolean;
  /** Every page of the notice was passed through. */
  noticeWhole: boolean;
  /** The notice in words for the minor's own age was shown. */
  childNotice: boolean;
  opinion: Opinion;
  /** Health data: none, agreed to by an answer of its own, or wanted without one. */
  sensitive: "none" | "agreed" | "without-consent";
  /** How long it lasts: "brief" is at most a day. */
  span: "brief" | "within-a-year" | "too-long";
  /** The agreed hours leave a minor the required rest (`keepsRest`). */
  keepsRest: boolean;
}

export type BasisRefusal =
  | "lasts-too-long"
  | "basis-not-for-this-age"
  | "own-act-missing"
  | "supporter-consent-missing"
  | "parents-missing"
  | "second-parent-missing"
  | "custody-unclear"
  | "duty-not-named"
  | "actor-not-named"
  | "reason-not-given"
  | "notice-not-shown-whole"
  | "childs-notice-not-shown"
  | "opinion-not-asked"
  | "objection"
  | "objection-cannot-be-set-aside"
  | "sensitive-data-not-agreed"
  | "no-rest-for-a-minor"
  | "no-rule-allows-it";

export type BasisVerdict = "accept" | BasisRefusal;

/** For each claim that matters to the row, the values at which it fits. */
export interface BasisRow {
  title: string;
  verdict: BasisVerdict;
  when: { [name in keyof BasisClaims]?: BasisClaims[name][] };
}

const FIELDS: (keyof BasisClaims)[] = [
  "basis",
  "age",
  "ownAct",
  "supporterConsent",
  "custody",
  "dutyNamed",
  "actorNamed",
  "reasonGiven",
  "noticeWhole",
  "childNotice",
  "opinion",
  "sensitive",
  "span",
  "keepsRest",
];

/** Every ground but the emergency, where there may be nobody who could read or answer. */
const ORDINARY: Basis[] = ["adult", "court-supporter", "parents", "legal-duty"];
const MINOR: LegalAge[] = ["under-14", "from-14"];
const YES = [true];
const NO = [false];
const A_YEAR: BasisClaims["span"][] = ["brief", "within-a-year"];
const LAWFUL_HEALTH: BasisClaims["sensitive"][] = ["none", "agreed"];
const UNOPPOSED: Opinion[] = ["not-asked", "agrees"];

function refuse(verdict: BasisRefusal, title: string, when: BasisRow["when"]): BasisRow {
  return { title: title, verdict: verdict, when: when };
}

function accept(title: string, when: BasisRow["when"]): BasisRow {
  return { title: title, verdict: "accept", when: when };
}

// A row that accepts repeats all it needs, so that a refusal which got lost above it opens nothing.
export const BASIS_TABLE: BasisRow[] = [
  refuse("lasts-too-long", "nothing lasts longer than twelve months", { span: ["too-long"] }),
  refuse("lasts-too-long", "an emergency lasts no longer than a day", { basis: ["vital-interest"], span: ["within-a-year"] }),
  // Before any evidence: whoever objects hears that this is the reason.
  refuse("objection", "an objection that nobody weighed blocks the start", { opinion: ["objects"] }),
  refuse("basis-not-for-this-age", "a minor cannot agree as an adult does", { basis: ["adult"], age: MINOR }),
  refuse("basis-not-for-this-age", "a court's supporter speaks for an adult only", { basis: ["court-supporter"], age: MINOR }),
  refuse("basis-not-for-this-age", "parents cannot agree for an adult", { basis: ["parents"], age: ["adult"] }),
  refuse("own-act-missing", "an adult agrees by their own act", { basis: ["adult"], ownAct: NO }),
  refuse("supporter-consent-missing", "the supporter's consent is in writing", {
    basis: ["court-supporter"],
    supporterConsent: NO,
  }),
  refuse("parents-missing", "no parent has signed", { basis: ["parents"], custody: ["none"] }),
  refuse("second-parent-missing", "one parent of two is not enough", { basis: ["parents"], custody: ["one-parent"] }),
  refuse("custody-unclear", "evidence of custody that contradicts itself", { basis: ["parents"], custody: ["unclear"] }),
  refuse("duty-not-named", "a legal duty is named", { basis: ["legal-duty"], dutyNamed: NO }),
  refuse("actor-not-named", "somebody answers for an emergency", { basis: ["vital-interest"], actorNamed: NO }),
  refuse("reason-not-given", "an emergency has a reason", { basis: ["vital-interest"], reasonGiven: NO }),
  refuse("notice-not-shown-whole", "the whole notice comes before a yes", { basis: ORDINARY, noticeWhole: NO }),
  refuse("childs-notice-not-shown", "a minor is told in words for their age", { basis: ORDINARY, age: MINOR, childNotice: NO }),
  refuse("opinion-not-asked", "from 14 on the minor is asked", { basis: ORDINARY, age: ["from-14"], opinion: ["not-asked"] }),
  refuse("objection-cannot-be-set-aside", "an adult's objection is never weighed away", { age: ["adult"], opinion: ["weighed"] }),
  refuse("objection-cannot-be-set-aside", "a veto in an emergency is never weighed away", {
    basis: ["vital-interest"],
    opinion: ["weighed"],
  }),
  refuse("sensitive-data-not-agreed", "health data has a consent of its own", {
    basis: ORDINARY,
    sensitive: ["without-consent"],
  }),
  refuse("no-rest-for-a-minor", "a minor is never followed around the clock", { basis: ORDINARY, age: MINOR, keepsRest: NO }),
  accept("an adult's own consent", {
    basis: ["adult"],
    age: ["adult"],
    ownAct: YES,
    noticeWhole: YES,
    opinion: UNOPPOSED,
    sensitive: LAWFUL_HEALTH,
    span: A_YEAR,
  }),
  accept("the written consent of an adult's supporter", {
    basis: ["court-supporter"],
    age: ["adult"],
    supporterConsent: YES,
    noticeWhole: YES,
    opinion: UNOPPOSED,
    sensitive: LAWFUL_HEALTH,
    span: A_YEAR,
  }),
  accept("a child's parents, or the one with custody", {
    basis: ["parents"],
    age: ["under-14"],
    custody: ["both-parents", "sole-custody"],
    noticeWhole: YES,
    childNotice: YES,
    opinion: ["not-asked", "agrees", "weighed"],
    sensitive: LAWFUL_HEALTH,
    span: A_YEAR,
    keepsRest: YES,
  }),
  accept("the parents of a minor from 14 on, who was heard", {
    basis: ["parents"],
    age: ["from-14"],
    custody: ["both-parents", "sole-custody"],
    noticeWhole: YES,
    childNotice: YES,
    opinion: ["agrees", "weighed"],
    sensitive: LAWFUL_HEALTH,
    span: A_YEAR,
    keepsRest: YES,
  }),
  accept("a named duty towards an adult", {
    basis: ["legal-duty"],
    age: ["adult"],
    dutyNamed: YES,
    noticeWhole: YES,
    opinion: UNOPPOSED,
    sensitive: LAWFUL_HEALTH,
    span: A_YEAR,
  }),
  accept("a named duty towards a child", {
    basis: ["legal-duty"],
    age: ["under-14"],
    dutyNamed: YES,
    noticeWhole: YES,
    childNotice: YES,
    opinion: ["not-asked", "agrees", "weighed"],
    sensitive: LAWFUL_HEALTH,
    span: A_YEAR,
    keepsRest: YES,
  }),
  accept("a named duty towards a minor from 14 on, who was heard", {
    basis: ["legal-duty"],
    age: ["from-14"],
    dutyNamed: YES,
    noticeWhole: YES,
    childNotice: YES,
    opinion: ["agrees", "weighed"],
    sensitive: LAWFUL_HEALTH,
    span: A_YEAR,
    keepsRest: YES,
  }),
  accept("an emergency of life and safety, with actor and reason", {
    basis: ["vital-interest"],
    age: ["adult", "under-14", "from-14"],
    actorNamed: YES,
    reasonGiven: YES,
    opinion: UNOPPOSED,
    sensitive: ["none", "agreed", "without-consent"],
    span: ["brief"],
  }),
];

function fits(row: BasisRow, claims: BasisClaims): boolean {
  for (let i = 0; i < FIELDS.length; i++) {
    const field = FIELDS[i] as keyof BasisClaims;
    const values: unknown[] | undefined = row.when[field];
    if (values !== undefined && values.indexOf(claims[field]) < 0) return false;
  }
  return true;
}

/** What a table says of the claims. @param table BASIS_TABLE; another one only in tests. */
export function verdictIn(table: BasisRow[], claims: BasisClaims): BasisVerdict {
  for (let i = 0; i < table.length; i++) {
    const row = table[i] as BasisRow;
    if (fits(row, claims)) return row.verdict;
  }
  return "no-rule-allows-it";
}

/** Whether following the wearer is lawful on this ground, and if not, what is missing first. */
export function basisVerdict(claims: BasisClaims): BasisVerdict {
  return verdictIn(BASIS_TABLE, claims);
}
