import { describe, expect, it } from "vitest";
import type { GateClaims } from "../../device/core/gate.ts";
import { PAUSED_UNTIL_TOLD } from "../../device/core/permission.ts";
import { type Parts, REAL_PARTS } from "./slow-gate-machine.ts";
import { searchGate } from "./slow-gate-search.ts";

const { refusalOf, lampIsDue, permissionClaims, hearPermission, lampConfirmed, bootVital } = REAL_PARTS;

// The lamp is asked by the same verdict: a gate that is blind lights it, too.
function asking(seen: (claims: GateClaims) => GateClaims): Partial<Parts> {
  return { refusalOf: (claims) => refusalOf(seen(claims)), lampIsDue: (claims) => lampIsDue(seen(claims)) };
}

function blindTo(change: Partial<GateClaims>): Partial<Parts> {
  return asking((claims) => ({ ...claims, ...change }));
}

const BUGS: [string, Partial<Parts>][] = [
  ["does not look at the lamp", blindTo({ lamp: "confirmed" })],
  ["does not look at the store", blindTo({ store: "sound" })],
  ["does not look at the roster", blindTo({ roster: "named" })],
  ["does not look at the time", blindTo({ time: "trusted" })],
  ["does not look at the hours", blindTo({ hours: "open" })],
  ["does not look at the rest", blindTo({ rest: "kept" })],
  ["never opens in an emergency", blindTo({ vital: "none" })],
  [
    "takes an emergency for stronger than a withdrawal, at the call and at the door",
    {
      ...asking((claims) => (claims.vital === "open" ? { ...claims, consent: "active" } : claims)),
      hearPermission: (permission, consent, event, upMs, utcMs) =>
        hearPermission(permission, event.kind === "call" ? null : consent, event, upMs, utcMs),
    },
  ],
  ["believes the lamp a millisecond too long", { lampConfirmed: (watch, upMs) => lampConfirmed(watch, upMs - 1) }],
  ["believes a lamp that flickers", { lampConfirmed: (watch, upMs) => lampConfirmed({ ...watch, brokenUpMs: null }, upMs) }],
  ["believes a lamp that is stuck", { lampConfirmed: (watch, upMs) => lampConfirmed({ ...watch, stuck: false }, upMs) }],
  [
    "forgets the pause",
    {
      permissionClaims: (permission, consent, upMs, utcMs) =>
        permissionClaims({ ...permission, pausedUpMs: null }, consent, upMs, utcMs),
    },
  ],
  [
    "ends a pause by uptime alone",
    {
      permissionClaims: (permission, consent, upMs, utcMs) =>
        permissionClaims(
          permission,
          consent === null || consent.pausedUntilS === PAUSED_UNTIL_TOLD ? consent : { ...consent, pausedUntilS: 0 },
          upMs,
          utcMs,
        ),
    },
  ],
  [
    "does not hear the veto",
    {
      hearPermission: (permission, consent, event, upMs, utcMs) =>
        hearPermission(permission, consent, event.kind === "veto" ? { kind: "tick", sureMs: 0 } : event, upMs, utcMs),
    },
  ],
  [
    "lets anyone call an emergency for no reason",
    {
      hearPermission: (permission, consent, event, upMs, utcMs) =>
        hearPermission(permission, consent, event.kind === "call" ? { ...event, reason: "danger" } : event, upMs, utcMs),
    },
  ],
  [
    "lets an emergency outlive a restart",
    {
      bootVital: (record, upMs) => {
        const boot = bootVital(record, upMs);
        if (record?.[1] === 2) boot.watch.phase = "open";
        return boot;
      },
    },
  ],
  ["lets a restart wipe out the rest after an emergency", { bootVital: (_record, upMs) => bootVital(null, upMs) }],
  [
    "lets an emergency run on without a tick that sees its end",
    {
      hearPermission: (permission, consent, event, upMs, utcMs) => {
        const { vital } = permission;
        if (vital.phase === "open") vital.sinceUpMs = upMs - Math.min(upMs - vital.sinceUpMs, 1);
        return hearPermission(permission, consent, event, upMs, utcMs);
      },
    },
  ],
];

describe("P2 R-10 R-12 the search over all states of the gate", () => {
  it.each(BUGS)("finds a gate that %s", (_what, bug) => {
    const result = searchGate({ ...REAL_PARTS, ...bug }, { stopAtBad: true });
    expect(result.bad).toBeGreaterThan(0);
    expect(result.worst[0]?.path.length).toBeGreaterThan(0);
  });

  it("finds nothing in the first thousands of the real gate's states, some of which are open, and says that it is not whole", () => {
    const result = searchGate(REAL_PARTS, { mostStates: 6000 });
    expect(result).toMatchObject({ bad: 0, worst: [], whole: false });
    expect(result.open).toBeGreaterThan(0);
  });
});
