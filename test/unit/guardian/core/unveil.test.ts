import { describe, expect, test } from "vitest";
import { type Sealed, seal, VERSION } from "../../../../device/protocol/envelope.ts";
import { veil } from "../../../../device/protocol/veil.ts";
import { makePair } from "../../../../guardian/core/chain.ts";
import { guardianCipher } from "../../../../guardian/core/cipher.ts";
import { makeLadder } from "../../../../guardian/core/ladder.ts";
import { ingestReceived } from "../../../../guardian/core/unveil.ts";
import { ROOT, START_MS, START_S } from "../../../oracle/guardian-store.ts";
import { ToyDevice } from "../../../oracle/toy-device.ts";
import { bytes, random } from "../../../random.ts";

const pair = makePair(guardianCipher, "id", "label", ROOT);
const DAY = 20_521;
const veiled = (frame: Uint8Array, day = DAY) => veil(guardianCipher, pair.topicKey, day, frame);
const take = (frame: Uint8Array, day?: number, on = pair) =>
  ingestReceived(guardianCipher, on, makeLadder(), { frame, day }, START_MS);
const why = (frame: Uint8Array, day?: number, on = pair) => {
  const result = take(frame, day, on);
  return result.kind === "refused" ? result.reason : result.kind;
};
const fix = () => new ToyDevice(guardianCipher, ROOT).fix(START_S);

describe("P26 a frame in the form of its topic's day", () => {
  test("opens as the same frame as it does when it comes as it is", () => {
    const { frame, report } = fix();
    const plain = take(frame, DAY);
    expect(plain).toMatchObject({ kind: "opened", parts: [{ report }] });
    expect(take(veiled(frame), DAY)).toEqual(plain);
    expect(take(frame)).toEqual(plain);
  });

  test("is refused on the topic of another day, and where there is no topic", () => {
    const { frame } = fix();
    for (const day of [DAY - 1, DAY + 1, undefined]) expect(why(veiled(frame), day)).not.toBe("opened");
  });

  test("a frame that a broker held back is opened on the topic of any day that is listened to", () => {
    const { frame } = fix();
    for (const day of [DAY - 1, DAY, DAY + 1]) expect(why(frame, day)).toBe("opened");
  });

  test("P22 every one of the 512 single bit flips of it is refused and changes no state", () => {
    const form = veiled(fix().frame);
    const before = JSON.stringify(pair);
    const opened: number[] = [];
    for (let bit = 0; bit < form.length * 8; bit++) {
      const flipped = new Uint8Array(form);
      flipped[bit >>> 3] = (flipped[bit >>> 3] as number) ^ (128 >>> (bit & 7));
      if (take(flipped, DAY).kind === "opened") opened.push(bit);
    }
    expect(opened).toEqual([]);
    expect(JSON.stringify(pair)).toBe(before);
  });

  test("P22 20,000 frames of garbage are refused, and almost none of them costs a step of the chain", () => {
    const next = random(8);
    const ladder = makeLadder();
    for (let i = 0; i < 20_000; i++) {
      const frame = bytes(next, 64);
      frame[0] = VERSION;
      expect(ingestReceived(guardianCipher, pair, ladder, { frame, day: DAY }, START_MS).kind).toBe("refused");
    }
    expect(ladder.rungs.size).toBe(0);
  });

  test("of which the key was erased is too old and not forged, so that a deletion is no reason for an alarm", () => {
    const toy = new ToyDevice(guardianCipher, ROOT);
    const old = toy.fix(START_S);
    toy.step(5);
    const later = take(toy.fix(START_S).frame);
    if (later.kind !== "opened") throw new Error(later.reason);
    expect(why(veiled(old.frame), DAY, { ...pair, chain: { ...later.chain, passed: [] } })).toBe("too-old");
  });

  test("that is authentic and of a kind of a later version is unreadable, veiled or not", () => {
    const toy = new ToyDevice(guardianCipher, ROOT);
    const place = { epoch: toy.epoch, number: 0, epochKey: toy.epochKey, headerKey: toy.keys.header };
    const body = new Uint8Array(33).fill(9, 0, 1);
    const frame = seal(guardianCipher, { ...place, direction: "telemetry" }, body) as Sealed;
    expect(why(frame, DAY)).toBe("unreadable");
    expect(why(veiled(frame), DAY)).toBe("unreadable");
  });

  test("of another length or version is not looked at a second time", () => {
    let calls = 0;
    const cipher: typeof guardianCipher = {
      ...guardianCipher,
      hmac(key, message) {
        calls += 1;
        return guardianCipher.hmac(key, message);
      },
    };
    for (const frame of [new Uint8Array(63), new Uint8Array(64), new Uint8Array(257)]) {
      expect(ingestReceived(cipher, pair, makeLadder(), { frame, day: DAY }, START_MS).kind).toBe("refused");
    }
    expect(calls).toBe(0);
  });
});
