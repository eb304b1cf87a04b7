import { describe, expect, it } from "vitest";
import { FALL_ASK_MS } from "../../device/core/fall-watch.ts";
import { pulsesOf } from "../../device/core/feel.ts";
import type { Incident } from "../../guardian/core/incidents.ts";
import { makeMotion } from "../../simulator/motion/make-motion.ts";
import { SCENES, type Scene } from "../../simulator/motion/scenes.ts";
import { Household } from "../../simulator/world/household.ts";
import { toyCipher } from "../toy-cipher.ts";
import { START_MS, TERMS, trail } from "./family.ts";

const ASK_S = FALL_ASK_MS / 1000;

/** A family whose notice names falls, and a device that can feel one. */
function house(): Household {
  return new Household({ cipher: toyCipher, startMs: START_MS, terms: { ...TERMS, sensitive: ["falls"] }, motion: true });
}

function watched(): Household {
  const home = house();
  home.agree({ sensitive: "agreed" });
  home.pass(30);
  return home;
}

function play(home: Household, scene: Scene, seed = 7): void {
  home.accelerometer.play(makeMotion(scene, seed));
}

/** Lets time pass until the wearer is asked. @returns whether they were. */
function isAsked(home: Household, seconds = 40): boolean {
  for (let i = 0; i < seconds && home.device.state.fall.askedUpMs === null; i++) home.pass(1);
  return home.device.state.fall.askedUpMs !== null;
}

function falls(home: Household): Incident[] {
  return home.guardian.device().incidents.filter(({ alert }) => alert === "fall");
}

function tap(home: Household, count: number): void {
  home.button.tap(count, home.clock);
  home.pass(2);
}

const questions = (home: Household) =>
  home.haptic.played().filter(({ pulsesMs }) => String(pulsesMs) === String(pulsesOf("fallen"))).length;

describe("R-04 a fall in a household", () => {
  it("asks the wearer for half a minute, then reaches the guardian, who can answer", () => {
    const home = watched();
    play(home, "fall");
    expect(isAsked(home)).toBe(true);
    home.pass(ASK_S - 3);
    expect(falls(home)).toEqual([]);
    expect(questions(home)).toBeGreaterThan(4);
    home.pass(6);
    expect(falls(home)).toMatchObject([{ alert: "fall", phase: "raised" }]);
    home.guardian.ask("panic-ack", falls(home)[0]?.incident ?? 0);
    home.pass(5);
    expect(falls(home)).toMatchObject([{ alert: "fall", phase: "acknowledged" }]);
    expect(home.haptic.last()?.pulsesMs).toEqual(pulsesOf("heard"));
  });

  it("tells nobody anything when one press says that it was nothing", () => {
    const home = watched();
    play(home, "fall");
    expect(isAsked(home)).toBe(true);
    home.pass(ASK_S - 5);
    tap(home, 1);
    expect(home.haptic.last()?.pulsesMs).toEqual(pulsesOf("call-over"));
    home.pass(300);
    expect(falls(home)).toEqual([]);
    expect(home.device.state.alerts).toEqual([]);
  });

  it("waits for a press that has begun when the half minute ends", () => {
    const home = watched();
    play(home, "fall");
    expect(isAsked(home)).toBe(true);
    const sinceMs = home.clock.upMs() - (home.device.state.fall.askedUpMs ?? 0);
    home.clock.advance(FALL_ASK_MS - sinceMs - 200);
    tap(home, 1);
    home.pass(60);
    expect(falls(home)).toEqual([]);
  });

  it("is called off by one press after it was told, and the guardian sees that", () => {
    const home = watched();
    play(home, "fall");
    expect(isAsked(home)).toBe(true);
    home.pass(ASK_S + 5);
    expect(falls(home)).toHaveLength(1);
    tap(home, 1);
    home.pass(5);
    expect(falls(home)).toMatchObject([{ phase: "cancelled" }]);
  });

  it("gives way to a call for help, which the wearer makes themselves", () => {
    const home = watched();
    play(home, "fall");
    expect(isAsked(home)).toBe(true);
    tap(home, 5);
    home.pass(60);
    expect(home.guardian.device().incidents).toMatchObject([{ alert: "panic" }]);
  });

  it.each(SCENES.filter((scene) => scene !== "fall" && scene !== "drop"))("asks nobody after this: %s", (scene) => {
    const home = watched();
    play(home, scene);
    expect(isAsked(home, 70)).toBe(false);
  });

  it("reaches the guardian within seconds of the first working path, and survives a power cut meanwhile", () => {
    const home = watched();
    home.deviceLink.setReachable(false);
    play(home, "fall");
    expect(isAsked(home)).toBe(true);
    home.pass(ASK_S + 60);
    home.killDevice();
    home.bootDevice();
    home.pass(200);
    expect(falls(home)).toEqual([]);
    home.deviceLink.setReachable(true);
    home.pass(65);
    expect(falls(home)).toMatchObject([{ alert: "fall", phase: "raised" }]);
  });

  it("tells a second fall after the first was answered", () => {
    const home = watched();
    for (const seed of [7, 8]) {
      play(home, "fall", seed);
      expect(isAsked(home)).toBe(true);
      home.pass(ASK_S + 5);
      home.guardian.ask("panic-ack", falls(home).find(({ phase }) => phase === "raised")?.incident ?? 0);
      home.pass(5);
    }
    expect(new Set(falls(home).map(({ incident }) => incident)).size).toBe(2);
  });
});

