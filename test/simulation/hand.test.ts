import { describe, expect, it } from "vitest";
import { pulsesOf } from "../../device/core/feel.ts";
import type { Household } from "../../simulator/world/household.ts";
import { explanation, family, trail } from "./family.ts";

function hold(house: Household, seconds: number): void {
  house.button.press();
  house.pass(seconds);
  house.button.release();
}

function presses(house: Household, count: number): void {
  for (let i = 0; i < count; i++) {
    house.button.press();
    house.clock.advance(150);
    house.button.release();
    house.clock.advance(200);
  }
  house.pass(1);
}

/** A family whose device has been telling where the wearer is for a minute. */
function tracked(): Household {
  const house = family();
  house.agree();
  house.pass(60);
  expect(trail(house).length).toBeGreaterThan(5);
  return house;
}

const felt = (house: Household) => house.haptic.last()?.pulsesMs;

describe("the wearer's hand on the button", () => {
  it("R-14 withdraws when it is held for two seconds: lamp dark, one long vibration, and not a fix afterwards", () => {
    const house = tracked();
    house.button.press();
    house.clock.advance(1500);
    expect(house.lamp.seen()).toBe("recording");
    house.clock.advance(750);
    expect(house.lamp.seen()).toBe("dark");
    expect(felt(house)).toEqual(pulsesOf("withdrawn"));
    const known = trail(house).length;
    house.button.release();
    house.pass(600);
    expect(trail(house).length).toBe(known);
    expect(house.receiver.isOpen()).toBe(false);
    expect(explanation(house)).toBe("withdrawn");
  });

  it("R-14 withdraws without a network, and what waited is gone when the network is back", () => {
    const house = tracked();
    house.deviceLink.setReachable(false);
    house.pass(120);
    const known = trail(house).length;
    expect(house.device.state.outbox.waiting.length).toBeGreaterThan(5);
    hold(house, 3);
    house.deviceLink.setReachable(true);
    house.pass(600);
    expect(trail(house).length).toBe(known);
    expect(explanation(house)).toBe("withdrawn");
  });

  it("R-34 held for ten seconds asks everyone to delete, and says so with two long vibrations", () => {
    const house = tracked();
    hold(house, 11);
    house.pass(10);
    expect(felt(house)).toEqual(pulsesOf("deleted"));
    expect(house.device.state.consent?.deletionAsked).toBe(true);
    expect(explanation(house)).toBe("deletion-asked");
  });

  it("R-32 pressed twice makes a pause of an hour that ends by itself", () => {
    const house = family();
    const schedule = house.agreedSchedule();
    house.agree({ schedule: { ...schedule, windows: [{ days: 127, fromMinute: 0, toMinute: 1440 }] } });
    house.pass(60);
    presses(house, 2);
    expect(felt(house)).toEqual(pulsesOf("paused"));
    const known = trail(house).length;
    house.pass(3500);
    expect(trail(house).length).toBe(known);
    expect(explanation(house)).toBe("paused");
    house.pass(200);
    expect(explanation(house)).toBe("tracking");
    expect(trail(house).length).toBeGreaterThan(known);
  });

  it("R-32 pressed twice again ends the pause", () => {
    const house = tracked();
    presses(house, 2);
    house.pass(60);
    presses(house, 2);
    expect(felt(house)).toEqual(pulsesOf("resumed"));
    house.pass(60);
    expect(explanation(house)).toBe("tracking");
  });

  it("R-32 pressed three times objects: it ends, also over a restart, until a new consent", () => {
    const house = tracked();
    presses(house, 3);
    expect(felt(house)).toEqual(pulsesOf("objected"));
    const known = trail(house).length;
    house.pass(60);
    house.killDevice();
    house.bootDevice();
    house.pass(600);
    expect(trail(house).length).toBe(known);
    expect(explanation(house)).toBe("objected");
    house.agree();
    house.pass(60);
    expect(explanation(house)).toBe("tracking");
  });

  it("R-18 pressed once is told by vibration whether it records", () => {
    const house = tracked();
    presses(house, 1);
    expect(felt(house)).toEqual(pulsesOf("recording"));
    presses(house, 2);
    presses(house, 1);
    expect(felt(house)).toEqual(pulsesOf("silent"));
  });
});

describe("an emergency", () => {
  it("R-12 is announced by lamp and vibration, and does not open before its minute is over", () => {
    const house = family();
    house.agree();
    house.pass(30);
    house.device.pause(600);
    house.pass(30);
    const known = trail(house).length;
    house.device.call("parent", "missing");
    house.pass(55);
    expect(house.lamp.seen()).toBe("announced");
    expect(felt(house)).toEqual(pulsesOf("announced"));
    expect(trail(house).length).toBe(known);
    house.pass(60);
    expect(house.lamp.seen()).toBe("recording");
    expect(trail(house).length).toBeGreaterThan(known);
    expect(trail(house).at(-1)?.flags.vitalInterest).toBe(true);
  });

  it("R-12 ends with the first press of the button, before and after it opened", () => {
    for (const wait of [20, 90]) {
      const house = family();
      house.agree();
      house.pass(30);
      house.device.pause(600);
      house.device.call("guardian", "danger");
      house.pass(wait);
      presses(house, 1);
      const known = trail(house).length;
      house.pass(600);
      expect(trail(house).length).toBe(known);
      expect(house.device.state.permission.vital.phase).toBe("closed");
    }
  });

  it("R-12 closes by itself after two hours, does not outlive a restart, and is never taken after a withdrawal", () => {
    const house = family();
    house.agree();
    house.pass(30);
    house.device.pause(1440);
    house.device.call("guardian", "danger");
    house.pass(7200 + 70);
    const known = trail(house).length;
    house.pass(60);
    expect(trail(house).length).toBe(known);
    const other = tracked();
    other.device.pause(600);
    other.device.call("medic", "accident");
    other.pass(90);
    other.killDevice();
    other.bootDevice();
    const before = trail(other).length;
    other.pass(300);
    expect(trail(other).length).toBe(before);
    other.device.withdraw();
    other.device.call("medic", "accident");
    other.pass(300);
    expect(trail(other).length).toBe(before);
  });
});
