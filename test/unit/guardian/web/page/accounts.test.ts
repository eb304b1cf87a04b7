import { describe, expect, it } from "vitest";
import type { Explanation } from "../../../../../guardian/core/view.ts";
import { accountOf } from "../../../../../guardian/web/page/explanations.ts";
import { FRESH_MS, isLive } from "../../../../../guardian/web/page/freshness.ts";
import { accuracy, duration, moment, speed } from "../../../../../guardian/web/page/words.ts";
import { fixAt, flags, NOON_MS, statusAt, viewOf } from "../fake-console.ts";

const HERE = { nowMs: NOON_MS + 10_000, serverHeard: true, linkUp: true };
const EXPLANATIONS: Explanation[] = [
  "withdrawn",
  "consent-expired",
  "outside-hours",
  "lamp-unconfirmed",
  "time-untrusted",
  "no-fix",
  "storage-fault",
  "rest-due",
  "objected",
  "notice-changed",
  "paused",
  "deletion-asked",
  "never-heard",
  "overdue",
  "broker-unreachable",
];

describe("what the page says", () => {
  it.each(EXPLANATIONS)("of %s is one plain sentence of its own, and never that it is live", (explanation) => {
    const account = accountOf(viewOf(explanation), HERE);
    expect(account.tone).not.toBe("live");
    expect(account.sentence).toMatch(/^[A-Z].*\.$/);
    const others = EXPLANATIONS.filter((other) => other !== explanation).map((other) => accountOf(viewOf(other), HERE).headline);
    expect(others).not.toContain(account.headline);
  });

  it("of tracking is that the lamp is lit, while the last position is fresh", () => {
    expect(accountOf(viewOf("tracking"), HERE).tone).toBe("live");
    expect(accountOf(viewOf("tracking"), { ...HERE, nowMs: NOON_MS + FRESH_MS + 2000 }).tone).toBe("care");
  });

  it("R-12 of a position under vital interest is that nobody agreed to it, and never that the wearer did", () => {
    const lastFix = fixAt(NOON_MS, 37.9745, 23.735, 1, { flags: flags({ vitalInterest: true }) });
    const account = accountOf(viewOf("tracking", { lastFix }), HERE);
    expect(account.headline).toBe("An emergency is open");
    expect(account.sentence).toContain("not by the wearer's consent");
    expect(account.sentence).not.toContain("has agreed");
  });

  it("R-34 of a deletion is that the reader is asked to erase, too", () => {
    expect(accountOf(viewOf("deletion-asked"), HERE).sentence).toContain("you are asked to erase what this console holds");
  });

  it("R-21 of the hours names the next opening in the reader's own time", () => {
    const lastStatus = statusAt(NOON_MS, "outside-hours", { nextS: Date.UTC(2026, 10, 20, 5, 20) / 1000 });
    expect(accountOf(viewOf("outside-hours", { lastStatus }), HERE, "Europe/Athens").sentence).toContain("tomorrow at 07:20");
    expect(accountOf(viewOf("outside-hours"), HERE).sentence).toContain("No next opening");
  });

  it("puts the console's own loss of the broker before anything the device said", () => {
    expect(accountOf(viewOf("tracking"), { ...HERE, linkUp: false }).headline).toContain("broker");
  });
});

describe("a position", () => {
  it("is shown as the present one only while everything between is heard and it is fresh", () => {
    expect(isLive(viewOf("tracking"), HERE)).toBe(true);
    expect(isLive(viewOf("tracking"), { ...HERE, serverHeard: false })).toBe(false);
    expect(isLive(viewOf("tracking"), { ...HERE, linkUp: false })).toBe(false);
    expect(isLive(viewOf("tracking"), { ...HERE, nowMs: NOON_MS + FRESH_MS + 1 })).toBe(false);
    expect(isLive(viewOf("tracking", { lastFix: null }), HERE)).toBe(false);
    for (const explanation of EXPLANATIONS) expect(isLive(viewOf(explanation), HERE), explanation).toBe(false);
  });
});

describe("figures in words", () => {
  it("say unknown for what is not known, and never zero", () => {
    expect([accuracy(null), speed(null)]).toEqual(["not known", "not known"]);
    expect([accuracy(0), speed(0)]).toEqual(["within 0.0 m", "0.0 km/h"]);
  });

  it("tell ages in the unit that people use", () => {
    expect([0, 59_999, 60_000, 3_900_000, 90_000_000, -5000].map(duration)).toEqual([
      "0 s",
      "59 s",
      "1 min",
      "1 h 5 min",
      "1 day",
      "0 s",
    ]);
  });

  it("tell moments with the day only when it is another", () => {
    const at = Date.UTC(2026, 10, 19, 6, 5);
    expect(moment(at, NOON_MS, "UTC")).toBe("06:05");
    expect(moment(at + 86_400_000, NOON_MS, "UTC")).toBe("tomorrow at 06:05");
    expect(moment(at - 86_400_000, NOON_MS, "UTC")).toBe("yesterday at 06:05");
    expect(moment(at + 4 * 86_400_000, NOON_MS, "UTC")).toBe("Monday at 06:05");
  });
});
