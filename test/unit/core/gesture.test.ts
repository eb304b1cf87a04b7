import { describe, expect, it } from "vitest";
import { BOUNCE_MS, DELETE_HOLD_MS, HOLD_MS, PAUSE_BETWEEN_MS, STUCK_MS } from "../../../device/core/gesture.ts";
import { integer, random } from "../../random.ts";
import { Hand, hand, TICK_MS } from "./gesture-hand.ts";
import { makeContacts, slowGestures } from "./slow-gesture.ts";

describe("R-14 a hold withdraws", () => {
  it.each([
    [HOLD_MS - 1, ["ask"]],
    [HOLD_MS, ["withdraw"]],
    [DELETE_HOLD_MS - 1, ["withdraw"]],
    [DELETE_HOLD_MS, ["withdraw", "delete"]],
    [STUCK_MS - 1, ["withdraw", "delete"]],
    [STUCK_MS, ["withdraw", "delete"]],
    [3_600_000, ["withdraw", "delete"]],
  ])("held for %i ms it means %j, whenever the board happens to look", (ms, means) => {
    for (let phaseMs = 0; phaseMs < TICK_MS; phaseMs += 10) {
      const one = hand(phaseMs);
      one.press(ms);
      expect(one.rest(), `phase ${phaseMs}`).toEqual(means);
    }
  });

  it("while it is still held, within one look of two seconds", () => {
    const one = hand(90);
    const from = one.upMs;
    one.set(true);
    one.pass(HOLD_MS + TICK_MS);
    expect(one.gestures()).toEqual(["withdraw"]);
    expect((one.made[0]?.upMs ?? 0) - from).toBeLessThan(HOLD_MS + TICK_MS);
  });

  it.each([1, 2, 3, 4])("also as the end of a row that began with %i short presses, and the row is forgotten", (count) => {
    const one = hand();
    one.taps(count);
    one.press(HOLD_MS);
    expect(one.rest()).toEqual(["withdraw"]);
  });

  it("once only, however long it is held, and again at the next hold", () => {
    const one = hand();
    one.press(9000);
    one.pass(50);
    one.press(9000);
    expect(one.rest()).toEqual(["withdraw", "withdraw"]);
  });

  it("although the contact breaks off for moments, as under a trembling finger", () => {
    const one = hand();
    for (let i = 0; i < 20; i++) {
      one.press(81);
      one.pass(BOUNCE_MS - 1);
    }
    expect(one.rest()).toEqual(["withdraw"]);
  });

  it("seen by a board that did not look for half a minute, but deletes nothing on such ground", () => {
    const one = hand();
    one.set(true);
    one.look(one.upMs + STUCK_MS);
    one.look(one.upMs + STUCK_MS + 250);
    expect(one.gestures()).toEqual(["withdraw"]);
  });

  it("seen by a board that looked too late for the withdrawal, it deletes, which withdraws as well", () => {
    const one = hand();
    one.set(true);
    one.look(one.upMs + DELETE_HOLD_MS);
    expect(one.gestures()).toEqual(["delete"]);
  });
});

describe("R-05 five short presses call for help", () => {
  it("at the end of the fifth, whatever comes after", () => {
    const one = hand();
    one.taps(4);
    one.press(100);
    one.pass(TICK_MS + BOUNCE_MS);
    expect(one.gestures()).toEqual(["help"]);
    one.taps(12);
    expect(one.rest()).toEqual(["help"]);
  });

  it("and not when the fifth is a hold: that withdraws and does nothing else", () => {
    const one = hand();
    one.taps(4);
    one.press(HOLD_MS);
    expect(one.rest()).toEqual(["withdraw"]);
  });
});

describe("R-18 and R-32 a row of short presses", () => {
  it.each([
    [1, ["ask"]],
    [2, ["pause"]],
    [3, ["object"]],
    [4, []],
    [5, ["help"]],
    [6, ["help"]],
    [1000, ["help"]],
  ])("of %i means %j", (count, means) => {
    const one = hand();
    one.taps(count);
    expect(one.rest()).toEqual(means);
    one.taps(1);
    expect(one.rest()).toEqual([...means, "ask"]);
  });

  it.each([
    [PAUSE_BETWEEN_MS - 1, ["pause"]],
    [PAUSE_BETWEEN_MS, ["ask", "ask"]],
  ])("with %i ms between two presses means %j", (gapMs, means) => {
    for (let phaseMs = 0; phaseMs < TICK_MS; phaseMs += 10) {
      const one = hand(phaseMs);
      one.press(100);
      one.pass(gapMs);
      one.press(100);
      expect(one.rest(), `phase ${phaseMs}`).toEqual(means);
    }
  });

  it("is told while nothing happens any more, not at the next press", () => {
    const one = hand();
    one.press(100);
    one.pass(PAUSE_BETWEEN_MS + TICK_MS);
    expect(one.gestures()).toEqual(["ask"]);
  });
});

it("R-14, R-18 a random hand means what the rules say, read slowly (2,000 stories)", () => {
  const met = new Map<string, number>();
  for (let seed = 1; seed <= 2000; seed++) {
    const next = random(seed);
    const contacts = makeContacts(next, 1 + integer(next, 16));
    const one = new Hand(0, integer(next, TICK_MS));
    for (const { fromMs, toMs } of contacts) {
      one.pass(fromMs - one.upMs);
      one.press(toMs - fromMs);
    }
    one.rest();
    const meant = slowGestures(contacts);
    expect(one.gestures(), `seed ${seed}`).toEqual(meant.map((each) => each.gesture));
    for (const [i, { gesture, dueMs }] of meant.entries()) {
      met.set(gesture, (met.get(gesture) ?? 0) + 1);
      const lateMs = (one.made[i]?.upMs ?? Number.NaN) - dueMs;
      expect(lateMs >= 0 && lateMs <= TICK_MS + BOUNCE_MS, `seed ${seed}: ${gesture} ${lateMs} ms late`).toBe(true);
    }
  }
  for (const gesture of ["ask", "pause", "object", "withdraw", "delete", "help"]) expect(met.get(gesture)).toBeGreaterThan(100);
});
