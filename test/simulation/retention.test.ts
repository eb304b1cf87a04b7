import { describe, expect, it } from "vitest";
import { explanation, family, trail } from "./family.ts";

const DAY_S = 86_400;

describe("R-23 what waits on the device", () => {
  it("is gone from memory and store after the agreed days, although nobody ever fetched it", () => {
    const house = family();
    house.agree({ retentionDays: 2 });
    house.pass(30);
    house.deviceLink.setReachable(false);
    house.pass(120);
    const frames = house.device.state.outbox.waiting.map((entry) => Buffer.from(entry.frame).toString("latin1"));
    expect(frames.length).toBeGreaterThan(15);
    const known = trail(house).length;
    house.receiver.setPlugged(false);
    house.pass(2 * DAY_S + 60);
    const stored = [...house.store.surviving().values()].map((bytes) => Buffer.from(bytes).toString("latin1")).join("");
    expect(frames.filter((frame) => stored.includes(frame))).toEqual([]);
    house.deviceLink.setReachable(true);
    house.pass(300);
    expect(trail(house).length).toBe(known);
    expect(explanation(house)).not.toBe("never-heard");
  });
});
