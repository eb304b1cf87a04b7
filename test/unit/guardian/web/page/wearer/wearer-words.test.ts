import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  cannotCall,
  consentWords,
  holdWords,
  LEGEND,
  lampWords,
  standingWords,
} from "../../../../../../guardian/web/page/wearer/wearer-words.ts";
import { tellTimesIn } from "../../../../../../guardian/web/page/words.ts";
import type { WearerPanelState } from "../../../../../../guardian/web/wearer-panel.ts";
import { NOON_MS } from "../../fake-console.ts";
import { makeFakePanel } from "../../fake-panel.ts";

const LAMPS: WearerPanelState["lamp"][] = ["dark", "recording", "silent", "announced", "panic", "fault", null];
const CONSENTS: WearerPanelState["consent"][] = [
  "none",
  "active",
  "withdrawn",
  "deletion-asked",
  "objected",
  "expired",
  "notice-changed",
  "paused",
];

function state(more: Partial<WearerPanelState> = {}): WearerPanelState {
  return { ...makeFakePanel().now, ...more };
}

beforeEach(() => tellTimesIn("UTC"));
afterEach(() => tellTimesIn(undefined));

describe("what is said beside the drawn device", () => {
  it("R-18 has a sentence of its own for every pattern of the lamp, and one alone says that it records", () => {
    const sentences = LAMPS.map((lamp) => lampWords(state({ lamp })));
    expect(new Set(sentences).size).toBe(LAMPS.length);
    expect(sentences.filter((sentence) => /is recording|steady/.test(sentence))).toEqual([
      lampWords(state({ lamp: "recording" })),
    ]);
  });

  it.each(CONSENTS)("names the consent when it is %s, and says what follows", (consent) => {
    const others = CONSENTS.filter((other) => other !== consent);
    expect(others.map((other) => consentWords(state({ consent: other })))).not.toContain(consentWords(state({ consent })));
    expect(others.map((other) => standingWords(state({ consent: other }), NOON_MS))).not.toContain(
      standingWords(state({ consent }), NOON_MS),
    );
  });

  it("R-32 tells when a pause ends by itself", () => {
    const paused = state({ consent: "paused", pausedUntilMs: NOON_MS + 3_600_000 });
    expect(standingWords(paused, NOON_MS)).toBe("Paused until 13:00. Two presses end it earlier.");
    expect(standingWords(state({ consent: "paused" }), NOON_MS)).toBe("Two presses end the pause.");
  });

  it("R-12 tells of an emergency before anything else, with the moment and how to refuse it", () => {
    const until = { emergencyUntilMs: NOON_MS + 60_000 };
    const announced = standingWords(state({ consent: "paused", emergency: "announced", ...until }), NOON_MS);
    expect(announced).toBe("An emergency is called. Unless a press refuses it, it opens at 12:01:00.");
    expect(standingWords(state({ emergency: "open", ...until }), NOON_MS)).toContain("Any press ends it");
    expect(standingWords(state({ emergency: "closed", ...until }), NOON_MS)).toBe(standingWords(state(), NOON_MS));
  });

  it("R-14 says of a hold only what the device did already, and what comes next", () => {
    expect(holdWords(state())).toBeNull();
    expect(holdWords(state({ buttonDown: true }))).toBe("Held for 2 seconds, consent is withdrawn.");
    expect(holdWords(state({ buttonDown: true, consent: "withdrawn" }))).toMatch(/^Withdrawn\. Held on to 10 seconds/);
    expect(holdWords(state({ buttonDown: true, consent: "deletion-asked" }))).toBe("Deleted. Let go.");
  });

  it("R-12 says why no emergency can be called", () => {
    expect(cannotCall(state(), NOON_MS)).toBeNull();
    expect(cannotCall(state({ consent: "notice-changed" }), NOON_MS)).toBeNull();
    for (const consent of ["withdrawn", "deletion-asked", "objected"] as const)
      expect(cannotCall(state({ consent }), NOON_MS)).toContain("the wearer said no");
    const closed = state({ emergency: "closed", emergencyUntilMs: NOON_MS + 3_600_000 });
    expect(cannotCall(closed, NOON_MS)).toContain("before 13:00");
  });

  it("explains every gesture of the button", () => {
    expect(LEGEND.map((line) => line.does).join("; ")).toBe(
      "feel how it is; pause, or go on; object; call for help; withdraw consent; delete my data too",
    );
  });
});
