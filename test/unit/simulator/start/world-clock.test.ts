import { describe, expect, it } from "vitest";
import { LINGER_MS, type WorldClock, worldClock } from "../../../../simulator/start/world-clock.ts";
import { random } from "../../../random.ts";

const START_MS = Date.UTC(2026, 0, 5, 5, 20);
const SPEED = 4;

interface World {
  clock: WorldClock;
  pass(realMs: number): void;
}

function world(): World {
  let realMs = 1000;
  const clock = worldClock(START_MS, SPEED, () => realMs);
  return { clock, pass: (ms) => (realMs += ms) };
}

describe("the clock of the made-up world", () => {
  it("runs as many times faster as it was told", () => {
    const { clock, pass } = world();
    pass(1000);
    expect([clock.upMs(), clock.utcMs(), clock.pace()]).toEqual([4000, START_MS + 4000, 4]);
  });

  it("R-14 keeps true time while a hand is at the button: two seconds of holding are two seconds", () => {
    const { clock, pass } = world();
    pass(1000);
    clock.hand(true);
    const before = clock.upMs();
    pass(2000);
    expect(clock.upMs() - before).toBe(2000);
    expect(clock.pace()).toBe(1);
  });

  it("keeps it for a moment after the hand let go, so that a row of presses is one row, then is as fast as before", () => {
    const { clock, pass } = world();
    clock.hand(true);
    pass(100);
    clock.hand(false);
    const before = clock.upMs();
    pass(LINGER_MS + 1000);
    expect(clock.upMs() - before).toBe(LINGER_MS + 1000 * SPEED);
    expect(clock.pace()).toBe(SPEED);
  });

  it("goes neither back nor forward at a change of pace, and its two faces agree at every moment", () => {
    const { clock, pass } = world();
    const next = random(7);
    let last = clock.upMs();
    for (let i = 0; i < 2000; i++) {
      const ms = next() * 700;
      pass(ms);
      const up = clock.upMs();
      expect(up).toBeGreaterThanOrEqual(last);
      expect(up - last).toBeLessThanOrEqual(ms * SPEED + 1);
      expect(clock.utcMs() - up).toBe(START_MS);
      last = up;
      clock.hand(next() < 0.5);
      expect(clock.upMs()).toBe(last);
    }
  });

  it("leaps only once no hand is at the button, because a leap would make a press one of hours", () => {
    const { clock, pass } = world();
    clock.hand(true);
    clock.skipTo(START_MS + 3_600_000);
    pass(500);
    expect(clock.upMs()).toBe(500);
    clock.hand(false);
    pass(LINGER_MS);
    expect(clock.upMs()).toBe(3_600_000);
  });

  it("never leaps back", () => {
    const { clock, pass } = world();
    clock.skipTo(START_MS + 60_000);
    clock.skipTo(START_MS + 30_000);
    pass(250);
    expect(clock.upMs()).toBe(61_000);
  });
});
