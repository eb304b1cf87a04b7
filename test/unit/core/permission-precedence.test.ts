import { describe, expect, it } from "vitest";
import {
  hearPermission,
  makePermission,
  type Permission,
  pauseSeemsOver,
  permissionClaims,
} from "../../../device/core/permission.ts";
import { makeVitalWatch, type VitalWatch } from "../../../device/core/vital-interest.ts";
import { AT_NINE, agreed, sameNotice } from "./gate-consent.ts";

const UP = 500_000;
const OPEN: VitalWatch = { phase: "open", actor: "parent", reason: "accident", sinceUpMs: UP, seenUpMs: UP };

function pausedFor(minutes: number): Permission {
  return { ...makePermission(makeVitalWatch(), sameNotice()), pausedUpMs: UP, pauseMs: minutes * 60_000 };
}

describe("R-14 a pause that runs", () => {
  it.each([
    ["withdrawn", { withdrawn: true }],
    ["objected", { objected: true }],
    ["expired", { expiresS: 0 }],
  ] as const)("hides nothing that weighs more: %s", (claim, change) => {
    expect(permissionClaims(pausedFor(10), agreed(change), UP, AT_NINE).consent).toBe(claim);
    expect(permissionClaims(pausedFor(10), agreed(), UP, AT_NINE).consent).toBe("paused");
  });

  it("is none where there is no consent", () => {
    expect(permissionClaims(pausedFor(10), null, UP, AT_NINE).consent).toBe("none");
  });
});

describe("R-12 R-14 a call that the wearer's no refuses", () => {
  it("is noted and does nothing else, not even to an emergency", () => {
    const permission = makePermission({ ...OPEN }, sameNotice());
    const call = { kind: "call", actor: "medic", reason: "danger" } as const;
    expect(hearPermission(permission, agreed({ withdrawn: true }), call, UP + 1, AT_NINE)).toEqual({
      notes: [{ kind: "refused", actor: "medic", reason: "danger", why: "wearer-said-no" }],
      changed: false,
      consentChanged: false,
    });
    expect(permission.vital).toEqual({ ...OPEN, seenUpMs: UP + 1 });
  });
});

describe("P41 a pause from before a restart", () => {
  const UNTIL_S = AT_NINE / 1000 + 600;
  const restarted = (): Permission => makePermission(makeVitalWatch(), sameNotice());

  it("seems over from its end on, so that a second source of time may be listened for", () => {
    expect(pauseSeemsOver(restarted(), agreed({ pausedUntilS: UNTIL_S }), UNTIL_S * 1000 - 1)).toBe(false);
    expect(pauseSeemsOver(restarted(), agreed({ pausedUntilS: UNTIL_S }), UNTIL_S * 1000)).toBe(true);
  });

  it("does not while it runs by uptime, without the time, without a pause, and without a consent", () => {
    const late = UNTIL_S * 1000 + 1;
    expect(pauseSeemsOver({ ...restarted(), pausedUpMs: UP }, agreed({ pausedUntilS: UNTIL_S }), late)).toBe(false);
    expect(pauseSeemsOver(restarted(), agreed({ pausedUntilS: UNTIL_S }), null)).toBe(false);
    expect(pauseSeemsOver(restarted(), agreed(), late)).toBe(false);
    expect(pauseSeemsOver(restarted(), null, late)).toBe(false);
  });
});