describe("R-17 without a yes to data on health", () => {
  it.each([
    ["nobody agreed to anything", (home: Household) => home.pass(1)],
    ["the question on health was answered no", (home: Household) => home.agree({ sensitive: "none" })],
    ["it is wanted without a consent of its own", (home: Household) => home.agree({ sensitive: "without-consent" })],
    [
      "the consent was withdrawn",
      (home: Household) => {
        home.agree({ sensitive: "agreed" });
        home.device.withdraw();
      },
    ],
    [
      "the wearer paused",
      (home: Household) => {
        home.agree({ sensitive: "agreed" });
        home.device.pause(60);
      },
    ],
    [
      "the notice changed",
      (home: Household) => {
        home.agree({ sensitive: "agreed" });
        home.changeNotice();
      },
    ],
  ])("the accelerometer is not read: %s", (_name, given) => {
    const home = house();
    given(home);
    play(home, "fall");
    home.pass(120);
    expect(home.accelerometer.handedOver()).toBe(0);
    expect(home.accelerometer.isOn()).toBe(false);
    expect(falls(home)).toEqual([]);
  });

  it("is let go of when the wearer takes back that yes alone, also over a restart; positions go on", () => {
    const home = watched();
    play(home, "fall");
    expect(isAsked(home)).toBe(true);
    home.device.refuseHealth();
    const known = trail(home).length;
    home.pass(60);
    home.killDevice();
    home.bootDevice();
    home.pass(60);
    expect(home.accelerometer.isOn()).toBe(false);
    expect(falls(home)).toEqual([]);
    expect(trail(home).length).toBeGreaterThan(known + 5);
  });

  it("a fall that was told is over when that yes is taken back, and is not told again", () => {
    const home = watched();
    play(home, "fall");
    expect(isAsked(home)).toBe(true);
    home.pass(ASK_S + 5);
    expect(falls(home)).toMatchObject([{ phase: "raised" }]);
    home.device.refuseHealth();
    home.pass(300);
    expect(falls(home)).toMatchObject([{ phase: "cancelled" }]);
    expect(home.device.state.alerts).toEqual([]);
  });

  it("it is let go of outside the hours", () => {
    const home = watched();
    expect(home.accelerometer.isOn()).toBe(true);
    home.pass(2000);
    expect(home.accelerometer.isOn()).toBe(false);
  });

  it("R-18 it is let go of when the lamp cannot be confirmed", () => {
    const home = watched();
    home.lamp.setFault("broken");
    home.pass(5);
    expect(home.accelerometer.isOn()).toBe(false);
  });

  it("a question is not told that was asked before the yes was withdrawn", () => {
    const home = watched();
    play(home, "fall");
    expect(isAsked(home)).toBe(true);
    home.device.withdraw();
    home.pass(120);
    expect(falls(home)).toEqual([]);
  });

  it("R-20 no motion is stored, and none leaves: with a fall that is taken back the same bytes are written and sent as without", () => {
    const [moved, rested] = [watched(), watched()];
    play(moved, "fall");
    expect(isAsked(moved)).toBe(true);
    moved.button.tap(1, moved.clock);
    rested.clock.advance(moved.clock.upMs() - rested.clock.upMs());
    for (const home of [moved, rested]) home.pass(20);
    expect(moved.overheard).toEqual(rested.overheard);
    expect(moved.store.surviving()).toEqual(rested.store.surviving());
  });
});
