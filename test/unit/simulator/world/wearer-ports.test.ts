import { describe, expect, it } from "vitest";
import { hearButton, makeGestureWatch, passGesture } from "../../../../device/core/gesture.ts";
import { simButton } from "../../../../simulator/world/sim-button.ts";
import { simClock } from "../../../../simulator/world/sim-clock.ts";
import { MAX_FELT, simHaptic } from "../../../../simulator/world/sim-haptic.ts";
import { simLamp } from "../../../../simulator/world/sim-lamp.ts";

describe("the simulated button", () => {
  /** What the firmware makes of it, with four looks a second. */
  function gestures(act: (button: ReturnType<typeof simButton>, clock: ReturnType<typeof simClock>) => void): string[] {
    const [button, clock, watch] = [simButton(), simClock(null), makeGestureWatch()];
    const made: (string | null)[] = [];
    const tick = () => {
      made.push(passGesture(watch, clock.upMs()));
      clock.after(250, tick);
    };
    tick();
    button.start((down) => made.push(hearButton(watch, down, clock.upMs())));
    clock.advance(1000);
    act(button, clock);
    clock.advance(15_000);
    return made.filter((one) => one !== null);
  }

  it.each([
    [1, ["ask"]],
    [2, ["pause"]],
    [3, ["object"]],
    [4, []],
  ])("R-32 tapped %i times is understood as %j", (count, means) => {
    expect(gestures((button, clock) => button.tap(count, clock))).toEqual(means);
  });

  it.each([
    [1999, ["ask"]],
    [2000, ["withdraw"]],
    [11_000, ["withdraw", "delete"]],
  ])("R-14 held for %i ms is understood as %j", (ms, means) => {
    expect(gestures((button, clock) => button.hold(ms, clock))).toEqual(means);
  });

  it("says how long a row of taps takes", () => {
    const [button, clock] = [simButton(), simClock(null)];
    clock.advance(button.tap(3, clock) - 1);
    expect(button.isDown()).toBe(true);
    clock.advance(1);
    expect(button.isDown()).toBe(false);
    expect(clock.nextUpMs()).toBeNull();
  });
});

describe("the simulated motor", () => {
  it("remembers what was played and when, and not more than so much", () => {
    const clock = simClock(null);
    const haptic = simHaptic(clock);
    expect(haptic.last()).toBeNull();
    for (let i = 0; i <= MAX_FELT; i++) {
      haptic.play([i + 1]);
      clock.advance(10);
    }
    expect(haptic.played().length).toBe(MAX_FELT);
    expect(haptic.played()[0]).toEqual({ pulsesMs: [2], upMs: 10 });
    expect(haptic.last()).toEqual({ pulsesMs: [MAX_FELT + 1], upMs: MAX_FELT * 10 });
  });
});

describe("F30 the simulated lamp", () => {
  it("R-18 that flickers gives no answer, and answers again when it is mended", () => {
    const lamp = simLamp();
    lamp.show("recording");
    lamp.setFault("flicker");
    expect(lamp.read()).toBeNull();
    expect(lamp.read()).toBeNull();
    lamp.setFault("none");
    expect(lamp.read()).toBe("recording");
  });

  it("R-18 that is stuck shows what it showed, and says so", () => {
    const lamp = simLamp();
    lamp.show("recording");
    lamp.setFault("stuck");
    lamp.show("dark");
    expect(lamp.read()).toBe("recording");
    expect(lamp.seen()).toBe("recording");
  });
});
