import { beforeEach, describe, expect, it } from "vitest";
import { SMS_LIMIT_MS, type SmsNumber, type SmsOutcome, type SmsTerms } from "../../../device/core/sms.ts";
import { MAX_TAKEN } from "../../../device/core/sms-course.ts";
import { hearSmsOutcome } from "../../../device/core/sms-lane.ts";
import { ACCEPTED, BUSY, countAnew, Lane, waiting } from "./watched-lane.ts";

const NOBODY: SmsNumber[] = [];

beforeEach(countAnew);

describe("R-07 what goes by text message", () => {
  it("is nothing while there is a broker, and nothing of everyday reports without one", () => {
    const lane = new Lane({ positionsEveryS: 600 });
    lane.linkDownForMs = 0;
    lane.entries = [waiting("fix"), waiting("status"), waiting("alert")];
    lane.pass(600, () => ACCEPTED);
    expect(lane.sent).toEqual([]);
    lane.linkDownForMs = 3_600_000;
    lane.entries = [waiting("status"), waiting("fix", { fixes: 9 })];
    lane.pass(600, () => ACCEPTED);
    expect(lane.sent).toEqual([]);
  });

  it("is an alert after the stated time without a broker, to the phones of the guardian it is sealed for", () => {
    const lane = new Lane();
    lane.entries = [waiting("alert", { slot: 1 })];
    lane.linkDownForMs = 59_000;
    expect(lane.look()).toEqual([]);
    lane.linkDownForMs = 60_000;
    lane.pass(1, () => ACCEPTED);
    expect(lane.sent).toMatchObject([{ to: 2, what: "frame 1" }]);
  });

  it("U19 is a position only where that was agreed to, at its slow rate, and the newest", () => {
    const lane = new Lane({ positionsEveryS: 600, perDay: 100 });
    for (let minute = 0; minute < 30; minute++) {
      lane.entries.push(waiting("fix"));
      lane.pass(60, () => ACCEPTED);
    }
    expect(lane.sent.map(({ what }) => what)).toEqual(["frame 1", "frame 11", "frame 21"]);
  });

  it("is nothing at all where no number belongs to the guardian", () => {
    const lane = new Lane({ numbers: NOBODY });
    lane.entries = [waiting("alert")];
    lane.callS = 5;
    lane.pass(600, () => ACCEPTED);
    expect(lane.sent).toEqual([]);
  });

  it("is counted against the day's budget, alerts and positions alike", () => {
    const lane = new Lane({ positionsEveryS: 60 });
    for (let minute = 0; minute < 60; minute++) {
      lane.entries.push(waiting(minute % 2 === 0 ? "alert" : "fix"));
      lane.pass(60, () => ACCEPTED);
    }
    expect(lane.sent).toHaveLength(3);
    lane.upMs += 86_400_000;
    lane.pass(3600, () => ACCEPTED);
    expect(lane.sent).toHaveLength(6);
  });
});

