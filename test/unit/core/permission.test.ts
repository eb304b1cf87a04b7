import { describe, expect, it } from "vitest";
import type { Consent } from "../../../device/core/consent.ts";
import {
  hearPermission,
  MAX_PAUSE_MINUTES,
  makePermission,
  PAUSED_UNTIL_TOLD,
  type Permission,
  type PermissionEvent,
  permissionClaims,
} from "../../../device/core/permission.ts";
import { makeVitalWatch, VITAL_COUNTDOWN_MS, type VitalWatch } from "../../../device/core/vital-interest.ts";
import { AT_NINE, agreed, sameNotice } from "./gate-consent.ts";

const UP = 500_000;
const MINUTE = 60_000;
const CALL = { kind: "call", actor: "parent", reason: "accident" } as const;

function emergency(phase: "announced" | "open"): VitalWatch {
  return { phase, actor: "parent", reason: "accident", sinceUpMs: UP, seenUpMs: UP };
}

function permission(vital: VitalWatch = makeVitalWatch()): Permission {
  return makePermission(vital, sameNotice());
}

function consentClaim(
  one: Permission,
  consent: Consent | null,
  afterMs: number,
  utcMs: number | null = AT_NINE + afterMs,
): string {
  return permissionClaims(one, consent, UP + afterMs, utcMs).consent;
}

describe("R-10 what the consent claims at the gate", () => {
  it.each([
    ["none", null],
    ["active", agreed()],
    ["withdrawn", agreed({ withdrawn: true, objected: true })],
    ["expired", agreed({ expiresS: AT_NINE / 1000 })],
    ["objected", agreed({ objected: true })],
    ["paused", agreed({ pausedUntilS: AT_NINE / 1000 + 1 })],
  ] as const)("is %s", (claim, consent) => {
    expect(permissionClaims(permission(), consent, UP, AT_NINE)).toEqual({ consent: claim, vital: "none" });
  });

  it("R-16 is notice-changed while the notice is another one, or is not known", () => {
    const changed = { ...sameNotice(), whole: new Uint8Array(32) };
    for (const notice of [changed, null]) {
      expect(permissionClaims(makePermission(makeVitalWatch(), notice), agreed(), UP, AT_NINE).consent).toBe("notice-changed");
    }
  });

  it("R-12 tells of an emergency beside it", () => {
    expect(permissionClaims(permission(emergency("open")), null, UP, null)).toEqual({ consent: "none", vital: "open" });
    expect(permissionClaims(permission(emergency("announced")), null, UP, null).vital).toBe("none");
  });

  it("begins without a pause", () => {
    expect(permission()).toEqual({ vital: makeVitalWatch(), notice: sameNotice(), pausedUpMs: null, pauseMs: 0, startedUpMs: 0 });
  });
});

function paused(minutes: number, utcMs: number | null): { one: Permission; consent: Consent } {
  const one = permission();
  const consent = agreed();
  const outcome = hearPermission(one, consent, { kind: "pause", minutes }, UP, utcMs);
  expect(outcome).toEqual({ notes: [], changed: false, consentChanged: true });
  return { one, consent };
}

function tick(one: Permission, consent: Consent, afterMs: number, utcMs: number | null, sureMs = utcMs ?? 0): boolean {
  return hearPermission(one, consent, { kind: "tick", sureMs }, UP + afterMs, utcMs).consentChanged;
}

