import { describe, expect, it } from "vitest";
import { seededRandom } from "../../../simulator/random.ts";
import { own, type Reading, readTrace, type TraceTally } from "../../oracle/freshness-traces.ts";

function faults(reading: Reading): Set<string> {
  const tally: TraceTally = { looks: 0, live: 0, faults: [] };
  for (let n = 0; n < 200; n++) readTrace(tally, seededRandom(n), reading);
  expect(tally.looks).toBeGreaterThan(1000);
  return new Set(tally.faults);
}

describe("P51 U3 what the guardian's page calls live", () => {
  it("is never stale, never ahead of its time, and never what the device took back", () => {
    expect(faults(own)).toEqual(new Set());
  });

  it("shows a page that forgets the age", () => {
    const ageless: Reading = { ...own, isLive: (view, now) => now.linkUp && now.serverHeard && view.lastFix !== null };
    expect(faults(ageless)).toContain("a stale position is shown as live");
  });

  it("shows a page that believes a time which lies ahead", () => {
    const trusting: Reading = {
      ...own,
      isLive: (view, now) => {
        const ahead = view.lastFix !== null && view.lastFix.fix.timeS * 1000 > now.nowMs;
        return own.isLive(view, now) || (ahead && now.linkUp && now.serverHeard && view.explanation === "tracking");
      },
    };
    expect(faults(trusting)).toContain("a stale position is shown as live");
  });

  it("shows a console for which the last that came is the newest", () => {
    const arrival: Reading = {
      ...own,
      hear: (hearing, header, report, receivedMs) => {
        const before = { ...hearing, lastFix: report.kind === "fix" ? null : hearing.lastFix, account: null };
        return own.hear(before, header, report, receivedMs);
      },
    };
    expect(faults(arrival)).toContain("the last fix is not the one sealed last");
  });

  it("shows a page that calls a position live while nobody is heard", () => {
    const deaf: Reading = {
      ...own,
      isLive: (view, now) => own.isLive(view, { ...now, serverHeard: true }),
    };
    expect(faults(deaf)).toContain("a position is shown as live while nobody is heard");
  });
});
