import { describe, expect, it } from "vitest";
import {
  hearVital,
  makeVitalWatch,
  VITAL_ACTORS,
  VITAL_COUNTDOWN_MS,
  VITAL_LONGEST_MS,
  VITAL_REASONS,
  VITAL_REST_MS,
  type VitalEnd,
  vitalClaim,
} from "../../../device/core/vital-interest.ts";
import { announced, CALL, closed, ENDS, NAMED, OPENS, open, START, TICK } from "./vital-interest-phases.ts";

describe("P7 R-12 an emergency that is called", () => {
  it("lasts as long as its named limits say", () => {
    expect([VITAL_COUNTDOWN_MS, VITAL_LONGEST_MS, VITAL_REST_MS]).toEqual([60_000, 2 * 3_600_000, 6 * 3_600_000]);
  });

  it("is announced first, with actor and reason, and opens nothing while the countdown runs", () => {
    const watch = makeVitalWatch();
    expect(watch).toEqual({ phase: "idle", actor: null, reason: null, sinceUpMs: 0, seenUpMs: 0 });
    expect(hearVital(watch, CALL, START)).toEqual({ notes: [{ kind: "announced", ...NAMED, why: null }], changed: true });
    expect(watch).toEqual({ phase: "announced", ...NAMED, sinceUpMs: START, seenUpMs: START });
    expect(hearVital(watch, TICK, OPENS - 1)).toEqual({ notes: [], changed: false });
    expect(vitalClaim(watch, OPENS - 1)).toBe("none");
  });

  it("opens when the countdown is over, and says so", () => {
    const watch = announced();
    expect(hearVital(watch, TICK, OPENS)).toEqual({ notes: [{ kind: "opened", ...NAMED, why: null }], changed: true });
    expect(vitalClaim(watch, OPENS)).toBe("open");
  });

  it("closes by itself at the millisecond of its end, with or without a tick, and says so", () => {
    const watch = open();
    expect(vitalClaim(watch, ENDS - 1)).toBe("open");
    expect(vitalClaim(watch, ENDS)).toBe("none");
    expect(hearVital(watch, TICK, ENDS - 1)).toEqual({ notes: [], changed: false });
    expect(hearVital(watch, TICK, ENDS)).toEqual({ notes: [{ kind: "closed", ...NAMED, why: "time-over" }], changed: true });
    expect(vitalClaim(watch, ENDS)).toBe("none");
    expect(watch.phase).toBe("closed");
  });

  it("P7 opens for what is left of its time at a late tick", () => {
    const watch = announced();
    expect(hearVital(watch, TICK, OPENS + 5000)).toEqual({ notes: [{ kind: "opened", ...NAMED, why: null }], changed: true });
    expect(watch.sinceUpMs).toBe(OPENS);
    expect(vitalClaim(watch, ENDS - 1)).toBe("open");
    expect(vitalClaim(watch, ENDS)).toBe("none");
  });

  it("P7 opens for nobody when a board slept through all of its time, and is on record", () => {
    const late = announced();
    expect(hearVital(late, TICK, ENDS - 1)).toEqual({ notes: [{ kind: "opened", ...NAMED, why: null }], changed: true });
    expect(vitalClaim(late, ENDS - 1)).toBe("open");
    const watch = announced();
    const notes = [
      { kind: "opened", ...NAMED, why: null },
      { kind: "closed", ...NAMED, why: "time-over" },
    ];
    expect(hearVital(watch, TICK, ENDS)).toEqual({ notes, changed: true });
    expect([watch.phase, watch.sinceUpMs, vitalClaim(watch, ENDS)]).toEqual(["closed", ENDS, "none"]);
  });

  const ends: VitalEnd[] = ["vetoed", "withdrawn", "objected", "consent-given", "called-off"];
  it.each(ends)("is closed at once when it is %s, announced or open", (why) => {
    for (const watch of [announced(), open()]) {
      const now = watch.seenUpMs + 1;
      expect(hearVital(watch, { kind: "end", why }, now)).toEqual({ notes: [{ kind: "closed", ...NAMED, why }], changed: true });
      expect(vitalClaim(watch, now)).toBe("none");
      expect(watch.sinceUpMs).toBe(now);
    }
  });

  it("leaves nothing to end when there is none", () => {
    for (const watch of [makeVitalWatch(), closed()]) {
      const since = watch.sinceUpMs;
      expect(hearVital(watch, { kind: "end", why: "vetoed" }, watch.seenUpMs + 1)).toEqual({ notes: [], changed: false });
      expect(watch.sinceUpMs).toBe(since);
    }
  });

  it("changes nothing but the uptime that was seen while there is none, however long", () => {
    const watch = makeVitalWatch();
    expect(hearVital(watch, TICK, 10 * VITAL_REST_MS)).toEqual({ notes: [], changed: false });
    expect(watch).toEqual({ ...makeVitalWatch(), seenUpMs: 10 * VITAL_REST_MS });
  });

  it("can be vetoed in the very moment in which the countdown ends: both are told", () => {
    const outcome = hearVital(announced(), { kind: "end", why: "vetoed" }, OPENS);
    expect(outcome.notes.map((one) => one.kind)).toEqual(["opened", "closed"]);
  });
});

