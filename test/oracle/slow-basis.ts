import { type BasisClaims, type BasisRefusal, type BasisRow, verdictIn } from "../../device/core/basis.ts";

export type DefectName = Exclude<BasisRefusal, "no-rule-allows-it">;

function groundDefects(claims: BasisClaims): DefectName[] {
  const { basis, age } = claims;
  if (basis === "adult") {
    const found: DefectName[] = claims.ownAct ? [] : ["own-act-missing"];
    return age === "adult" ? found : [...found, "basis-not-for-this-age"];
  }
  if (basis === "court-supporter") {
    const found: DefectName[] = claims.supporterConsent ? [] : ["supporter-consent-missing"];
    return age === "adult" ? found : [...found, "basis-not-for-this-age"];
  }
  if (basis === "parents") {
    const custody: Record<BasisClaims["custody"], DefectName[]> = {
      none: ["parents-missing"],
      "one-parent": ["second-parent-missing"],
      unclear: ["custody-unclear"],
      "both-parents": [],
      "sole-custody": [],
    };
    return age === "adult" ? [...custody[claims.custody], "basis-not-for-this-age"] : custody[claims.custody];
  }
  if (basis === "legal-duty") return claims.dutyNamed ? [] : ["duty-not-named"];
  const found: DefectName[] = claims.actorNamed ? [] : ["actor-not-named"];
  return claims.reasonGiven ? found : [...found, "reason-not-given"];
}

/** What the law asks of every ground but an emergency, in which there may be nobody to read or answer. */
function ordinaryDefects(claims: BasisClaims): DefectName[] {
  const found: DefectName[] = [];
  if (!claims.noticeWhole) found.push("notice-not-shown-whole");
  if (claims.sensitive === "without-consent") found.push("sensitive-data-not-agreed");
  if (claims.age === "adult") return found;
  if (!claims.childNotice) found.push("childs-notice-not-shown");
  if (!claims.keepsRest) found.push("no-rest-for-a-minor");
  if (claims.age === "from-14" && claims.opinion === "not-asked") found.push("opinion-not-asked");
  return found;
}

/**
 * The duties once more, written without the table and without an order: everything that is wrong
 * with the claims. None means lawful.
 */
export function defects(claims: BasisClaims): Set<DefectName> {
  const emergency = claims.basis === "vital-interest";
  const found = new Set<DefectName>(groundDefects(claims));
  if (!emergency) for (const defect of ordinaryDefects(claims)) found.add(defect);
  if (claims.span === "too-long" || (emergency && claims.span !== "brief")) found.add("lasts-too-long");
  if (claims.opinion === "objects") found.add("objection");
  // Only parents, or a duty, can outweigh an objection, and only a minor's.
  if (claims.opinion === "weighed" && (emergency || claims.age === "adult")) found.add("objection-cannot-be-set-aside");
  return found;
}

const BOTH = [false, true];
const DOMAINS: { [name in keyof BasisClaims]: BasisClaims[name][] } = {
  basis: ["adult", "court-supporter", "parents", "legal-duty", "vital-interest"],
  age: ["adult", "under-14", "from-14"],
  ownAct: BOTH,
  supporterConsent: BOTH,
  custody: ["none", "one-parent", "both-parents", "sole-custody", "unclear"],
  dutyNamed: BOTH,
  actorNamed: BOTH,
  reasonGiven: BOTH,
  noticeWhole: BOTH,
  childNotice: BOTH,
  opinion: ["not-asked", "agrees", "objects", "weighed"],
  sensitive: ["none", "agreed", "without-consent"],
  span: ["brief", "within-a-year", "too-long"],
  keepsRest: BOTH,
};

function everyClaim(visit: (claims: BasisClaims) => void): void {
  const names = Object.keys(DOMAINS) as (keyof BasisClaims)[];
  const claims: Record<string, unknown> = {};
  const choose = (at: number): void => {
    const name = names[at];
    if (name === undefined) return visit(claims as unknown as BasisClaims);
    for (const value of DOMAINS[name]) {
      claims[name] = value;
      choose(at + 1);
    }
  };
  choose(0);
}

export interface Comparison {
  count: number;
  accepted: number;
  wrong: number;
  /** The first disagreement, in words. */
  first: string | null;
}

/** What the table and the slow rule say differently, over the whole product of the claims. */
export function disagreements(table: BasisRow[]): Comparison {
  const tally: Comparison = { count: 0, accepted: 0, wrong: 0, first: null };
  everyClaim((claims) => {
    tally.count++;
    const verdict = verdictIn(table, claims);
    if (verdict === "accept") tally.accepted++;
    const found = defects(claims);
    const agrees = verdict === "accept" ? found.size === 0 : found.has(verdict as DefectName);
    if (agrees) return;
    tally.wrong++;
    tally.first ??= `${verdict} for ${JSON.stringify(claims)}, but ${[...found].join(", ")}`;
  });
  return tally;
}
