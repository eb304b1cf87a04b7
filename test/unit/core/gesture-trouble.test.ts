import { describe, expect, it } from "vitest";
import {
  BOUNCE_MS,
  FIRST_LOOK_MS,
  HOLD_MS,
  hearButton,
  makeGestureWatch,
  passGesture,
  STUCK_MS,
} from "../../../device/core/gesture.ts";
import { integer, random } from "../../random.ts";
import { Hand, hand, TICK_MS } from "./gesture-hand.ts";
import { type Contact, makeContacts, slowGestures } from "./slow-gesture.ts";

function isSubsequence(part: string[], whole: string[]): boolean {
  let at = 0;
  for (const one of whole) if (one === part[at]) at++;
  return at === part.length;
}

describe("F31 a bad button", () => {
  it("bounces at both ends of a press, and it is one press", () => {
    const one = hand();
    for (const ms of [3, 7, 2, 11]) {
      one.press(ms);
      one.pass(BOUNCE_MS - 1);
    }
    one.press(200);
    for (const ms of [1, 5, 2]) {
      one.pass(BOUNCE_MS - 1);
      one.press(ms);
    }
    expect(one.rest()).toEqual(["ask"]);
  });

  it("is pressed a million times, calls for help once, and keeps nothing", () => {
    const one = hand();
    const before = Object.keys(one.watch).length;
    for (let i = 0; i < 1_000_000; i++) one.set(i % 2 === 0, one.upMs + i * 50);
    expect(one.watch.presses).toBeLessThanOrEqual(6);
    one.upMs += 50_000_000;
    expect(one.rest()).toEqual(["help"]);
    expect(Object.keys(one.watch).length).toBe(before);
    one.press(HOLD_MS);
    expect(one.rest()).toEqual(["help", "withdraw"]);
  });

  it("told the same state again and again, hears one press", () => {
    const one = hand();
    one.set(true);
    one.set(true);
    one.pass(100);
    one.set(false);
    one.set(false);
    expect(one.rest()).toEqual(["ask"]);
  });

  it.each([0, 1, FIRST_LOOK_MS - 1])(
    "was down %i ms after the first look: nothing until it was up once, then everything",
    (afterMs) => {
      const one = new Hand(70_000);
      one.pass(afterMs);
      one.press(60_000);
      expect(one.rest()).toEqual([]);
      one.press(HOLD_MS);
      expect(one.rest()).toEqual(["withdraw"]);
    },
  );

  it("down at the first look and bouncing when it comes up, means nothing", () => {
    const one = new Hand(0);
    one.press(5000);
    one.pass(10);
    one.press(20);
    expect(one.rest()).toEqual([]);
  });

  it("heard as down before anything was looked at, means nothing until it was up once", () => {
    const watch = makeGestureWatch();
    expect(hearButton(watch, true, 5000)).toBeNull();
    expect(passGesture(watch, 8000)).toBeNull();
    expect(hearButton(watch, false, 9000)).toBeNull();
    expect(passGesture(watch, 10_000)).toBeNull();
    hearButton(watch, true, 11_000);
    expect(passGesture(watch, 13_000)).toBe("withdraw");
  });

  it(`pressed ${FIRST_LOOK_MS} ms after the first look, it is a press`, () => {
    const one = new Hand(0);
    one.pass(FIRST_LOOK_MS);
    one.press(100);
    expect(one.rest()).toEqual(["ask"]);
  });

  it("jammed for half a minute, makes nothing of a clock that goes back", () => {
    const one = hand();
    one.set(true);
    one.pass(STUCK_MS + 1000);
    const before = one.gestures().length;
    one.upMs = 0;
    one.pass(60_000);
    expect(one.gestures().length).toBe(before);
  });
});

describe("R-14 an uptime that cannot be trusted", () => {
  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])("of %d makes no gesture", (upMs) => {
    const one = hand();
    one.press(100);
    one.look(upMs);
    one.look(upMs);
    expect(one.gestures()).toEqual([]);
    one.set(true, upMs);
    one.look(upMs);
    one.set(false, upMs);
    expect(one.rest()).toEqual([]);
  });

  it("that is no number when the press begins, still lets the hold withdraw two seconds after it is one again", () => {
    const one = hand();
    one.set(true, Number.NaN);
    one.pass(HOLD_MS);
    expect(one.gestures()).toEqual([]);
    one.pass(TICK_MS * 2);
    expect(one.gestures()).toEqual(["withdraw"]);
  });

  it("that goes back during a hold, still withdraws two seconds later", () => {
    const one = hand();
    one.set(true);
    one.pass(1800);
    one.upMs = 10;
    one.pass(1990);
    expect(one.gestures()).toEqual([]);
    one.pass(TICK_MS * 2);
    expect(one.gestures()).toEqual(["withdraw"]);
  });

  it("that goes back within a row, makes nothing of the row", () => {
    const one = hand();
    one.taps(2);
    one.upMs = 10;
    one.taps(1);
    expect(one.rest()).toEqual([]);
    one.taps(2);
    expect(one.rest()).toEqual(["pause"]);
  });

  it("that goes back after a withdrawal, does not stand in the way of the next press", () => {
    const one = hand();
    one.press(HOLD_MS);
    one.upMs = 10;
    one.press(HOLD_MS);
    expect(one.rest()).toEqual(["withdraw", "withdraw"]);
  });

  it("makes no gesture that a true clock would not have made, and after it a hold withdraws (500 random stories)", () => {
    for (let seed = 1; seed <= 500; seed++) {
      const next = random(seed);
      const one = hand(integer(next, TICK_MS));
      const whole: Contact[] = [];
      let trueMs = one.upMs;
      for (const { fromMs, toMs } of makeContacts(next, 12, BOUNCE_MS)) {
        one.pass(fromMs + 5000 - trueMs);
        one.set(true);
        one.pass(toMs - fromMs);
        one.set(false, integer(next, 8) === 0 ? Number.NaN : one.upMs);
        trueMs = toMs + 5000;
        whole.push({ fromMs, toMs });
        // Back by less than has passed since the last look, it only looks slow, and nobody can notice.
        if (integer(next, 4) === 0) one.setBack(1 + integer(next, 3000));
        if (integer(next, 8) === 0) one.look(Number.NaN);
      }
      const made = one.rest();
      const meant = slowGestures(whole).map((each) => each.gesture);
      expect(isSubsequence(made, meant), `seed ${seed}: ${made} of ${meant}`).toBe(true);
      const before = one.made.length;
      one.press(HOLD_MS);
      expect(one.gestures().slice(before), `seed ${seed}`).toEqual(["withdraw"]);
    }
  });
});
