import { describe, expect, it } from "vitest";
import type { ServiceTerms, Wearer } from "../../../device/node/config.ts";
import { consentFor, type NoticePage, noticeHashes, noticePages } from "../../../device/node/notice.ts";
import { equalBytes } from "../../../device/protocol/bytes.ts";
import { changedFields, sentencesOf, TERMS, WEARERS, wordsOf } from "../../oracle/notice-wearers.ts";

const NOW = Date.UTC(2026, 2, 9, 6);

function pagesOf(wearer: Wearer, change: Partial<ServiceTerms> = {}, guardians = 2): NoticePage[] {
  const basis = wearer.ageGroup === "adult" ? "adult" : "parents";
  return noticePages({ terms: { ...TERMS[wearer.language], ...change }, wearer, basis, guardians });
}

/** The pages that are written for the wearer. */
function ownPages(wearer: Wearer): NoticePage[] {
  return pagesOf(wearer).filter((page) => page.reader === (wearer.ageGroup === "adult" ? "adult" : "child"));
}

function textOf(wearer: Wearer, field: NoticePage["field"]): string {
  return ownPages(wearer)
    .filter((page) => page.field === field)
    .map((page) => page.text)
    .join("\n");
}

/** Words that the item must hold in each language, whatever the reader's age. */
const WORDS = {
  en: {
    data: [
      /position|where you are/i,
      /time/i,
      /accura|sure/i,
      /high|height/i,
      /speed|fast/i,
      /direction|way you go/i,
      /battery/i,
    ],
    recipients: [/2 (paired guardians|guardians|grown-ups)/, /Maria and Eleni/],
    days: /Monday to Friday/,
    times: /7:20.*8/,
    retention: [/7 days/, /14 days/],
    rights: [/see|show me/, /copy/, /correct|wrong/, /delete|throw it away/, /object|say no|do not want/, /authority|office/],
    withdrawal: [/press w three times/, /9 months/, /chang|new/],
    lamp: [/lamp is on/, /broken|does not work/],
  },
  el: {
    data: [
      /θέση|πού είσαι|Πού βρίσκεσαι/,
      /ώρα/,
      /ακρίβεια|σίγουρ/,
      /υψόμετρο|ψηλά/,
      /ταχύτητα|γρήγορα/,
      /κατεύθυνση|προς τα πού/,
      /μπαταρία/,
    ],
    recipients: [/2 (συνδεδεμένοι κηδεμόνες|κηδεμόνες|μεγάλοι)/, /Μαρία και Ελένη/],
    days: /Δευτέρα έως Παρασκευή/,
    times: /7:20.*8/,
    retention: [/7 (ημέρες|μέρες)/, /14 (ημέρες|μέρες)/],
    rights: [
      /δείτε|δεις|δείξε/,
      /αντίγραφο/,
      /διορθώ|διορθω|λάθος/,
      /διαγρ|σβηστεί|σβήσε/,
      /εναντιωθείτε|αντίρρηση|πεις όχι|δεν το θέλω/,
      /Αρχή|γραφείο/,
    ],
    withdrawal: [/τρεις φορές το πλήκτρο w/, /9 μήνες/, /αλλάξει|Άλλαξε/],
    lamp: [/φωτάκι (είναι αναμμένο|ανάβει)/, /δεν λειτουργεί|χαλάσει|Χάλασε/],
  },
};

describe.each(WEARERS)("R-11 R-13 the notice in $language for $ageGroup", (wearer) => {
  const words = WORDS[wearer.language];
  const terms = TERMS[wearer.language];

  it("has the ten items, each on a page of its own", () => {
    expect(ownPages(wearer).map((page) => page.field)).toEqual([
      "controller",
      "purpose",
      "data",
      "recipients",
      "hours",
      "data",
      "retention",
      null,
      "rights",
      "rights",
    ]);
  });

  it("names controller and representative with their addresses, the purpose, and the hours in words", () => {
    expect(textOf(wearer, "controller")).toContain(terms.controller);
    expect(textOf(wearer, "controller")).toContain(terms.representative);
    expect(textOf(wearer, "purpose")).toContain(wearer.ageGroup === "adult" ? terms.purpose : terms.purposeForChild);
    expect(textOf(wearer, "hours")).toMatch(words.days);
    expect(textOf(wearer, "hours")).toMatch(words.times);
    expect(textOf(wearer, "hours")).toContain("2026");
    expect(textOf(wearer, "hours")).toContain("Europe/Athens");
  });

  it("tells every data category, the recipients, both periods, every right and the way out", () => {
    for (const item of ["data", "recipients", "retention"] as const)
      for (const word of words[item]) expect(textOf(wearer, item)).toMatch(word);
    for (const word of [...words.rights, ...words.withdrawal]) expect(textOf(wearer, "rights")).toMatch(word);
    for (const word of words.lamp) expect(textOf(wearer, null)).toMatch(word);
  });

  it("has no gap where the configuration leaves something out", () => {
    const bare = { representative: undefined, recipients: undefined, purposeForChild: undefined, closed: [], trips: [] };
    for (const page of pagesOf(wearer, bare, 1)) {
      expect(page.text).not.toMatch(/undefined|null|NaN|\n {2}\n|\n$/);
      expect(page.text).not.toMatch(/ {2}\S.* {2}|\.\.|\( ?\)/);
    }
  });
});

