import { describe, expect, it } from "vitest";
import type { Fix, FixQuality } from "../../../device/core/fix.ts";
import { type GateClaims, lampIsDue, pass, refusalOf } from "../../../device/core/gate.ts";

const OPEN: GateClaims = {
  consent: "active",
  store: "sound",
  roster: "named",
  time: "trusted",
  hours: "open",
  rest: "kept",
  lamp: "confirmed",
};

const DOMAINS = {
  consent: ["none", "active", "withdrawn", "expired", "objected", "notice-changed", "paused"],
  store: ["sound", "faulty"],
  roster: ["named", "empty"],
  time: ["trusted", "untrusted"],
  hours: ["open", "closed"],
  rest: ["kept", "due"],
  lamp: ["confirmed", "unconfirmed"],
} as const;

function everyClaim(): GateClaims[] {
  let all: Partial<GateClaims>[] = [{}];
  for (const [name, values] of Object.entries(DOMAINS)) {
    all = all.flatMap((claims) => (values as readonly string[]).map((value) => ({ ...claims, [name]: value })));
  }
  return all as GateClaims[];
}

function fixOf(quality: FixQuality): Fix {
  return {
    timeMs: 0,
    latDeg: 1,
    lonDeg: 2,
    altitudeM: null,
    accuracyM: null,
    hdop: null,
    satellites: null,
    speedMps: null,
    courseDeg: null,
    quality,
  };
}

describe("R-10 R-18 R-21 the gate", () => {
  it("is open in exactly one of all 448 states: consent active, store sound, someone named, time trusted, hours open, rest kept, lamp confirmed", () => {
    const all = everyClaim();
    expect(all.length).toBe(448);
    const open = all.filter((claims) => refusalOf(claims) === null);
    expect(open).toEqual([OPEN]);
  });

  it("lets a measured fix through in that state and refuses it in every other", () => {
    for (const claims of everyClaim()) {
      const outcome = pass(fixOf("autonomous"), claims);
      expect(typeof outcome === "object", JSON.stringify(claims)).toBe(refusalOf(claims) === null);
    }
  });

  it.each([
    ["none", { consent: "none" }, "no-consent"],
    ["withdrawn", { consent: "withdrawn" }, "withdrawn"],
    ["expired", { consent: "expired" }, "consent-expired"],
    ["an objection", { consent: "objected" }, "objected"],
    ["a notice that changed", { consent: "notice-changed" }, "notice-changed"],
    ["a pause", { consent: "paused" }, "paused"],
    ["a faulty store", { store: "faulty" }, "storage-fault"],
    ["nobody named", { roster: "empty" }, "nobody-to-tell"],
    ["untrusted time", { time: "untrusted" }, "time-untrusted"],
    ["closed hours", { hours: "closed" }, "outside-hours"],
    ["rest that is due", { rest: "due" }, "rest-due"],
    ["an unconfirmed lamp", { lamp: "unconfirmed" }, "lamp-unconfirmed"],
  ] as const)("names the reason for %s", (_title, change, reason) => {
    expect(refusalOf({ ...OPEN, ...change })).toBe(reason);
  });

  it("names withdrawal before anything else that is also wrong", () => {
    expect(refusalOf({ ...OPEN, consent: "withdrawn", store: "faulty", hours: "closed", lamp: "unconfirmed" })).toBe("withdrawn");
  });

  it.each(["estimated", "manual", "simulated"] as const)("refuses a position that was %s, not measured", (quality) => {
    expect(pass(fixOf(quality), OPEN)).toBe("not-measured");
  });

  it.each(["autonomous", "differential", "rtk"] as const)("passes a position that is %s", (quality) => {
    expect(pass(fixOf(quality), OPEN)).toEqual({ fix: fixOf(quality) });
  });

  it("is shut for a claim with a value that nobody foresaw", () => {
    expect(refusalOf({ ...OPEN, consent: "perhaps" as never })).toBe("no-consent");
    for (const name of ["store", "roster", "time", "hours", "rest", "lamp"] as const) {
      expect(refusalOf({ ...OPEN, [name]: "perhaps" as never }), name).not.toBeNull();
    }
  });

  it("wants the lamp lit only where the lamp is all that is missing, or nothing is", () => {
    for (const claims of everyClaim()) {
      expect(lampIsDue(claims)).toBe(refusalOf({ ...claims, lamp: "confirmed" }) === null);
    }
  });
});
