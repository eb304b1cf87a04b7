import { describe, expect, it } from "vitest";
import {
  askLamp,
  hearLamp,
  LAMP_FRESH_MS,
  LAMP_STEADY_MS,
  type LampWatch,
  lampConfirmed,
  lampFails,
  lampIsNew,
  makeLampWatch,
} from "../../../device/core/lamp-watch.ts";

const FIRST = { asked: "dark", askedUpMs: 0, answer: null, answeredUpMs: 0, brokenUpMs: null, stuck: false };

/** Asked at 5 s to show "recording", and heard to show it at 6 s. */
function lit(): LampWatch {
  const watch = makeLampWatch(0);
  askLamp(watch, "recording", 5000);
  hearLamp(watch, "recording", 6000);
  return watch;
}

describe("R-18 the lamp's own answer", () => {
  it("starts with a lamp that nobody asked", () => {
    expect(makeLampWatch(0)).toEqual(FIRST);
    expect(makeLampWatch(4000)).toEqual({ ...FIRST, askedUpMs: 4000 });
    expect([LAMP_FRESH_MS, LAMP_STEADY_MS]).toEqual([1000, 1000]);
  });

  it("confirms for one second and not a millisecond longer", () => {
    expect(lampConfirmed(lit(), 6000)).toBe(true);
    expect(lampConfirmed(lit(), 6001)).toBe(true);
    expect(lampConfirmed(lit(), 7000)).toBe(true);
    expect(lampConfirmed(lit(), 7001)).toBe(false);
  });

  it("confirms nothing when it was given later than now", () => {
    expect(lampConfirmed(lit(), 5999)).toBe(false);
  });

  it("confirms nothing before the lamp was asked, nor after it is asked anew until it answers anew", () => {
    expect(lampConfirmed(makeLampWatch(0), 0)).toBe(false);
    const watch = lit();
    askLamp(watch, "recording", 6100);
    expect(watch).toEqual({ ...FIRST, asked: "recording", askedUpMs: 6100, answeredUpMs: 6000 });
    expect(lampConfirmed(watch, 6100)).toBe(false);
    hearLamp(watch, "recording", 6200);
    expect(lampConfirmed(watch, 6200)).toBe(true);
  });

  it.each(["dark", "silent", "announced", "panic", "fault", null] as const)("confirms nothing when it is %s", (answer) => {
    const watch = lit();
    hearLamp(watch, answer, 6500);
    expect(lampConfirmed(watch, 6500)).toBe(false);
  });

  it("confirms nothing when it shows what nobody asked for, or what was asked is not recording", () => {
    const watch = makeLampWatch(0);
    hearLamp(watch, "recording", 100);
    expect(lampConfirmed(watch, 100)).toBe(false);
    askLamp(watch, "silent", 200);
    hearLamp(watch, "recording", 300);
    expect(lampConfirmed(watch, 300)).toBe(false);
    hearLamp(watch, "silent", 300);
    expect(lampConfirmed(watch, 300)).toBe(false);
  });

  it("is new for one second after it was asked", () => {
    expect(lampIsNew(lit(), 5000)).toBe(true);
    expect(lampIsNew(lit(), 5999)).toBe(true);
    expect(lampIsNew(lit(), 6000)).toBe(false);
  });
});

describe("P1 R-18 a lamp that flickers", () => {
  it("counts again only after it was steady for a second", () => {
    const watch = lit();
    hearLamp(watch, null, 6500);
    expect(watch.brokenUpMs).toBe(6500);
    hearLamp(watch, "recording", 6600);
    expect(lampConfirmed(watch, 6600)).toBe(false);
    hearLamp(watch, "recording", 7499);
    expect(lampConfirmed(watch, 7499)).toBe(false);
    hearLamp(watch, "recording", 7500);
    expect(lampConfirmed(watch, 7500)).toBe(true);
  });

  it("begins that second anew with every break", () => {
    const watch = lit();
    for (const upMs of [6500, 7400, 8300]) {
      hearLamp(watch, "dark", upMs);
      hearLamp(watch, "recording", upMs + 100);
    }
    expect(lampConfirmed(watch, 9299)).toBe(false);
    expect(lampConfirmed(watch, 9300)).toBe(true);
  });

  it("begins it anew also while it is still dark from the last break, but not once that is long ago", () => {
    const dark = lit();
    hearLamp(dark, null, 6500);
    hearLamp(dark, null, 7499);
    expect(dark.brokenUpMs).toBe(7499);
    hearLamp(dark, null, 8499);
    expect(dark.brokenUpMs).toBe(7499);
    hearLamp(dark, "recording", 8500);
    expect(lampConfirmed(dark, 8500)).toBe(true);
  });

  it("has broken nothing off before it was lit, nor when it was asked to go out", () => {
    const slow = makeLampWatch(0);
    askLamp(slow, "recording", 5000);
    hearLamp(slow, null, 5100);
    hearLamp(slow, "recording", 5200);
    expect(slow.brokenUpMs).toBeNull();
    expect(lampConfirmed(slow, 5200)).toBe(true);
    const over = lit();
    askLamp(over, "silent", 6500);
    hearLamp(over, "silent", 6600);
    expect(over.brokenUpMs).toBeNull();
    const idle = makeLampWatch(0);
    hearLamp(idle, "recording", 100);
    hearLamp(idle, "dark", 200);
    expect(idle.brokenUpMs).toBeNull();
  });
});

