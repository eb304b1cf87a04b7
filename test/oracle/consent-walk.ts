import { consentVerdict } from "../../device/core/consent.ts";
import { consentFor, noticePages } from "../../device/node/notice.ts";
import type { Asked, askForConsent, Granted } from "../../device/node/notice-dialogue.ts";
import { integer, pick, type Random } from "../random.ts";
import { AGES, LANGUAGES, TERMS } from "./notice-wearers.ts";

const WORDS = ["", "", "", "", "", "", "yes", "no", "p", "s", "d", "x", "a name"];
const NOW = Date.UTC(2026, 2, 9, 6);

export interface Walk {
  /** Ways that ended in a yes. */
  agreed: number;
  /** Ways whose yes also made a lawful record. */
  lawful: number;
  violations: string[];
}

function askedFor(next: Random): Asked {
  const wearer = { ageGroup: pick(next, AGES), language: pick(next, LANGUAGES) };
  return { terms: { ...TERMS[wearer.language], sensitive: pick(next, [[], ["falls" as const]]) }, wearer, guardians: 2 };
}

function linesFor(next: Random, path: number): string[] {
  const lines = Array.from({ length: 1 + integer(next, 40) }, () => pick(next, WORDS));
  // Half of the ways end in a row of yes, so that many get far.
  return path % 2 === 0 ? [...lines, ...Array.from({ length: 30 }, () => "yes")] : lines;
}

/** What is wrong with a yes: a page that was not on the screen before it, or a text kept that is not the one shown. */
function wrongWith(asked: Asked, granted: Granted, said: string): string | null {
  const due = noticePages({ ...asked, basis: granted.act.basis }).map((page) => page.text);
  const missing = due.findIndex((page) => !said.includes(page));
  if (missing >= 0) return `page ${missing + 1} of ${due.length} was not shown`;
  if (due.join("\f") !== granted.kept.pages.join("\f")) return "the text that was kept is not the one that was shown";
  return granted.act.noticeWhole ? null : "the notice was not passed through to its end";
}

/** P10: random people at random keys; nobody may arrive at a yes without the whole notice. */
export async function walkConsent(ask: typeof askForConsent, next: Random, paths: number): Promise<Walk> {
  const walk: Walk = { agreed: 0, lawful: 0, violations: [] };
  for (let path = 0; path < paths; path++) {
    const asked = askedFor(next);
    const lines = linesFor(next, path);
    let said = "";
    const say = (text: string): void => {
      said += text;
    };
    const granted = await ask(asked, { say, answer: async () => lines.shift() ?? null });
    // An objection that nobody weighed comes back as such; the table of legal grounds refuses it.
    if (granted === null || granted.act.opinion === "objects") continue;
    walk.agreed++;
    if (consentVerdict(consentFor(asked.terms, [0, 1], 1, NOW, granted.act)) === "accept") walk.lawful++;
    const wrong = wrongWith(asked, granted, said);
    if (wrong !== null) walk.violations.push(`way ${path}, ${asked.wearer.language} ${asked.wearer.ageGroup}: ${wrong}`);
  }
  return walk;
}