describe("R-14 a pause", () => {
  it("holds at once, and ends by itself when it was agreed to, not a millisecond sooner", () => {
    const { one, consent } = paused(10, AT_NINE);
    expect(consent.pausedUntilS).toBe(AT_NINE / 1000 + 600);
    expect(consentClaim(one, consent, 0)).toBe("paused");
    expect(consentClaim(one, consent, 10 * MINUTE - 1)).toBe("paused");
    expect(tick(one, consent, 10 * MINUTE - 1, AT_NINE + 10 * MINUTE - 1)).toBe(false);
    expect(consentClaim(one, consent, 10 * MINUTE)).toBe("active");
    expect(tick(one, consent, 10 * MINUTE, AT_NINE + 10 * MINUTE, 0)).toBe(true);
    expect([one.pausedUpMs, consent.pausedUntilS]).toEqual([null, 0]);
    expect(tick(one, consent, 10 * MINUTE, AT_NINE + 10 * MINUTE)).toBe(false);
  });

  it("is rounded up to the next whole second of the day", () => {
    expect(paused(1, AT_NINE + 1).consent.pausedUntilS).toBe(AT_NINE / 1000 + 61);
  });

  it("P41 is not shortened by a clock that jumps ahead, nor by one that runs slow", () => {
    const ahead = paused(10, AT_NINE);
    expect(tick(ahead.one, ahead.consent, MINUTE, AT_NINE + 3 * 86_400_000)).toBe(false);
    expect(consentClaim(ahead.one, ahead.consent, MINUTE, AT_NINE + 3 * 86_400_000)).toBe("paused");
    const behind = paused(10, AT_NINE);
    expect(tick(behind.one, behind.consent, 20 * MINUTE, AT_NINE + 10 * MINUTE - 1)).toBe(false);
    expect(consentClaim(behind.one, behind.consent, 20 * MINUTE, AT_NINE + 10 * MINUTE - 1)).toBe("paused");
  });

  it("goes on while the time is not known, and while the uptime is no number", () => {
    const { one, consent } = paused(10, AT_NINE);
    expect(tick(one, consent, 20 * MINUTE, null)).toBe(false);
    expect(consentClaim(one, consent, 20 * MINUTE, null)).toBe("paused");
    expect(consentClaim(one, consent, Number.NaN, AT_NINE + 60 * MINUTE)).toBe("paused");
  });

  it("that began without the time gets its end as soon as the time is known", () => {
    const { one, consent } = paused(10, null);
    expect(consent.pausedUntilS).toBe(PAUSED_UNTIL_TOLD);
    expect(tick(one, consent, 3 * MINUTE, null)).toBe(false);
    expect(tick(one, consent, 4 * MINUTE, AT_NINE, 0)).toBe(true);
    expect(consent.pausedUntilS).toBe(AT_NINE / 1000 + 6 * 60);
    expect(consentClaim(one, consent, 10 * MINUTE, AT_NINE + 6 * MINUTE)).toBe("active");
  });

  it("that began without the time has no end after a restart but the wearer's hand, and a day and an hour of running", () => {
    const { consent } = paused(10, null);
    const restarted = permission();
    expect(tick(restarted, consent, 0, AT_NINE)).toBe(false);
    expect(consent.pausedUntilS).toBe(PAUSED_UNTIL_TOLD);
    expect(consentClaim(restarted, consent, 86_400_000)).toBe("paused");
    expect(hearPermission(restarted, { ...consent }, { kind: "resume" }, UP, null).consentChanged).toBe(true);
  });

  it("outlives a restart by its stored end", () => {
    const { consent } = paused(10, AT_NINE);
    const restarted = permission();
    expect(consentClaim(restarted, consent, 10 * MINUTE - 1)).toBe("paused");
    expect(tick(restarted, consent, 10 * MINUTE - 1, AT_NINE + 10 * MINUTE - 1)).toBe(false);
    expect(tick(restarted, consent, 10 * MINUTE, AT_NINE + 10 * MINUTE)).toBe(true);
    expect(consent.pausedUntilS).toBe(0);
  });

  it("P41 is not ended after a restart by a clock that nothing confirms, however far ahead it is", () => {
    const { consent } = paused(10, AT_NINE);
    const restarted = permission();
    expect(tick(restarted, consent, MINUTE, AT_NINE + 5 * 3_600_000, AT_NINE + 10 * MINUTE - 1)).toBe(false);
    expect(consentClaim(restarted, consent, MINUTE, AT_NINE + 5 * 3_600_000)).toBe("paused");
    expect(tick(restarted, consent, MINUTE, AT_NINE + 5 * 3_600_000, AT_NINE + 10 * MINUTE)).toBe(true);
  });

  it.each(["resume", "consent"] as const)("ends early by the wearer's hand (%s)", (kind) => {
    const { one, consent } = paused(10, AT_NINE);
    expect(hearPermission(one, consent, { kind }, UP + 1, AT_NINE + 1).consentChanged).toBe(true);
    expect([one.pausedUpMs, consent.pausedUntilS]).toEqual([null, 0]);
    expect(consentClaim(one, consent, 1)).toBe("active");
  });

  it("lasts at least a minute and at most a day", () => {
    expect(PAUSED_UNTIL_TOLD).toBe(0xffff_ffff);
    expect(MAX_PAUSE_MINUTES).toBe(1440);
    for (const minutes of [0, 0.99, 1440.01, -5, Number.NaN]) {
      const consent = agreed();
      expect(hearPermission(permission(), consent, { kind: "pause", minutes }, UP, AT_NINE).consentChanged).toBe(false);
      expect(consent).toEqual(agreed());
    }
    expect(paused(1, AT_NINE).one.pauseMs).toBe(MINUTE);
    expect(paused(1440, AT_NINE).one.pauseMs).toBe(1440 * MINUTE);
  });
});

