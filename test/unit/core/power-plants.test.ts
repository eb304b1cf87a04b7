import { describe, expect, it } from "vitest";
import type { Flash } from "../../../device/core/journal-flash.ts";
import type { Cipher } from "../../../device/protocol/cipher.ts";
import { dumpTwoDays, makeDumpTally, SOUND } from "../../oracle/dump-run.ts";
import { recordCalls } from "../../oracle/power-calls.ts";
import { cutEverywhere } from "../../oracle/power-cuts.ts";
import { asItIs, type Tamper } from "../../oracle/power-device.ts";
import { recordRun, soundFlash, type TamperFlash, TWO_DAYS } from "../../oracle/power-run.ts";
import { liveOn, makeReuseTally } from "../../oracle/reuse-lives.ts";

const NEVER = Number.MAX_SAFE_INTEGER;
const EVERYWHERE = { writeShare: 1, eraseShare: 1 / 16, resumeEvery: NEVER, nestEvery: 4, seed: 5 };

/** Writes to a bare flash through another. */
function over(flash: Flash, change: Partial<Flash>): Flash {
  return {
    pageBytes: flash.pageBytes,
    pages: flash.pages,
    read: (offset, length) => flash.read(offset, length),
    write: (offset, bytes) => flash.write(offset, bytes),
    erasePage: (page) => flash.erasePage(page),
    crc32: (bytes) => flash.crc32(bytes),
    ...change,
  };
}

/** The commit word is on the flash before the body is. */
const commitsFirst: TamperFlash = (flash) => {
  let held: { offset: number; bytes: Uint8Array } | null = null;
  return over(flash, {
    read: (offset, length) => {
      const out = flash.read(offset, length);
      if (held !== null && offset <= held.offset && offset + length >= held.offset + held.bytes.length) {
        out.set(held.bytes, held.offset - offset);
      }
      return out;
    },
    write: (offset, bytes) => {
      if (held !== null) {
        const body = held;
        held = null;
        return flash.write(offset, bytes) && flash.write(body.offset, body.bytes);
      }
      const isBody = bytes.length > 4 && bytes[0] !== 0xa5 && bytes[0] !== 0x4c && bytes.some((byte) => byte !== 0);
      if (!isBody) return flash.write(offset, bytes);
      held = { offset, bytes: bytes.slice() };
      return true;
    },
  });
};

/** No checksum tells anything. */
const believesAll: TamperFlash = (flash) => over(flash, { crc32: () => 7 });

/** Clearing does nothing, and the chip says that it did. */
const keepsKeys: TamperFlash = (flash) => {
  const cleared = new Map<number, number>();
  return over(flash, {
    read: (offset, length) => {
      const out = flash.read(offset, length);
      for (const [at, size] of cleared) {
        const from = Math.max(at, offset);
        const to = Math.min(at + size, offset + length);
        if (from < to) out.fill(0, from - offset, to - offset);
      }
      return out;
    },
    write: (offset, bytes) => {
      if (bytes.some((byte) => byte !== 0)) return flash.write(offset, bytes);
      cleared.set(offset, bytes.length);
      return true;
    },
    erasePage: (page) => {
      for (const at of [...cleared.keys()]) if (Math.floor(at / flash.pageBytes) === page) cleared.delete(at);
      return flash.erasePage(page);
    },
  });
};

/** The record of an epoch is stored when the first frame of it has left. */
const storesEpochLate: Tamper = (board) => {
  const late: [string, Uint8Array][] = [];
  return {
    ...board,
    store: {
      ...board.store,
      replace: (name, bytes) => {
        if (!name.startsWith("pair-")) return board.store.replace(name, bytes);
        late.push([name, bytes.slice()]);
        return true;
      },
    },
    link: {
      ...board.link,
      publish: (topic, payload) => {
        board.link.publish(topic, payload);
        for (const [name, bytes] of late.splice(0)) board.store.replace(name, bytes);
      },
    },
  };
};