describe("R-18 a lamp that is asked for something else", () => {
  it("begins with a clean sheet: what it broke off was the light that it was asked for before", () => {
    const watch = lit();
    hearLamp(watch, null, 6500);
    askLamp(watch, "silent", 6600);
    askLamp(watch, "recording", 6700);
    hearLamp(watch, "recording", 6800);
    expect(lampConfirmed(watch, 6800)).toBe(true);
  });

  it("confirms in the first second after the start, too", () => {
    const watch = makeLampWatch(0);
    askLamp(watch, "recording", 100);
    hearLamp(watch, "recording", 200);
    expect(lampConfirmed(watch, 200)).toBe(true);
  });
});

describe("P1 R-18 a lamp that is stuck", () => {
  function stuck(): LampWatch {
    const watch = lit();
    askLamp(watch, "silent", 7000);
    hearLamp(watch, "recording", 7999);
    expect(watch.stuck).toBe(false);
    hearLamp(watch, "recording", 8000);
    return watch;
  }

  it("is found out a second after it was asked for something else, and believed no more", () => {
    const watch = stuck();
    expect(watch.stuck).toBe(true);
    askLamp(watch, "recording", 9000);
    hearLamp(watch, "recording", 9100);
    expect(watch.stuck).toBe(true);
    expect(lampConfirmed(watch, 9100)).toBe(false);
  });

  it("is believed again once it showed another pattern that it was asked for", () => {
    const watch = stuck();
    hearLamp(watch, null, 8100);
    hearLamp(watch, "fault", 8200);
    expect(watch.stuck).toBe(true);
    hearLamp(watch, "silent", 8300);
    expect(watch.stuck).toBe(false);
    askLamp(watch, "recording", 9000);
    hearLamp(watch, "recording", 9100);
    expect(lampConfirmed(watch, 9100)).toBe(true);
  });

  it.each(["dark", "fault", null] as const)("is another thing than one that shows %s: that is no false yes", (answer) => {
    const watch = makeLampWatch(0);
    askLamp(watch, "silent", 1000);
    hearLamp(watch, answer, 9000);
    expect(watch.stuck).toBe(false);
  });

  it("is not said of a lamp that shows recording because it was asked to", () => {
    const watch = lit();
    hearLamp(watch, "recording", 60_000);
    expect(watch.stuck).toBe(false);
  });
});

describe("R-18 whether the lamp fails the wearer", () => {
  it("is not known while it had no time to answer, or is asked for something else", () => {
    const watch = makeLampWatch(0);
    expect(lampFails(watch, 5000)).toBeNull();
    askLamp(watch, "recording", 5000);
    expect(lampFails(watch, 5999)).toBeNull();
    askLamp(watch, "silent", 6000);
    hearLamp(watch, "dark", 9000);
    expect(lampFails(watch, 9000)).toBeNull();
  });

  it("is no while it is confirmed, and yes when it is not", () => {
    expect(lampFails(lit(), 7000)).toBe(false);
    expect(lampFails(lit(), 7001)).toBe(true);
  });

  it("is yes while it is stuck, whatever it is asked for", () => {
    const watch = { ...lit(), stuck: true };
    expect(lampFails(watch, 6000)).toBe(true);
    expect(lampFails({ ...watch, asked: "silent" }, 6000)).toBe(true);
    expect(lampFails({ ...watch, askedUpMs: 6000 }, 6000)).toBe(true);
  });
});