const QUIET: PermissionEvent[] = [
  { kind: "tick", sureMs: 0 },
  { kind: "veto" },
  { kind: "withdraw" },
  { kind: "call", actor: null, reason: null },
  { kind: "call-off" },
];

describe("the consent record", () => {
  it("R-14 rests after an objection until a new one is made", () => {
    const consent = agreed();
    expect(hearPermission(permission(), consent, { kind: "object" }, UP, AT_NINE).consentChanged).toBe(true);
    expect(consent).toEqual(agreed({ objected: true }));
  });

  it.each(QUIET)("is left as it is by $kind", (event) => {
    const consent = agreed();
    expect(hearPermission(permission(), consent, event, UP, AT_NINE).consentChanged).toBe(false);
    expect(consent).toEqual(agreed());
  });

  it.each(["pause", "resume", "object", "consent"] as const)("that is not there is not made by %s", (kind) => {
    const event: PermissionEvent = kind === "pause" ? { kind, minutes: 5 } : { kind };
    const one = permission();
    expect(hearPermission(one, null, event, UP, AT_NINE).consentChanged).toBe(false);
    expect(one.pausedUpMs).toBeNull();
  });
});

describe("P7 R-12 an emergency and the wearer's hand", () => {
  it.each([
    [{ kind: "veto" }, "vetoed"],
    [{ kind: "pause", minutes: 5 }, "vetoed"],
    [{ kind: "pause", minutes: 0 }, "vetoed"],
    [{ kind: "withdraw" }, "withdrawn"],
    [{ kind: "object" }, "objected"],
    [{ kind: "consent" }, "consent-given"],
    [{ kind: "call-off" }, "called-off"],
  ] as const)("ends at once by %o, with and without a consent", (event, why) => {
    for (const phase of ["announced", "open"] as const) {
      for (const consent of [null, agreed()]) {
        const outcome = hearPermission(permission(emergency(phase)), consent, event, UP + 1, AT_NINE);
        expect(outcome.notes).toEqual([{ kind: "closed", actor: "parent", reason: "accident", why }]);
        expect(outcome.changed).toBe(true);
      }
    }
  });

  it.each(["tick", "resume"] as const)("goes on through %s", (kind) => {
    const one = permission(emergency("open"));
    expect(hearPermission(one, agreed(), { kind, sureMs: 0 }, UP + 1, AT_NINE).notes).toEqual([]);
    expect(one.vital).toEqual({ ...emergency("open"), seenUpMs: UP + 1 });
  });

  it("opens after its countdown by ticks alone", () => {
    const one = permission();
    expect(hearPermission(one, null, CALL, UP, null)).toEqual({
      notes: [{ kind: "announced", actor: "parent", reason: "accident", why: null }],
      changed: true,
      consentChanged: false,
    });
    hearPermission(one, null, { kind: "tick", sureMs: 0 }, UP + VITAL_COUNTDOWN_MS, null);
    expect(permissionClaims(one, null, UP + VITAL_COUNTDOWN_MS, null).vital).toBe("open");
  });

  it.each([{ withdrawn: true }, { objected: true }])(
    "R-14 cannot be called after the wearer said no (%o), and the attempt is noted",
    (no) => {
      const one = permission();
      expect(hearPermission(one, agreed(no), CALL, UP, AT_NINE)).toEqual({
        notes: [{ kind: "refused", actor: "parent", reason: "accident", why: "wearer-said-no" }],
        changed: false,
        consentChanged: false,
      });
      expect(one.vital.phase).toBe("idle");
    },
  );

  it.each([{}, { expiresS: 0 }, { pausedUntilS: PAUSED_UNTIL_TOLD }])(
    "can be called where the wearer did not say no (%o)",
    (change) => {
      expect(hearPermission(permission(), agreed(change), CALL, UP, AT_NINE).notes[0]?.kind).toBe("announced");
    },
  );
});
