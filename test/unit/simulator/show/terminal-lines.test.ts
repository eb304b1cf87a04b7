import { describe, expect, it } from "vitest";
import type { Scene } from "../../../../simulator/scene/scene.ts";
import { openScene } from "../../../../simulator/show/open-scene.ts";
import { Pacer } from "../../../../simulator/show/pacer.ts";
import { Show } from "../../../../simulator/show/show.ts";
import { SWITCHES } from "../../../../simulator/show/switches.ts";
import { hearKey } from "../../../../simulator/show/terminal.ts";
import { SWITCH_KEYS, terminalLines } from "../../../../simulator/show/terminal-lines.ts";
import { viewOf } from "../../../../simulator/show/view-of.ts";
import { toyCipher } from "../../../toy-cipher.ts";

function live(name: string | null = null) {
  const show = new Show(openScene(name) as Scene, toyCipher, 1);
  return { show, pacer: new Pacer(), look: () => undefined, close: () => undefined };
}

function textOf(one: ReturnType<typeof live>, width = 79): string {
  const lines = terminalLines(viewOf(one.show, one.pacer), width);
  return lines.map((line) => line.map(({ text }) => text).join("")).join("\n");
}

describe("the simulator in a terminal", () => {
  it("shows the lamp, the gate, what the guardian reads and what left, within any width", () => {
    const one = live();
    one.show.pass(30_000);
    const text = textOf(one);
    expect(text).toContain("(*) steady: it records");
    expect(text).toContain("The gate is open");
    expect(text).toContain("The lamp is lit, positions arrive.");
    expect(text).toMatch(/Tue 07:20:\d\d {2}a position {2}64 bytes/);
    for (const width of [40, 79, 200])
      for (const line of textOf(one, width).split("\n")) expect(line.length).toBeLessThanOrEqual(width);
  });

  it("has a key of its own for every switch, and none that already means something", () => {
    expect(new Set(SWITCH_KEYS).size).toBe(SWITCHES.length);
    expect(SWITCH_KEYS).not.toMatch(/[ .+\-bhwgaq]/);
  });

  it("turns what goes wrong on and off by its key", () => {
    const one = live();
    one.show.pass(20_000);
    hearKey(one, "l");
    one.show.pass(5_000);
    expect(textOf(one)).toContain("the lamp has not confirmed that it is lit");
    hearKey(one, "l");
    one.show.pass(5_000);
    expect(textOf(one)).toContain("The gate is open");
  });

  it("presses, holds, calls and answers by key; changes the speed, stands still, ends", () => {
    const one = live();
    one.show.pass(10_000);
    hearKey(one, "h");
    one.show.pass(12_000);
    expect(textOf(one)).toContain("Call for help");
    hearKey(one, "a");
    hearKey(one, "w");
    one.show.pass(6_000);
    expect(textOf(one)).toContain("the wearer withdrew");
    for (const key of ["+", "+", "+", "+"]) hearKey(one, key);
    expect(one.pacer.speed).toBe(1000);
    for (const key of ["-", "-", "-", "-", "-"]) hearKey(one, key);
    expect(one.pacer.speed).toBe(1);
    hearKey(one, " ");
    expect(one.pacer.running).toBe(false);
    expect([hearKey(one, "x"), hearKey(one, "q"), hearKey(one, "\u0003")]).toEqual([true, false, false]);
  });

  it("shows the steps of a scene around the one that comes next", () => {
    const one = live("withdrawn-on-the-bus");
    expect(textOf(one)).toContain("at least 4 positions have arrived");
    one.show.pass(200_000);
    expect(textOf(one)).toContain("ok 2 min 3 s");
  });
});