describe("P43 F27 a call for help by text message", () => {
  function calling(change: Partial<SmsTerms> = {}): Lane {
    const lane = new Lane(change);
    lane.callS = 77;
    lane.linkDownForMs = 10_000;
    lane.entries = [waiting("alert")];
    return lane;
  }

  it("goes ten seconds after the broker is gone, and after forty-five where a broker answers nothing", () => {
    const lane = calling();
    lane.pass(1, () => ACCEPTED);
    expect(lane.sent).toHaveLength(1);
    const captive = calling();
    captive.linkDownForMs = 0;
    captive.pass(45, () => ACCEPTED);
    expect(captive.sent).toEqual([]);
    captive.pass(2, () => ACCEPTED);
    expect(captive.sent).toHaveLength(1);
  });

  it("tries a number twice, then the next, then pauses ever longer, and never gives up", () => {
    const lane = calling();
    lane.pass(40, () => BUSY);
    expect(lane.numbers()).toEqual([0, 0, 1, 1, 0, 0, 1, 1]);
    const hours = new Lane();
    Object.assign(hours, { callS: 77, entries: [waiting("alert")] });
    hours.pass(7200, () => BUSY);
    expect(hours.sent.length).toBeGreaterThan(20);
    expect(hours.sent.length).toBeLessThan(100);
    expect(hours.upMs - (hours.sent.at(-1)?.at ?? 0)).toBeLessThan(610_000);
  });

  it("leaves a number that cannot be reached at once for the next", () => {
    const lane = calling();
    lane.pass(3, (to) => (to === 0 ? { kind: "refused", reason: "number" } : ACCEPTED));
    expect(lane.numbers()).toEqual([0, 1]);
  });

  it("is not taken for delivered when the network takes it: it goes to the next phone until somebody answers", () => {
    const lane = calling();
    lane.pass(200, () => ACCEPTED);
    expect(lane.numbers()).toEqual([0, 1, 0, 1]);
    expect(lane.entries).toHaveLength(1);
    lane.entries = [];
    lane.pass(600, () => ACCEPTED);
    expect(lane.numbers()).toHaveLength(4);
  });

  it("goes beyond the budget, ever more rarely", () => {
    const lane = calling({ perDay: 0 });
    lane.pass(86_400, () => ACCEPTED);
    expect(lane.sent.length).toBeGreaterThan(50);
    expect(lane.sent.length).toBeLessThan(130);
  });

  it("tells the call first and then where the wearer is now", () => {
    const lane = calling();
    lane.entries.push(waiting("alarm"), waiting("alarm"), waiting("alarm"));
    lane.pass(70, () => ACCEPTED);
    expect(lane.sent.map(({ what }) => what)).toEqual(["frame 1", "frame 4"]);
  });

  it("waits for a modem in trouble without blaming the number", () => {
    const lane = calling();
    const troubles: SmsOutcome[] = [{ kind: "hung" }, { kind: "no-sim" }, { kind: "sim-locked" }, { kind: "no-network" }];
    for (const trouble of troubles) lane.pass(20, () => trouble);
    lane.pass(25, () => ACCEPTED);
    expect(lane.numbers()).toEqual([0, 0, 0, 0, 0]);
  });

  it("asks for plain words only for numbers marked for them, once, and never with a place", () => {
    const marked = [0, 1, 2].map((i) => ({ slot: 0, clear: i === 1 }));
    const lane = calling({ numbers: marked });
    lane.pass(3000, () => ACCEPTED);
    const words = lane.sent.filter(({ what }) => what === "help");
    expect(words.map(({ to }) => to)).toEqual([1]);
    const unmarked = calling();
    unmarked.pass(3000, () => ACCEPTED);
    expect(unmarked.sent.some(({ what }) => what === "help")).toBe(false);
  });

  it("tries the plain words again a few times, and anew in the next call", () => {
    const lane = calling({ numbers: [{ slot: 0, clear: true }] });
    lane.pass(600, () => BUSY);
    expect(lane.sent.filter(({ what }) => what === "help")).toHaveLength(6);
    lane.callS = null;
    lane.entries = [];
    lane.pass(2, () => BUSY);
    lane.callS = 99;
    lane.entries = [waiting("alert")];
    lane.pass(30, () => ACCEPTED);
    expect(lane.sent.filter(({ what }) => what === "help")).toHaveLength(7);
  });
});

describe("R-14 P23 what is under way", () => {
  it("is one message at a time, and a lost outcome does not close the lane", () => {
    const lane = new Lane();
    lane.entries = [waiting("alert"), waiting("alert")];
    expect(lane.look()).toHaveLength(1);
    lane.upMs += SMS_LIMIT_MS;
    expect(lane.look()).toEqual([]);
    lane.upMs += 40_000;
    lane.look();
    lane.upMs += 10_000;
    expect([lane.lane.underWay, ...lane.look()].filter((one) => one !== null)).toHaveLength(1);
  });

  it("is taken back when its frame waits no more, and its outcome passed over", () => {
    const lane = new Lane();
    lane.entries = [waiting("alert")];
    const [act] = lane.look();
    lane.entries = [];
    expect(lane.look()).toEqual([{ kind: "stop" }]);
    if (act?.kind === "send") hearSmsOutcome(lane.lane, act.reference, ACCEPTED, lane.upMs);
    expect(lane.lane.spent).toBe(0);
    expect(lane.look()).toEqual([]);
  });

  it("is the very frame that waits for the broker", () => {
    const lane = new Lane();
    lane.entries = [waiting("alert")];
    const [act] = lane.look();
    expect(act?.kind === "send" && act.content).toEqual({ kind: "frame", frame: lane.entries[0]?.frame });
  });

  it("remembers a bounded number of frames", () => {
    const lane = new Lane({ perDay: 10_000 });
    for (let i = 0; i < 100; i++) {
      lane.entries.push(waiting("alert"));
      lane.pass(60, () => ACCEPTED);
    }
    expect(lane.lane.courses[0]?.taken.length).toBeGreaterThan(5);
    expect(lane.lane.courses[0]?.taken.length).toBeLessThanOrEqual(MAX_TAKEN);
  });
});
