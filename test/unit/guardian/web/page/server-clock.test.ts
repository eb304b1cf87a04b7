import { describe, expect, it } from "vitest";
import { hearClock, NO_CLOCK, paceOf, type ServerClock, serverNow } from "../../../../../guardian/web/page/server-clock.ts";

const START = 1_000_000;

/** Ticks of two local seconds in a world of the given pace. */
function ticks(count: number, pace: number): ServerClock {
  let clock = NO_CLOCK;
  for (let i = 0; i <= count; i++) clock = hearClock(clock, START + i * 2000 * pace, i * 2000);
  return clock;
}

describe("the server's clock on the page", () => {
  it("P51 goes on counting while the server is silent, so that an old position keeps getting older", () => {
    expect(serverNow(ticks(3, 1), 6000 + 60_000)).toBe(START + 66_000);
  });

  it("follows a world whose time runs four times as fast", () => {
    expect(serverNow(ticks(3, 4), 6000 + 1000)).toBe(START + 24_000 + 4000);
  });

  it("takes a leap of the simulated clock at once, and does not race on after it", () => {
    const leapt = hearClock(ticks(4, 1), START + 8000 + 12 * 3_600_000, 8100);
    expect(serverNow(leapt, 8100)).toBe(START + 8000 + 12 * 3_600_000);
    expect(paceOf(hearClock(leapt, START + 10_000 + 12 * 3_600_000, 10_100))).toBeCloseTo(1, 5);
  });

  it("never runs backwards when this computer's own clock is set back", () => {
    expect(serverNow(ticks(3, 1), -50_000)).toBe(START + 6000);
  });

  it("says nothing before the server was ever heard", () => {
    expect(serverNow(NO_CLOCK, 5000)).toBeNull();
  });
});
