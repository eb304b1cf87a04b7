import { describe, expect, it } from "vitest";
import { heartbeatS, makeRate, slowed } from "../../../device/core/constant-rate.ts";
import { decode } from "../../../device/protocol/codec.ts";
import { coverBody, isCover } from "../../../device/protocol/cover.ts";
import { SHORT_BODY } from "../../../device/protocol/envelope.ts";
import { DAYS, type Day, firstDifference, observe } from "../../oracle/constant-rate-days.ts";

const [MOVING, STILL, UNPLUGGED] = DAYS as [Day, Day, Day];
const MINUTES = 12;

describe("R-60 a frame at each moment, whatever happens", () => {
  it("sends the same lengths at the same times on a day of movement and on a day of silence", () => {
    const moving = observe(MOVING, MINUTES, 15);
    expect(firstDifference(moving.messages, observe(UNPLUGGED, MINUTES, 15).messages)).toBeNull();
    expect(moving.fixes).toBeGreaterThan(10);
    expect(new Set(moving.messages.map((message) => message.split(" ")[1]))).toEqual(new Set(["64"]));
  });

  it("is found out when it is off", () => {
    expect(firstDifference(observe(MOVING, 3, null).messages, observe(STILL, 3, null).messages)).not.toBeNull();
  });

  it("is found out when a fix moves a frame", () => {
    let known = 0;
    const hurried = observe(MOVING, 3, 15, ({ device }) => {
      const { rate, outbox } = device.state;
      if (rate !== null && outbox.sequence > known) rate.dueUpMs = 0;
      known = outbox.sequence;
    });
    expect(firstDifference(hurried.messages, observe(STILL, 3, 15).messages)).not.toBeNull();
  });

  it("is found out when covers are left out", () => {
    const silent = observe(STILL, 3, 15, ({ device }) => {
      const { rate, outbox } = device.state;
      if (rate !== null && outbox.waiting.length === 0) rate.dueUpMs = Number.MAX_SAFE_INTEGER;
    });
    expect(firstDifference(observe(MOVING, 3, 15).messages, silent.messages)).not.toBeNull();
  });

  it("delivers every fix, because at most half of its frames are fixes", () => {
    const { fixes } = observe(MOVING, MINUTES, 15);
    expect(fixes).toBeGreaterThan((MINUTES * 60) / 31);
    expect(slowed(makeRate(15), 5)).toBe(30);
    expect(slowed(makeRate(15), 45)).toBe(45);
    expect(slowed(null, 5)).toBe(5);
    expect(heartbeatS(makeRate(60), null)).toBe(120);
  });

  it.each([
    [null, null],
    [1, 5],
    [Number.NaN, 5],
    [30, 30],
    [3600, 60],
  ])("takes %s seconds for %s", (asked, taken) => {
    expect(makeRate(asked)?.everyS ?? null).toBe(taken);
  });
});

describe("a cover", () => {
  it("is a body of which not one byte can carry anything, and no report", () => {
    expect(isCover(coverBody())).toBe(true);
    expect(decode(coverBody())).toBeNull();
    for (let at = 0; at < SHORT_BODY; at++) {
      const body = coverBody();
      body[at] = (body[at] as number) ^ 1;
      expect(isCover(body), String(at)).toBe(false);
    }
    expect(isCover(new Uint8Array(0))).toBe(false);
  });
});
