import { describe, expect, it } from "vitest";
import { makeTracker } from "../../../device/core/boot.ts";
import { encodeOutbox, type Frame, makeOutbox, type Outbox, putIn, wantsRewrite } from "../../../device/core/outbox.ts";
import { takeOut } from "../../../device/core/outbox-delivered.ts";
import { encodeOutboxKey, firstOutboxKey, readOutboxKeys } from "../../../device/core/outbox-key.ts";
import { LEAST_WAITING, MAX_WAITING, type OutboxLimits, outboxLimits } from "../../../device/core/outbox-limits.ts";
import { readOutbox } from "../../../device/core/outbox-log.ts";
import { nothingStored } from "../../../device/core/stored.ts";
import { type Sealed, SHORT_BODY, seal } from "../../../device/protocol/envelope.ts";
import { toyCipher } from "../../toy-cipher.ts";

const SMALL: OutboxLimits = { waiting: 100, rewriteAboveBytes: 4096 };
const SECRET = new Uint8Array(32).fill(4);
const key = new Uint8Array(32).fill(1);
const place = { epochKey: key, headerKey: key, direction: "telemetry" as const, epoch: 5, number: 0 };
const sealed = seal(toyCipher, place, new Uint8Array(SHORT_BODY)) as Sealed;

function entry(epoch: number, worth: Frame["worth"] = "fix"): Frame {
  return { slot: 0, epoch, number: 0, frame: sealed, worth, takenS: 1000 + epoch, fixes: 0 };
}

function boxed(limits?: OutboxLimits): Outbox {
  return { ...makeOutbox(limits), key: firstOutboxKey(toyCipher, SECRET) };
}

describe("the room that a board has for what waits", () => {
  it("is that of a card when the board says nothing", () => {
    expect(makeOutbox().limits).toEqual({ waiting: 20_000, rewriteAboveBytes: 65_536 });
  });

  it("is the nearest that is possible, also of what is no number", () => {
    expect(outboxLimits({ waiting: 1e9, rewriteAboveBytes: 1e9 })).toEqual(outboxLimits(undefined));
    for (const wrong of [0, -1, Number.NaN]) {
      expect(outboxLimits({ waiting: wrong, rewriteAboveBytes: wrong })).toEqual({
        waiting: LEAST_WAITING,
        rewriteAboveBytes: 2048,
      });
    }
    expect(outboxLimits({ waiting: 100.7, rewriteAboveBytes: 5000.2 })).toEqual({ waiting: 100, rewriteAboveBytes: 5000 });
  });

  it("is kept: the older half gets coarser, the newest stay, statuses have a tenth", () => {
    const outbox = boxed(SMALL);
    for (let i = 0; i < 1000; i++) {
      putIn(toyCipher, outbox, entry(i, i % 2 === 0 ? "fix" : "status"));
      expect(outbox.waiting.length).toBeLessThanOrEqual(SMALL.waiting);
    }
    expect(outbox.waiting.filter(({ worth }) => worth === "status").length).toBe(10);
    const fixes = outbox.waiting.filter(({ worth }) => worth === "fix").map(({ epoch }) => epoch);
    expect(fixes.slice(-10)).toEqual([980, 982, 984, 986, 988, 990, 992, 994, 996, 998]);
    expect(outbox.dropped).toBeGreaterThan(800);
  });

  it("keeps the stored log short while frames come and go", () => {
    const longest = (limits?: OutboxLimits): number => {
      const outbox = boxed(limits);
      let most = encodeOutbox(toyCipher, outbox).length;
      for (let i = 0; i < 2000; i++) {
        putIn(toyCipher, outbox, entry(i));
        takeOut(toyCipher, outbox, 0, { kind: "delivered", epoch: i, first: 0, bits: new Uint8Array(24).fill(128, 0, 1) });
        if (wantsRewrite(outbox)) encodeOutbox(toyCipher, outbox);
        most = Math.max(most, outbox.logBytes);
      }
      return most;
    };
    expect(longest(SMALL)).toBeLessThan(SMALL.rewriteAboveBytes + 200);
    expect(longest()).toBeGreaterThan(60_000);
  });

  it("holds for a log that was written with more room, and is rewritten then", () => {
    const roomy = boxed();
    for (let i = 0; i < 500; i++) putIn(toyCipher, roomy, entry(i));
    const keys = readOutboxKeys(toyCipher, [null, encodeOutboxKey(firstOutboxKey(toyCipher, SECRET))]);
    const { outbox } = readOutbox(toyCipher, keys, encodeOutbox(toyCipher, roomy), SMALL);
    expect(outbox.waiting.length).toBeLessThanOrEqual(SMALL.waiting);
    expect(outbox.waiting.at(-1)?.epoch).toBe(499);
    expect(wantsRewrite(outbox)).toBe(true);
  });

  it("reaches the firmware through its start", () => {
    const boot = { ...nothingStored(), cipher: toyCipher, timeSource: "host" as const, builtMs: 0, upMs: 0, notice: null };
    expect(makeTracker({ ...boot, queue: SMALL }).outbox.limits).toEqual(SMALL);
    expect(makeTracker(boot).outbox.limits.waiting).toBe(MAX_WAITING);
  });
});
