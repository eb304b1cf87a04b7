import { describe, expect, it } from "vitest";
import { type GateClaims, lampIsDue, pass, refusalOf } from "../../../device/core/gate.ts";
import { CLAIMS, EMERGENCY, everyClaim, everyValueOf, fixOf, MEASURED, NOT_MEASURED, OPEN, PAIRS } from "./gate-rows.ts";

describe("R-10 each claim alone decides", () => {
  it.each(PAIRS)("%s", (_claim, open, change, reason) => {
    const shut = { ...open, ...change };
    expect(refusalOf(open)).toBeNull();
    expect(refusalOf(shut)).toBe(reason);
    expect([lampIsDue(open), lampIsDue(shut)]).toEqual([true, reason === "lamp-unconfirmed"]);
    expect(pass(fixOf("autonomous"), open)).toEqual({ fix: fixOf("autonomous") });
    expect(pass(fixOf("autonomous"), shut)).toBe(reason);
  });

  it("is shown by a pair of rows wherever a claim decides, and the rows show nothing else", () => {
    const decides = (name: string, open: GateClaims, shut: GateClaims) =>
      `${name} to ${shut[name as keyof GateClaims]}, emergency ${open.vital}: ${refusalOf(shut)}`;
    const found = new Set<string>();
    for (const open of everyClaim().filter((claims) => refusalOf(claims) === null)) {
      for (const name of CLAIMS) {
        const shut = everyValueOf(name, open).filter((claims) => refusalOf(claims) !== null);
        for (const claims of shut) found.add(decides(name, open, claims));
      }
    }
    const shown = PAIRS.map(([title, open, change]) => {
      const names = Object.keys(change);
      expect(names.length, title).toBe(1);
      return decides(String(names[0]), open, { ...open, ...change });
    });
    expect([...shown].sort()).toEqual([...found].sort());
    expect([...new Set(PAIRS.map(([, , change]) => Object.keys(change)[0]))].sort()).toEqual([...CLAIMS].sort());
  });

  it("names the first reason in a fixed order when several apply", () => {
    const order: [keyof GateClaims, string, string][] = [
      ["lamp", "unconfirmed", "lamp-unconfirmed"],
      ["rest", "due", "rest-due"],
      ["hours", "closed", "outside-hours"],
      ["time", "untrusted", "time-untrusted"],
      ["roster", "empty", "nobody-to-tell"],
      ["store", "faulty", "storage-fault"],
      ["consent", "withdrawn", "withdrawn"],
    ];
    let claims: GateClaims = OPEN;
    for (const [name, value, reason] of order) {
      claims = { ...claims, [name]: value };
      expect(refusalOf(claims)).toBe(reason);
    }
  });

  it("is shut for a claim with a value that nobody foresaw, and an unforeseen emergency is none", () => {
    expect(refusalOf({ ...OPEN, consent: "perhaps" as never })).toBe("no-consent");
    expect(refusalOf({ ...EMERGENCY, consent: "perhaps" as never })).toBe("no-consent");
    expect(refusalOf({ ...EMERGENCY, vital: "perhaps" as never })).toBe("no-consent");
    for (const name of ["store", "roster", "time", "hours", "rest", "lamp"] as const) {
      expect(refusalOf({ ...OPEN, [name]: "perhaps" as never }), name).not.toBeNull();
    }
    expect(refusalOf({ ...OPEN, vital: "perhaps" as never })).toBeNull();
  });
});

describe("R-10 R-18 R-21 the gate", () => {
  it("is open in exactly 21 of all 896 states, and 20 of those are emergencies", () => {
    const all = everyClaim();
    expect(all.length).toBe(896);
    const open = all.filter((claims) => refusalOf(claims) === null);
    expect(open.filter((claims) => claims.vital === "none")).toEqual([OPEN]);
    expect(open.length).toBe(21);
  });

  it("is never open without lamp, store, time and someone to tell, emergency or not", () => {
    const open = everyClaim().filter((claims) => refusalOf(claims) === null);
    for (const { store, roster, time, lamp } of open) {
      expect({ store, roster, time, lamp }).toEqual({ store: "sound", roster: "named", time: "trusted", lamp: "confirmed" });
    }
  });

  it("R-12 R-14 is never open after a withdrawal or an objection, emergency or not", () => {
    const open = everyClaim().filter((claims) => refusalOf(claims) === null);
    const consents = new Set(open.map((claims) => claims.consent));
    expect([...consents].sort()).toEqual(["active", "expired", "none", "notice-changed", "paused"]);
  });

  it("R-12 opens in an emergency exactly where consent, hours and rest are all that is missing, and no one said no", () => {
    for (const claims of everyClaim().filter((one) => one.vital === "open")) {
      const clear =
        claims.store === "sound" && claims.roster === "named" && claims.time === "trusted" && claims.lamp === "confirmed";
      const no = claims.consent === "withdrawn" || claims.consent === "objected";
      expect(refusalOf(claims) === null, JSON.stringify(claims)).toBe(clear && !no);
    }
  });

  it("lets a measured fix through where it is open and nowhere else", () => {
    for (const claims of everyClaim()) {
      const outcome = pass(fixOf("autonomous"), claims);
      expect(typeof outcome === "object", JSON.stringify(claims)).toBe(refusalOf(claims) === null);
    }
  });

  it("wants the lamp lit only where the lamp is all that is missing, or nothing is", () => {
    for (const claims of everyClaim()) {
      expect(lampIsDue(claims)).toBe(refusalOf({ ...claims, lamp: "confirmed" }) === null);
    }
  });
});

describe("the fix itself", () => {
  it.each(NOT_MEASURED)("R-10 does not pass when it was %s, not measured", (quality) => {
    expect(pass(fixOf(quality), OPEN)).toBe("not-measured");
    expect(pass(fixOf(quality), EMERGENCY)).toBe("not-measured");
  });

  it.each(MEASURED)("passes when it was %s", (quality) => {
    expect(pass(fixOf(quality), OPEN)).toEqual({ fix: fixOf(quality) });
  });

  it("is told why the gate is shut before anything is said of its quality", () => {
    expect(pass(fixOf("manual"), { ...OPEN, lamp: "unconfirmed" })).toBe("lamp-unconfirmed");
  });
});
