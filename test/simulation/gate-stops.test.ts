import { describe, expect, it } from "vitest";
import type { Household } from "../../simulator/world/household.ts";
import { CLOSES_MS, explanation, family, START_MS, trail } from "./family.ts";

/** A family in which frames have been coming for two minutes. */
function tracking(): Household {
  const house = family();
  house.agree();
  house.pass(120);
  expect(trail(house).length).toBeGreaterThan(15);
  expect(explanation(house)).toBe("tracking");
  return house;
}

/** Fixes that the guardian got of moments after this one, and frames that entered the broker after it. */
function since(house: Household, atMs: number, frames: number): { fixes: number; frames: number } {
  return { fixes: trail(house).filter((fix) => fix.timeS * 1000 > atMs).length, frames: house.overheard.length - frames };
}

function now(house: Household): number {
  return START_MS + house.clock.upMs();
}

describe("before anybody agreed", () => {
  it("R-10 the serial port stays closed, the lamp dark, and nothing at all leaves", () => {
    const house = family();
    house.pass(3600);
    expect(house.receiver.isOpen()).toBe(false);
    expect(house.lamp.seen()).toBe("dark");
    expect(house.deviceLink.isUp()).toBe(false);
    expect(house.overheard).toEqual([]);
    expect(explanation(house)).toBe("never-heard");
  });

  it("R-10 a consent that names no paired guardian changes nothing of that", () => {
    const house = family();
    house.agree({ guardians: 0b10 });
    house.pass(600);
    expect(house.receiver.isOpen()).toBe(false);
    expect(house.overheard).toEqual([]);
  });
});

describe("a lamp that stops answering", () => {
  it.each(["broken", "mute"] as const)(
    "R-18 (%s) stops the fixes within one second, and the guardian is told that it is the lamp",
    (fault) => {
      const house = tracking();
      house.lamp.setFault(fault);
      const at = now(house);
      house.pass(600);
      expect(since(house, at, 0).fixes).toBe(0);
      expect(explanation(house)).toBe("lamp-unconfirmed");
    },
  );

  it("R-18 stuck on after the hours ended opens nothing, and stuck dark at the start opens nothing", () => {
    const house = family();
    house.lamp.setFault("stuck");
    house.agree();
    house.pass(300);
    expect(trail(house)).toEqual([]);
    expect(explanation(house)).toBe("lamp-unconfirmed");
  });

  it("R-18 lets fixes pass again when it answers again", () => {
    const house = tracking();
    house.lamp.setFault("broken");
    house.pass(60);
    house.lamp.setFault("none");
    const at = now(house);
    house.pass(30);
    expect(since(house, at, 0).fixes).toBeGreaterThan(2);
    expect(explanation(house)).toBe("tracking");
  });

  it("R-18 that flickers every half second spends few frames and lets no fix pass while it is dark", () => {
    const house = tracking();
    const before = house.overheard.length;
    for (let i = 0; i < 120; i++) {
      house.lamp.setFault(i % 2 === 0 ? "broken" : "none");
      house.pass(0.5);
    }
    expect(house.overheard.length - before).toBeLessThan(120);
  });
});

