import { describe, expect, it } from "vitest";
import type { Scene } from "../../../../simulator/scene/scene.ts";
import { openScene } from "../../../../simulator/show/open-scene.ts";
import { Pacer } from "../../../../simulator/show/pacer.ts";
import { Show } from "../../../../simulator/show/show.ts";
import { SWITCHES } from "../../../../simulator/show/switches.ts";
import { viewOf } from "../../../../simulator/show/view-of.ts";
import { toyCipher } from "../../../toy-cipher.ts";

function show(name: string | null = null, seed = 1): Show {
  return new Show(openScene(name) as Scene, toyCipher, seed);
}

const look = (one: Show) => viewOf(one, new Pacer());

describe("what the simulator's page shows", () => {
  it("has the wearer on the way, and the guardian seeing them where they are", () => {
    const one = show();
    one.pass(60_000);
    const view = look(one);
    expect(view.device).toMatchObject({ lamp: "recording", refusal: null, receiverOpen: true, linkUp: true });
    expect(view.guardian.account).toBe("tracking");
    expect(view.clock).toBe("Tue 07:21:00");
    const { place } = view.guardian;
    expect(Math.abs((place?.latDeg ?? 0) - (view.wearer.place?.latDeg ?? 9))).toBeLessThan(0.001);
    expect(view.left.some(({ what }) => what === "a position")).toBe(true);
    expect(view.broken).toEqual([]);
  });

  it("says what was kept back, for how long and why, while the lamp is broken, and goes on when it is mended", () => {
    const one = show();
    one.pass(30_000);
    expect(one.turn("lamp broken", true)).toBe(null);
    one.pass(20_000);
    const dark = look(one);
    expect(dark.device).toMatchObject({ refusal: "lamp-unconfirmed", lampBroken: true });
    expect(dark.refused[0]).toMatchObject({ why: "the lamp has not confirmed that it is lit" });
    expect(dark.refused[0]?.count).toBeGreaterThan(15);
    expect(dark.switches.find(({ name }) => name === "lamp broken")?.on).toBe(true);
    one.turn("lamp broken", false);
    one.pass(5_000);
    expect(look(one).device.refusal).toBe(null);
  });

  it("R-14 withdraws when the button is held for two seconds of virtual time, and not before", () => {
    const one = show();
    one.pass(20_000);
    one.press(true);
    one.pass(1500);
    expect(look(one).device).toMatchObject({ refusal: null, buttonDown: true });
    one.pass(1500);
    one.press(false);
    one.pass(2000);
    const view = look(one);
    expect(view.device).toMatchObject({ refusal: "withdrawn", lamp: "dark", receiverOpen: false });
    expect(view.device.felt?.pulsesMs.length).toBeGreaterThan(0);
    expect(view.guardian.account).toBe("withdrawn");
    expect(view.broken).toEqual([]);
  });

  it("R-05 five presses call for help, which the guardian sees and answers", () => {
    const one = show();
    one.pass(20_000);
    for (let i = 0; i < 5; i++) {
      one.press(true);
      one.pass(150);
      one.press(false);
      one.pass(200);
    }
    one.pass(10_000);
    expect(look(one).guardian.alerts[0]).toMatchObject({ open: true });
    expect(one.say("the guardian answers the call")).toBe(null);
    one.pass(5_000);
    expect(look(one).guardian.alerts[0]).toMatchObject({ open: false });
  });

  it("takes each step of a scene at its moment, and says how it came out", () => {
    const one = show("withdrawn-on-the-bus");
    expect(new Set(look(one).steps.map(({ state }) => state))).toEqual(new Set(["waits"]));
    one.pass(59_000);
    expect(look(one).steps[0]?.state).toBe("waits");
    one.pass(4_000_000);
    expect(new Set(look(one).steps.map(({ state }) => state))).toEqual(new Set(["done", "holds"]));
    expect(look(one).broken).toEqual([]);
  });

  it("is the same, byte for byte, for the same seed and the same acts, however time was cut", () => {
    const [once, again] = [show(null, 7), show(null, 7)];
    for (let i = 0; i < 300; i++) once.pass(100);
    again.pass(30_000);
    expect(JSON.stringify(look(again))).toBe(JSON.stringify(look(once)));
    const other = show(null, 8);
    other.pass(30_000);
    expect(JSON.stringify(look(other))).not.toBe(JSON.stringify(look(once)));
  });

  it("knows each of its switches, on and off, and says what it does not know", () => {
    const one = show();
    for (const { name } of SWITCHES) {
      expect([name, one.turn(name, true)]).toEqual([name, null]);
      one.pass(3000);
      expect([name, one.turn(name, false)]).toEqual([name, null]);
      one.pass(3000);
    }
    expect(look(one).broken).toEqual([]);
    expect(one.turn("warp drive", true)).toMatch(/no switch "warp drive"/);
    expect(one.say("the lamp brakes")).toMatch(/for example "the lamp breaks"/);
  });

  it("says which scene was meant", () => {
    expect(openScene("withdrawn-on-bus")).toEqual([expect.stringContaining('Did you mean "withdrawn-on-the-bus"?')]);
  });
});

describe("the pace of the show", () => {
  it("lets a hand on the button live in its own time", () => {
    const pacer = new Pacer();
    pacer.speed = 1000;
    expect([pacer.virtualMs(100, false), pacer.virtualMs(100, true)]).toEqual([100_000, 100]);
    pacer.running = false;
    expect([pacer.virtualMs(100, false), pacer.virtualMs(100, true)]).toEqual([0, 100]);
  });

  it("makes up for no more than a second at once, and never goes back", () => {
    const pacer = new Pacer();
    expect([pacer.virtualMs(60_000, false), pacer.virtualMs(-5, false)]).toEqual([1000, 0]);
  });
});