const HOURS_CHANGED = [{ days: ["mon" as const], from: "07:20", to: "08:00" }];
const CHANGES: [string, Partial<ServiceTerms>, string][] = [
  ["controller", { controller: "Somebody else, Street 9, Town" }, "controller"],
  ["representative", { representative: "Another, Street 3, Town" }, "controller"],
  ["no representative", { representative: undefined }, "controller"],
  ["purpose", { purpose: "To be watched." }, "purpose"],
  ["recipients", { recipients: ["Maria", "Zoe"] }, "recipients"],
  ["sensitive", { sensitive: ["falls"] }, "data"],
  ["intervalS", { intervalS: 9 }, "data"],
  ["decimals", { decimals: 5 }, "data"],
  ["timeZone", { timeZone: "Europe/Berlin" }, "hours"],
  ["hours", { hours: HOURS_CHANGED }, "hours"],
  ["closed", { closed: ["2026-12-25"] }, "hours"],
  ["trips", { trips: [] }, "hours"],
  ["retentionDays", { retentionDays: 8 }, "retention"],
  ["months", { months: 8 }, "rights"],
];

describe.each(WEARERS)("R-16 P8 a change of the configuration, $language, $ageGroup", (wearer) => {
  const before = noticeHashes(pagesOf(wearer));

  it.each(CHANGES)("of %s changes the hash of its own item alone, and the whole", (_name, change, field) => {
    const after = noticeHashes(pagesOf(wearer, change));
    expect(changedFields(before, after)).toEqual([field]);
    expect(equalBytes(before.whole, after.whole)).toBe(false);
  });

  it("of the number of guardians changes the recipients, of the legal ground the purpose", () => {
    expect(changedFields(before, noticeHashes(pagesOf(wearer, {}, 3)))).toEqual(["recipients"]);
    const asked = { terms: TERMS[wearer.language], wearer, guardians: 2 };
    expect(changedFields(before, noticeHashes(noticePages({ ...asked, basis: "legal-duty" })))).toEqual(["purpose"]);
  });

  it("that changes nothing leaves every hash as it was", () => {
    const same = noticeHashes(pagesOf(wearer, {}));
    expect(changedFields(before, same)).toEqual([]);
    expect(equalBytes(before.whole, same.whole)).toBe(true);
  });
});

it("R-13 R-16 the purpose in a child's words is part of a minor's notice only", () => {
  for (const wearer of WEARERS) {
    const after = noticeHashes(pagesOf(wearer, { purposeForChild: "So that we meet." }));
    const expected = wearer.ageGroup === "adult" ? [] : ["purpose"];
    expect(changedFields(noticeHashes(pagesOf(wearer)), after)).toEqual(expected);
  }
});

it("R-11 the same notice in another language or for another age is another notice", () => {
  const wholes = WEARERS.map((wearer) => Buffer.from(noticeHashes(pagesOf(wearer)).whole).toString("hex"));
  expect(new Set(wholes).size).toBe(8);
});

describe("R-13 words for the reader's age", () => {
  const BOUNDS = {
    adult: { mean: 9, most: 30 },
    "14-17": { mean: 8, most: 20 },
    "9-13": { mean: 7, most: 12 },
    "5-8": { mean: 5.5, most: 10 },
  };

  function lengths(wearer: Wearer): number[] {
    const texts = ownPages(wearer).filter((page) => page.field !== "hours");
    return texts.flatMap((page) => sentencesOf(page.text)).map(wordsOf);
  }
  function mean(values: number[]): number {
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  }

  it.each(WEARERS)("$language, $ageGroup: sentences are short enough, on average and each", (wearer) => {
    const all = lengths(wearer);
    expect(all.length).toBeGreaterThan(20);
    expect(mean(all)).toBeLessThanOrEqual(BOUNDS[wearer.ageGroup].mean);
    expect(Math.max(...all)).toBeLessThanOrEqual(BOUNDS[wearer.ageGroup].most);
  });

  it.each(["en", "el"] as const)("%s: the younger the reader, the shorter the sentences", (language) => {
    const means = (["adult", "14-17", "9-13", "5-8"] as const).map((ageGroup) => mean(lengths({ ageGroup, language })));
    expect(means).toEqual([...means].sort((a, b) => b - a));
  });

  it.each(WEARERS)("R-14 says how this very device is stopped, by button or by keys: $language $ageGroup", (wearer) => {
    const stopped = (stopBy: "button" | "keys") => pagesOf(wearer, { stopBy }).map((page) => page.text);
    const button = stopped("button").filter((text) => !stopped("keys").includes(text));
    expect(button.length).toBe(wearer.ageGroup === "adult" ? 1 : 2);
    for (const text of button) expect(text).toMatch(wearer.language === "en" ? /hold the button for two seconds/i : /το κουμπί/);
  });

  it("Greek notices are Greek: no Latin word but names, keys and commands", () => {
    for (const wearer of WEARERS.filter((each) => each.language === "el")) {
      const latin = pagesOf(wearer).flatMap((page) => page.text.match(/[A-Za-z]+/g) ?? []);
      expect(
        latin.filter((word) => !["w", "p", "o", "d", "h", "Europe", "Athens", "lychnos", "consent", "withdraw"].includes(word)),
      ).toEqual([]);
    }
  });
});

describe("R-21 the consent of a minor", () => {
  const wearer: Wearer = { ageGroup: "9-13", language: "el" };
  const act = {
    wearer,
    basis: "parents" as const,
    evidence: 12,
    noticeWhole: true,
    childNotice: "9-13" as const,
    opinion: "agrees" as const,
    sensitive: "none" as const,
  };

  it("records ten free hours only when the hours leave them", () => {
    const day = (from: string, to: string): ServiceTerms => ({ ...TERMS.el, hours: [{ days: ["mon"], from, to }] });
    expect(consentFor(day("07:00", "21:00"), [0], 1, NOW, act)).toMatchObject({ restMinutes: 600, restKept: true });
    expect(consentFor(day("07:00", "21:01"), [0], 1, NOW, act)).toMatchObject({ restMinutes: 600, restKept: false });
  });
});
