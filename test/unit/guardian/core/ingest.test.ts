import { describe, expect, test } from "vitest";
import { type Sealed, seal, VERSION } from "../../../../device/protocol/envelope.ts";
import { MAX_AHEAD, makePair } from "../../../../guardian/core/chain.ts";
import { guardianCipher } from "../../../../guardian/core/cipher.ts";
import { ingest } from "../../../../guardian/core/ingest.ts";
import { makeLadder } from "../../../../guardian/core/ladder.ts";
import { ROOT, START_MS, START_S } from "../../../oracle/guardian-store.ts";
import { ToyDevice } from "../../../oracle/toy-device.ts";

const chain = makePair(guardianCipher, "id", "label", ROOT).chain;
const device = () => new ToyDevice(guardianCipher, ROOT);
const take = (frame: Uint8Array, on = chain) => ingest(guardianCipher, on, makeLadder(), frame, START_MS);
const why = (frame: Uint8Array, on = chain) => {
  const result = take(frame, on);
  return result.kind === "refused" ? result.reason : result.kind;
};

function sealedAt(epoch: number, number: number, body: Uint8Array): Sealed {
  const toy = device();
  toy.step(epoch - toy.epoch);
  const place = { epoch, number, epochKey: toy.epochKey, headerKey: toy.keys.header, direction: "telemetry" as const };
  return seal(guardianCipher, place, body) as Sealed;
}

describe("opening one frame", () => {
  test("R-40 what the device sealed is what the guardian reads", () => {
    const frame = device().fix(START_S, { altitudeM: -3, courseDeg: 90, batteryPercent: null });
    const result = take(frame.frame);
    expect(result).toMatchObject({ kind: "opened", header: { epoch: 1, number: 0 }, parts: [{ report: frame.report }] });
    expect(result.kind === "opened" && result.chain.head.epoch).toBe(1);
  });

  test("P22 every one of the 512 single bit flips of a frame is refused and changes no state", () => {
    const frame = device().fix(START_S).frame;
    const before = JSON.stringify(chain);
    const ladder = makeLadder();
    let refused = 0;
    for (let bit = 0; bit < frame.length * 8; bit++) {
      const flipped = new Uint8Array(frame);
      flipped[bit >>> 3] = (flipped[bit >>> 3] as number) ^ (128 >>> (bit & 7));
      if (ingest(guardianCipher, chain, ladder, flipped, START_MS).kind === "refused") refused += 1;
    }
    expect(refused).toBe(512);
    expect(JSON.stringify(chain)).toBe(before);
  });

  test("P22 20,000 frames of garbage of any length are refused", () => {
    let seed = 42;
    const next = () => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return seed >>> 24;
    };
    const lengths = [0, 1, 63, 64, 64, 64, 65, 255, 256, 257];
    const reasons = new Set<string>();
    const ladder = makeLadder();
    for (let i = 0; i < 20_000; i++) {
      const frame = Uint8Array.from({ length: lengths[i % lengths.length] as number }, next);
      if (frame.length > 0 && i % 3 > 0) frame[0] = VERSION;
      const result = ingest(guardianCipher, chain, ladder, frame, START_MS);
      reasons.add(result.kind === "refused" ? result.reason : "opened");
    }
    expect([...reasons].sort()).toEqual(["length", "number", "too-far", "version"]);
    expect(ladder.rungs.size).toBe(0);
  });

  test("a frame exactly 65,536 epochs ahead opens, and one more is refused before any work is done on it", () => {
    const toy = device();
    toy.step(MAX_AHEAD - 1);
    expect(why(toy.status(START_S).frame)).toBe("opened");
    toy.step();
    expect(why(toy.status(START_S).frame)).toBe("too-far");
  });

  test("a frame of an epoch whose key was erased is refused as too old", () => {
    const toy = device();
    const old = toy.fix(START_S);
    toy.step(5);
    const result = take(toy.fix(START_S).frame);
    if (result.kind !== "opened") throw new Error(result.reason);
    expect(why(old.frame, { ...result.chain, passed: [] })).toBe("too-old");
  });

  test("P24 frames of another pair, and our own commands turned around, are refused", () => {
    const other = new ToyDevice(
      guardianCipher,
      Uint8Array.from(ROOT, (byte) => byte ^ 255),
    );
    expect(why(other.fix(START_S).frame)).not.toBe("opened");
    const toy = device();
    const place = { epoch: 0, number: 0, epochKey: toy.keys.command, headerKey: toy.keys.header, direction: "command" as const };
    expect(why(seal(guardianCipher, place, new Uint8Array(33)) as Sealed)).toBe("forged");
    const turned = { ...place, epochKey: toy.keys.telemetry };
    expect(why(seal(guardianCipher, turned, new Uint8Array(33)) as Sealed)).toBe("forged");
  });

  test("an authentic frame of a later version's kind, and an acknowledgement from a device, are refused as unreadable", () => {
    expect(why(sealedAt(1, 0, new Uint8Array(33).fill(99)))).toBe("unreadable");
    expect(
      why(
        sealedAt(
          1,
          0,
          Uint8Array.from({ length: 33 }, (_, i) => (i === 0 ? 7 : 0)),
        ),
      ),
    ).toBe("unreadable");
    expect(why(sealedAt(1, 0, new Uint8Array(225)))).toBe("unreadable");
  });

  test("a frame number that no device seals is refused even when it is authentic", () => {
    expect(why(sealedAt(1, 1023, new Uint8Array(33).fill(99)))).toBe("unreadable");
    expect(why(sealedAt(1, 1024, new Uint8Array(33).fill(99)))).toBe("number");
  });
});