describe("P7 R-12 a call that is refused", () => {
  it.each([
    [null, "missing", "actor-not-named"],
    ["somebody", "missing", "actor-not-named"],
    ["guardian", null, "reason-not-given"],
    ["guardian", "curiosity", "reason-not-given"],
    [null, null, "actor-not-named"],
  ] as const)("by %s for %s is noted and changes nothing", (actor, reason, why) => {
    const watch = makeVitalWatch();
    const outcome = hearVital(watch, { kind: "call", actor: actor as never, reason: reason as never }, START);
    expect(outcome).toEqual({ notes: [{ kind: "refused", actor, reason, why }], changed: false });
    expect(watch).toEqual({ ...makeVitalWatch(), seenUpMs: START });
  });

  it("takes every actor and every reason that is named", () => {
    expect([VITAL_ACTORS.length, VITAL_REASONS.length]).toEqual([6, 4]);
    for (const actor of VITAL_ACTORS) {
      for (const reason of VITAL_REASONS) {
        const watch = makeVitalWatch();
        expect(hearVital(watch, { kind: "call", actor, reason }, START).changed).toBe(true);
        expect(watch).toEqual({ phase: "announced", actor, reason, sinceUpMs: START, seenUpMs: START });
      }
    }
  });

  it("while one runs does not lengthen it, nor rename it", () => {
    for (const watch of [announced(), open()]) {
      const before = { ...watch };
      const outcome = hearVital(watch, { kind: "call", actor: "medic", reason: "illness" }, watch.seenUpMs + 1);
      expect(outcome.notes).toEqual([{ kind: "refused", actor: "medic", reason: "illness", why: "already-called" }]);
      expect(watch).toEqual({ ...before, seenUpMs: before.seenUpMs + 1 });
    }
  });

  it("too soon after the last one is refused up to the last millisecond of the rest", () => {
    const watch = closed();
    expect(hearVital(watch, CALL, ENDS + VITAL_REST_MS - 1).notes).toEqual([
      { kind: "refused", ...NAMED, why: "called-too-soon" },
    ]);
    expect(hearVital(watch, TICK, ENDS + VITAL_REST_MS)).toEqual({ notes: [], changed: true });
    expect(watch).toEqual({
      phase: "idle",
      actor: null,
      reason: null,
      sinceUpMs: ENDS + VITAL_REST_MS,
      seenUpMs: ENDS + VITAL_REST_MS,
    });
    expect(hearVital(watch, CALL, ENDS + VITAL_REST_MS).notes[0]?.kind).toBe("announced");
  });
});

describe("F52 a clock that fails", () => {
  it.each([-1, Number.NaN])("(%s) closes what is announced or open, at once, and the rest begins there", (jump) => {
    for (const watch of [announced(), open()]) {
      const now = watch.seenUpMs + jump;
      expect(vitalClaim(watch, now)).toBe("none");
      expect(hearVital(watch, TICK, now).notes).toEqual([{ kind: "closed", ...NAMED, why: "clock-lost" }]);
      expect(watch.phase).toBe("closed");
      expect(watch.sinceUpMs).toBe(now);
    }
  });

  it("lets the rest begin anew, so that no jump shortens it", () => {
    const watch = closed();
    hearVital(watch, TICK, 0);
    hearVital(watch, TICK, VITAL_REST_MS - 1);
    expect(watch.phase).toBe("closed");
    hearVital(watch, TICK, VITAL_REST_MS);
    expect(watch.phase).toBe("idle");
  });

  it("lets the rest begin anew when the uptime is a number again", () => {
    const watch = closed();
    hearVital(watch, TICK, Number.NaN);
    hearVital(watch, TICK, ENDS + VITAL_REST_MS);
    expect(watch.phase).toBe("closed");
    hearVital(watch, TICK, ENDS + 2 * VITAL_REST_MS);
    expect(watch.phase).toBe("idle");
  });

  it("is no failure when no time passes", () => {
    const watch = open();
    hearVital(watch, TICK, OPENS);
    expect(vitalClaim(watch, OPENS)).toBe("open");
  });
});
