import { expect, it } from "vitest";
import { consentFor, noticePages } from "../../../device/node/notice.ts";
import { forgetNotice, type KeptNotice, keepNotice, keptNotice } from "../../../device/node/notice-kept.ts";
import { simStore } from "../../../simulator/world/sim-store.ts";
import { TERMS } from "../../oracle/notice-wearers.ts";

const CONSENT = consentFor(TERMS.en, [0, 1], 4, Date.UTC(2026, 2, 9, 6));
const WEARER = { ageGroup: "adult", language: "en" } as const;
const KEPT: KeptNotice = {
  pages: noticePages({ terms: TERMS.en, wearer: WEARER, basis: "adult", guardians: 2 }).map((page) => page.text),
  references: [{ what: "The law", text: "Law 1/2026" }],
};

it("R-15 what was agreed to can be read again, word for word, until it is forgotten", () => {
  const store = simStore(new Map());
  expect(keepNotice(store, 4, KEPT)).toBe(true);
  expect(keptNotice(store, CONSENT)).toEqual(KEPT);
  expect(forgetNotice(store, 4)).toBe(true);
  expect(keptNotice(store, CONSENT)).toBeNull();
});

it("R-15 a text that was changed afterwards, or belongs to another consent, is not shown as the one agreed to", () => {
  const store = simStore(new Map());
  keepNotice(store, 4, { ...KEPT, pages: KEPT.pages.map((page) => page.replace("10 m", "1 m")) });
  expect(keptNotice(store, CONSENT)).toBeNull();
  keepNotice(store, 4, KEPT);
  expect(keptNotice(store, { ...CONSENT, number: 5 })).toBeNull();
});

it("a record that is rotten or of another shape is none", () => {
  const store = simStore(new Map());
  for (const text of ["", "{", "null", "[]", '{"pages":[1],"references":[]}']) {
    store.replace("notice-4", new TextEncoder().encode(text));
    expect(keptNotice(store, CONSENT)).toBeNull();
  }
});