/** The IV says nothing of the body: the first eight bytes of every such code are a constant. */
function constantIv(cipher: Cipher): Cipher {
  return {
    ...cipher,
    hmac: (key, message) => {
      const out = cipher.hmac(key, message);
      if (message[0] === 105 && message[1] === 118 && message.length === 35) out.fill(1, 0, 8);
      return out;
    },
  };
}

const LIFE = {
  seed: 3,
  boots: 60,
  rollbacks: false,
  tamper: asItIs,
  tamperFlash: soundFlash,
  tamperCipher: (cipher: Cipher) => cipher,
};

describe("P45 the search by power cuts", () => {
  it("finds nothing in random calls, cut at every byte", () => {
    const run = recordCalls(5, 40);
    const cuts = cutEverywhere(run, EVERYWHERE, () => undefined);
    expect(run.refused).toBe(0);
    expect(cuts.cuts).toBeGreaterThan(3000);
    expect(cuts.wrong).toEqual([]);
  });

  it("finds a journal that believes records without their checksum", () => {
    const run = recordCalls(5, 40, believesAll);
    const tampers = { flash: believesAll, board: asItIs };
    expect(cutEverywhere(run, EVERYWHERE, () => undefined, tampers).wrong.length).toBeGreaterThan(0);
  });

  it("finds a commit word that is written before its record", () => {
    const run = recordCalls(5, 40, commitsFirst);
    expect(run.refused).toBe(0);
    expect(cutEverywhere(run, EVERYWHERE, () => undefined).wrong.length).toBeGreaterThan(0);
  });

  it("finds an epoch that is stored after its use", () => {
    const run = recordRun({ ...TWO_DAYS, minutes: 300, tamper: storesEpochLate });
    const plan = { writeShare: 1 / 40, eraseShare: 0, resumeEvery: 1, nestEvery: NEVER, seed: 5 };
    const wrong = cutEverywhere(run, plan, () => undefined, { flash: soundFlash, board: storesEpochLate }).wrong;
    expect(wrong.some((one) => one.includes("epoch"))).toBe(true);
  });
});

describe("P16 P17 P19 the search for a key and an IV that are used twice", () => {
  it("finds nothing, with rollbacks and without", () => {
    const tally = makeReuseTally();
    liveOn(tally, LIFE);
    liveOn(tally, { ...LIFE, rollbacks: true });
    expect(tally.wrong).toEqual([]);
    expect(tally.seals).toBeGreaterThan(100);
    expect(tally.repeatedPlaces).toBeGreaterThan(0);
  });

  it("finds an epoch that is stored after its use", () => {
    const tally = makeReuseTally();
    liveOn(tally, { ...LIFE, tamper: storesEpochLate });
    expect(tally.wrong).toContain("two frames left under one epoch and number");
  });

  it("finds an IV that does not depend on the body", () => {
    const tally = makeReuseTally();
    liveOn(tally, { ...LIFE, rollbacks: true, tamperCipher: constantIv });
    expect(tally.wrong).toContain("one key and IV sealed two bodies");
  });
});

describe("P18 the search by dumps", () => {
  const plan = { ...SOUND, seed: 4, dumps: 12, share: 1 / 40, tryEvery: NEVER, triedEpochs: 0 };

  it("finds nothing but the present epoch, and does find that", () => {
    const tally = makeDumpTally();
    dumpTwoDays(tally, plan);
    expect(tally.wrong).toEqual([]);
    expect(tally.opened).toBeGreaterThan(10);
    expect(tally.mostEpochs).toBe(1);
  });

  it("finds keys that were not cleared", () => {
    const tally = makeDumpTally();
    dumpTwoDays(tally, { ...plan, dumps: 6, share: 1 / 20, tamperFlash: keepsKeys });
    expect(tally.wrong.length).toBeGreaterThan(0);
    expect(tally.mostEpochs).toBeGreaterThan(1);
  });
});
