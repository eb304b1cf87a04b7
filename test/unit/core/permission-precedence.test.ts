import { describe, expect, it } from "vitest";
import type { Consent } from "../../../device/core/consent.ts";
import {
  hearPermission,
  makePermission,
  OUTLASTED_MS,
  PAUSED_UNTIL_TOLD,
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

  const seemsOver = (consent: Consent | null, utcMs: number | null, hostUtcMs: number | null = null): boolean =>
    pauseSeemsOver(restarted(), consent, UP, utcMs, hostUtcMs);
  const endMs = UNTIL_S * 1000;

  it("seems over from its end on, so that a second source of time may be listened for", () => {
    expect(seemsOver(agreed({ pausedUntilS: UNTIL_S }), endMs - 1)).toBe(false);
    expect(seemsOver(agreed({ pausedUntilS: UNTIL_S }), endMs)).toBe(true);
    // Trusted time comes before what the board's clock says by itself.
    expect(seemsOver(agreed({ pausedUntilS: UNTIL_S }), endMs - 1, endMs)).toBe(false);
  });

  it("seems so by a clock that is not trusted as well, since the receiver alone can tell whether it lies", () => {
    expect(seemsOver(agreed({ pausedUntilS: UNTIL_S }), null, endMs - 1)).toBe(false);
    expect(seemsOver(agreed({ pausedUntilS: UNTIL_S }), null, endMs)).toBe(true);
    expect(seemsOver(agreed({ pausedUntilS: UNTIL_S }), null)).toBe(false);
  });

  it("does not without a pause, and without a consent", () => {
    expect(seemsOver(agreed(), endMs + 1)).toBe(false);
    expect(seemsOver(null, endMs + 1)).toBe(false);
  });
});

describe("P41 a pause that runs by uptime", () => {
  const endS = AT_NINE / 1000 + 600;

  function ends(one: Permission, afterMs: number, sureMs: number): boolean {
    const tick = { kind: "tick", sureMs } as const;
    return hearPermission(one, agreed({ pausedUntilS: endS }), tick, UP + afterMs, null).consentChanged;
  }

  it("ends by what is surely over also where no clock is trusted, and not before its uptime", () => {
    expect(ends(pausedFor(10), 599_999, endS * 1000)).toBe(false);
    expect(ends(pausedFor(10), 600_000, endS * 1000 - 1)).toBe(false);
    expect(ends(pausedFor(10), 600_000, endS * 1000)).toBe(true);
    expect(ends(makePermission(makeVitalWatch(), sameNotice()), 0, endS * 1000)).toBe(true);
  });

  it("seems over when it is, while the time is not trusted: the receiver may tell it", () => {
    const [one, consent] = [pausedFor(10), agreed({ pausedUntilS: endS })];
    const lateMs = AT_NINE + 86_400_000;
    expect(pauseSeemsOver(one, consent, UP + 599_999, null, lateMs)).toBe(false);
    expect(pauseSeemsOver(one, consent, UP + 600_000, null, lateMs)).toBe(true);
    // Where the time is trusted nothing is missing: it ends, or it is not over yet.
    expect(pauseSeemsOver(one, consent, UP + 600_000, lateMs, lateMs)).toBe(false);
  });
});

describe("P41 a pause that no clock ends", () => {
  it.each([
    ["noted by a clock that was ahead, since it was made", pausedFor(10), UP],
    ["from before a restart, since the start", { ...pausedFor(10), pausedUpMs: null, startedUpMs: UP - 9 }, UP - 9],
  ] as const)("is over when the device has run for longer than any pause lasts: %s", (_what, one, sinceMs) => {
    for (const pausedUntilS of [AT_NINE, PAUSED_UNTIL_TOLD]) {
      const consent = agreed({ pausedUntilS });
      const at = (upMs: number) => hearPermission({ ...one }, consent, { kind: "tick", sureMs: 0 }, upMs, null).consentChanged;
      expect(at(sinceMs + OUTLASTED_MS - 1)).toBe(false);
      expect(at(sinceMs + OUTLASTED_MS)).toBe(true);
      expect(consent.pausedUntilS).toBe(0);
    }
    expect(OUTLASTED_MS).toBe(25 * 3_600_000);
  });

  it("counts from the start of the device", () => {
    expect(makePermission({ ...makeVitalWatch(), seenUpMs: 7 }, null).startedUpMs).toBe(7);
  });
});
