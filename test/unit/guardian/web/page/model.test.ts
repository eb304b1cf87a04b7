import { describe, expect, it } from "vitest";
import { apply, EMPTY, type Model } from "../../../../../guardian/web/page/model.ts";
import { lastSeen, spotsOf } from "../../../../../guardian/web/page/spots.ts";
import { fixAt, NOON_MS, viewOf } from "../fake-console.ts";

function loaded(): Model {
  return apply(EMPTY, { nowMs: NOON_MS, kind: "state", linkUp: true, devices: [viewOf("tracking")], wearer: null });
}

describe("what the page knows", () => {
  it("is all of it after the first message", () => {
    expect(loaded()).toMatchObject({ hearing: "heard", linkUp: true, devices: [{ id: "device-1" }] });
  });

  it("moves a device with each new position, and never back to an older one that comes late", () => {
    const newer = fixAt(NOON_MS + 5000, 37.98, 23.74, 3);
    const late = fixAt(NOON_MS + 2000, 37.97, 23.73, 2);
    const stamped = { nowMs: NOON_MS + 6000, kind: "change" } as const;
    const moved = apply(loaded(), { ...stamped, change: { kind: "fix", deviceId: "device-1", stored: newer } });
    const after = apply(moved, { ...stamped, change: { kind: "fix", deviceId: "device-1", stored: late } });
    expect(after.devices[0]?.lastFix?.fix.sequence).toBe(3);
    expect(after.trails["device-1"]?.map((stored) => stored.fix.sequence)).toEqual([2, 3]);
  });

  it("R-44 lets go of a device that the console has left", () => {
    const after = apply(loaded(), { nowMs: NOON_MS, kind: "change", change: { kind: "gone", deviceId: "device-1" } });
    expect(after.devices).toEqual([]);
    expect(after.trails["device-1"]).toBeUndefined();
  });

  it("takes in a device that was paired since, and the loss of the broker", () => {
    const stamped = { nowMs: NOON_MS, kind: "change" } as const;
    const two = apply(loaded(), { ...stamped, change: { kind: "device", view: viewOf("never-heard", { id: "device-2" }) } });
    expect(two.devices.map((view) => view.id)).toEqual(["device-1", "device-2"]);
    expect(apply(two, { ...stamped, change: { kind: "link", up: false } }).linkUp).toBe(false);
  });

  it("is heard again at the first message after a loss", () => {
    expect(apply({ ...loaded(), hearing: "lost" }, { nowMs: NOON_MS, kind: "tick" }).hearing).toBe("heard");
  });
});

describe("P51 the mark on the map", () => {
  const now = { nowMs: NOON_MS + 360_000, serverHeard: true, linkUp: true };

  it("says when it was seen once it is not live", () => {
    expect(lastSeen(NOON_MS, NOON_MS + 360_000, "UTC")).toBe("last seen 12:00, 6 min ago");
    expect(spotsOf([viewOf("withdrawn")], now).get("device-1")).toMatchObject({ live: false });
    expect(spotsOf([viewOf("withdrawn")], now).get("device-1")?.seen).toMatch(/^last seen .*6 min ago$/);
  });

  it("has no such words while it is live", () => {
    expect(spotsOf([viewOf("tracking")], { ...now, nowMs: NOON_MS + 5000 }).get("device-1")).toMatchObject({
      live: true,
      seen: null,
    });
  });

  it("is not drawn for a device that was never located", () => {
    expect(spotsOf([viewOf("never-heard", { lastFix: null })], now).size).toBe(0);
  });
});