describe("withdrawal", () => {
  it("R-14 stops everything at once: no fix afterwards, the port closed, the lamp dark, and the guardian is told", () => {
    const house = tracking();
    const at = now(house);
    house.device.withdraw();
    expect(house.receiver.isOpen()).toBe(false);
    expect(house.lamp.seen()).toBe("dark");
    const before = house.overheard.length;
    house.pass(7200);
    // The status "withdrawn" and its acknowledgement.
    expect(since(house, at, before)).toEqual({ fixes: 0, frames: 2 });
    expect(explanation(house)).toBe("withdrawn");
    expect(house.deviceLink.isUp()).toBe(false);
  });

  it("R-14 works without network: what waited is destroyed, and only the withdrawal is told when the network returns", () => {
    const house = tracking();
    house.deviceLink.setReachable(false);
    house.pass(300);
    const known = trail(house).length;
    expect(house.device.state.outbox.waiting.length).toBeGreaterThan(30);
    house.device.withdraw();
    const before = house.overheard.length;
    house.deviceLink.setReachable(true);
    house.pass(600);
    expect(trail(house).length).toBe(known);
    expect(house.overheard.length - before).toBe(2);
    expect(explanation(house)).toBe("withdrawn");
  });

  it("R-14 survives a restart: the device stays inert", () => {
    const house = tracking();
    house.device.withdraw();
    house.pass(10);
    house.killDevice();
    house.bootDevice();
    const before = house.overheard.length;
    house.pass(3600);
    expect(house.receiver.isOpen()).toBe(false);
    expect(house.overheard.length).toBe(before);
  });

  it("R-14 leaves no frame in the store that was sealed before it", () => {
    const house = tracking();
    house.deviceLink.setReachable(false);
    house.pass(120);
    const frames = house.device.state.outbox.waiting.map((entry) => Buffer.from(entry.frame).toString("latin1"));
    expect(frames.length).toBeGreaterThan(10);
    house.device.withdraw();
    const stored = [...house.store.surviving().values()].map((bytes) => Buffer.from(bytes).toString("latin1")).join("");
    expect(frames.filter((frame) => stored.includes(frame))).toEqual([]);
  });
});

describe("the end of the hours", () => {
  it("R-21 stops fixes at the minute, closes the port, and tells when it opens again", () => {
    const house = tracking();
    house.pass((CLOSES_MS - now(house)) / 1000 + 3600);
    const fixes = trail(house);
    expect(fixes.filter((fix) => fix.timeS * 1000 >= CLOSES_MS)).toEqual([]);
    expect(fixes.filter((fix) => fix.timeS * 1000 >= CLOSES_MS - 10_000).length).toBeGreaterThan(0);
    expect(house.receiver.isOpen()).toBe(false);
    expect(explanation(house)).toBe("outside-hours");
    const status = house.guardian.device().hearing.lastStatus?.status;
    expect(status?.nextS).toBe(Date.UTC(2026, 2, 10, 5, 0) / 1000);
  });

  it("R-21 is kept silent: not one frame between the announcement and the next opening", () => {
    const house = tracking();
    house.pass((CLOSES_MS - now(house)) / 1000 + 60);
    const before = house.overheard.length;
    house.pass(20 * 3600);
    expect(house.overheard.length).toBe(before);
  });

  it("R-21 opens again the next morning by itself", () => {
    const house = tracking();
    house.pass((CLOSES_MS - now(house)) / 1000 + 23.5 * 3600);
    expect(explanation(house)).toBe("tracking");
    expect(trail(house).at(-1)?.timeS).toBeGreaterThan(CLOSES_MS / 1000 + 23 * 3600);
  });
});

describe("a consent that ends", () => {
  it("R-11 stops fixes at its last second and says so", () => {
    const house = family();
    const expiresS = START_MS / 1000 + 300;
    house.agree({ expiresS });
    house.pass(900);
    expect(trail(house).filter((fix) => fix.timeS >= expiresS)).toEqual([]);
    expect(explanation(house)).toBe("consent-expired");
  });
});

describe("a store that fails", () => {
  it("R-10 shuts the gate while nothing can be made durable, says so, and opens again when it can", () => {
    const house = tracking();
    house.store.setFault({ kind: "full" });
    house.pass(5);
    const at = now(house);
    house.pass(55);
    expect(since(house, at, 0).fixes).toBe(0);
    expect(explanation(house)).toBe("storage-fault");
    house.store.setFault({ kind: "none" });
    house.pass(60);
    expect(explanation(house)).toBe("tracking");
  });
});

describe("a clock that is lost", () => {
  it("R-21 shuts the gate: hours cannot be kept without time", () => {
    const house = tracking();
    house.clock.setUtc(null);
    const at = now(house);
    house.pass(120);
    expect(since(house, at, 0).fixes).toBe(0);
    expect(explanation(house)).toBe("time-untrusted");
  });

  it("R-21 and a receiver that tells another day than the clock is not believed", () => {
    const house = tracking();
    house.clock.setUtc(START_MS + 3 * 86_400_000);
    const at = now(house);
    house.pass(60);
    expect(since(house, at + 1000, 0).fixes).toBe(0);
  });
});
