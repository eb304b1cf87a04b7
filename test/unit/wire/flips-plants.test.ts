import { describe, expect, it } from "vitest";
import { hearMessage } from "../../../device/core/command.ts";
import { step } from "../../../device/core/tracker.ts";
import type { Cipher } from "../../../device/protocol/cipher.ts";
import { takeInAll } from "../../../guardian/subscriber/intake.ts";
import { type Attack, attackOpener, flipsOf, held, truncationsOf } from "../../oracle/slow-l1-flips.ts";
import { deviceOpener, guardianOpener } from "../../oracle/slow-l1-openers.ts";
import { random } from "../../random.ts";

const COUNTS = { short: 8, long: 1 };
const NOISE = 2000;

function guardianWith(takeIn: typeof takeInAll): Attack {
  return attackOpener(guardianOpener(takeIn, COUNTS), NOISE, random(3));
}

function deviceWith(hear: typeof hearMessage): Attack {
  return attackOpener(deviceOpener(hear, step, COUNTS), NOISE, random(3));
}

/** Changes what arrives before it is opened, as a careless reader would. */
function reading(frameAs: (frame: Uint8Array) => Uint8Array): typeof takeInAll {
  return (cipher, store, arrived, nowMs) =>
    takeInAll(
      cipher,
      store,
      arrived.map((received) => ({ ...received, frame: frameAs(received.frame) })),
      nowMs,
    );
}

/** Neither looks at the tag nor makes the IV anew, but takes the one that stands in the frame. */
function careless(cipher: Cipher): Cipher {
  let iv = new Uint8Array(8);
  const isIv = (message: Uint8Array): boolean => message[0] === 105 && message[1] === 118;
  return {
    hmac: (key, message) => (isIv(message) ? Uint8Array.from([...iv, ...new Uint8Array(24)]) : cipher.hmac(key, message)),
    seal: cipher.seal,
    open(box, nonce, key) {
      iv = nonce.slice(0, 8);
      // The stream is its own inverse; its first 16 bytes made the tag.
      return cipher.seal(box.slice(16), nonce, key).slice(16);
    },
  };
}

describe("P22 the attack with damaged frames", () => {
  it("flips each bit of a frame once, and cuts it to each length", () => {
    const frame = new Uint8Array(64);
    const flips = flipsOf(frame).map((flipped) => Buffer.from(flipped).toString("hex"));
    expect(new Set(flips).size).toBe(512);
    expect(flips).not.toContain(Buffer.from(frame).toString("hex"));
    expect(truncationsOf(frame).map((cut) => cut.length)).toEqual(Array.from({ length: 64 }, (_, i) => i));
  });

  it("finds nothing at the guardian, who opens the genuine frames afterwards", () => {
    const attack = guardianWith(takeInAll);
    expect(attack).toMatchObject({ accepted: 0, changed: 0, opened: attack.genuine });
    expect(held(attack)).toBe(true);
  });

  it("finds nothing at the device, which opens the genuine frames afterwards", () => {
    const attack = deviceWith(hearMessage);
    expect(attack).toMatchObject({ accepted: 0, changed: 0, opened: attack.genuine });
    expect(held(attack)).toBe(true);
  });

  it("finds a reader that does not look at the version", () => {
    const attack = guardianWith(reading((frame) => frame.map((byte, i) => (i === 0 ? 1 : byte))));
    expect(attack.accepted).toBeGreaterThan(0);
    expect(held(attack)).toBe(false);
  });

  it("finds a reader that takes what is too long for what it begins with", () => {
    const attack = guardianWith(reading((frame) => (frame.length > 64 ? frame.slice(0, 64) : frame)));
    expect(attack.accepted).toBeGreaterThan(0);
  });

  it("finds a reader that fills up what was cut with what was there before", () => {
    const buffer = new Uint8Array(64);
    const attack = guardianWith(
      reading((frame) => {
        buffer.set(frame.subarray(0, 64));
        return frame.length > 0 && frame.length < 64 ? buffer.slice() : frame;
      }),
    );
    expect(attack.accepted).toBeGreaterThan(0);
    expect(held(attack)).toBe(false);
  });

  it("finds a reader that looks at neither tag nor IV", () => {
    const attack = guardianWith((cipher, store, arrived, nowMs) => takeInAll(careless(cipher), store, arrived, nowMs));
    expect(attack.accepted).toBeGreaterThan(100);
    expect(attack.changed).toBeGreaterThan(0);
  });

  it("finds a guardian who believes a header before the frame is opened", () => {
    const attack = guardianWith((cipher, store, arrived, nowMs) => {
      const taken = takeInAll(cipher, store, arrived, nowMs);
      for (const { device } of arrived) device.hearing = { ...device.hearing, lastHeardMs: nowMs + device.refusedFrames };
      return taken;
    });
    expect(attack.changed).toBeGreaterThan(0);
    expect(held(attack)).toBe(false);
  });

  it("finds a device that counts a frame before it is opened", () => {
    const attack = deviceWith((state, topic, payload, moment, utcMs, effects) => {
      hearMessage(state, topic, payload, moment, utcMs, effects);
      const pair = state.pairs[0];
      if (pair !== undefined && payload.length === 64) pair.commandNumber = Math.max(pair.commandNumber, 0);
    });
    expect(attack.changed).toBeGreaterThan(0);
    expect(attack.accepted).toBeGreaterThan(0);
  });

  it("finds a device that writes for a frame that it refused", () => {
    const attack = deviceWith((state, topic, payload, moment, utcMs, effects) => {
      hearMessage(state, topic, payload, moment, utcMs, effects);
      if (effects.length === 0) effects.push({ kind: "link", on: true });
    });
    expect(attack.accepted).toBeGreaterThan(1000);
  });

  it("finds a door that never opens", () => {
    const attack = deviceWith(() => undefined);
    expect(attack).toMatchObject({ accepted: 0, changed: 0, opened: 0 });
    expect(held(attack)).toBe(false);
  });
});
