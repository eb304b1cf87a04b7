import { describe, expect, it } from "vitest";
import { makeReceipts } from "../../../device/core/receipt-boot.ts";
import { encodeReceiptState } from "../../../device/core/receipt-state.ts";
import { RECEIPT_KEY, type Receipts, writeReceipts } from "../../../device/core/receipts.ts";
import { decodeReceipt, isGenuine, nextReceiptKey, RECEIPT_BYTES } from "../../../device/protocol/receipt.ts";
import { type ReceiptVerdict, verifyReceipts } from "../../../device/protocol/receipt-verify.ts";
import { bitFlips, foldAttacks, recordAttacks } from "../../oracle/slow-receipts-attacks.ts";
import { type ReceiptParts, TRUE_PARTS } from "../../oracle/slow-receipts-life.ts";
import {
  attackOn,
  cutEverywhere,
  imageWith,
  type Judges,
  makeTally,
  type Tally,
  TRUE_JUDGES,
} from "../../oracle/slow-receipts-trial.ts";

function attacked(change: Partial<Judges>): Tally {
  const tally = makeTally();
  const judges = { ...TRUE_JUDGES, ...change };
  const image = imageWith(TRUE_PARTS, 5);
  attackOn(tally, judges, image, (loot) => bitFlips(loot, 1));
  attackOn(tally, judges, image, (loot) => recordAttacks(loot, 1));
  attackOn(tally, judges, image, foldAttacks);
  return tally;
}

function cut(change: Partial<ReceiptParts>): Tally {
  const tally = makeTally();
  const parts = { ...TRUE_PARTS, ...change };
  const script = [[1], [2, 3], [], [4], [5]];
  cutEverywhere(tally, { ...TRUE_JUDGES, parts }, imageWith(TRUE_PARTS, 0), script, { everyByte: 1, secondCuts: 53 });
  return tally;
}

const faultsOf = (tally: Tally): number =>
  tally.missed.length +
  tally.disagreed.length +
  tally.refusedControls +
  tally.alarms.length +
  tally.lost.length +
  tally.reused.length;

describe("the proof gate/receipts, attacks", () => {
  it("finds nothing missed with the true verifier", () => {
    const tally = attacked({});
    expect(faultsOf(tally)).toBe(0);
    expect(tally.attacked).toBeGreaterThan(5 * RECEIPT_BYTES * 8);
  });

  const refusal: ReceiptVerdict = { sound: false, fault: "edited", index: 0, number: 0 };
  /** Looks at each record alone, under whatever key its number asks for. */
  const alone: typeof verifyReceipts = (cipher, key, log) => {
    for (let at = 0; at < log.length; at += RECEIPT_BYTES) {
      let present: Uint8Array = key;
      const number = decodeReceipt(log, at)?.number ?? -1;
      for (let i = 0; i < number && i < 100; i++) present = nextReceiptKey(cipher, present);
      if (number > 100 || !isGenuine(cipher, present, log, at)) return refusal;
    }
    return { sound: true, first: 0, count: log.length / RECEIPT_BYTES, head: new Uint8Array(16) };
  };
  const bugs: [string, typeof verifyReceipts][] = [
    ["ignores told heads", (cipher, key, log) => verifyReceipts(cipher, key, log, [])],
    ["looks at each record alone", alone],
    [
      "drops what is torn",
      (c, key, log, told) => verifyReceipts(c, key, log.slice(0, log.length - (log.length % RECEIPT_BYTES)), told),
    ],
    ["believes everything", () => ({ sound: true, first: 0, count: 0, head: new Uint8Array(16) })],
    ["refuses everything", () => refusal],
  ];
  it.each(bugs)("notices a verifier that %s", (_what, verify) => {
    expect(faultsOf(attacked({ verify }))).toBeGreaterThan(0);
  });

  it("notices a second verifier that disagrees", () => {
    expect(attacked({ slow: () => true }).disagreed.length).toBeGreaterThan(0);
  });
});

describe("the proof gate/receipts, power cuts", () => {
  it("finds nothing lost, doubled or alarming with the true device", () => {
    const tally = cut({});
    expect(faultsOf(tally)).toBe(0);
    expect(tally.lives).toBeGreaterThan(500);
  });

  /** The log before the state, and the state without what waits. */
  const logFirst: typeof writeReceipts = (cipher, receipts, utcS, effects) => {
    const asked: Parameters<typeof writeReceipts>[3] = [];
    writeReceipts(cipher, receipts, utcS, asked);
    effects.push(...asked.reverse());
  };
  const forgetful: typeof writeReceipts = (cipher, receipts, utcS, effects) => {
    const from = effects.length;
    writeReceipts(cipher, receipts, utcS, effects);
    const state = { key: receipts.key, count: receipts.count, head: receipts.head, pending: new Uint8Array(0) };
    const first = effects[from];
    if (first?.kind === "replace") effects[from] = { ...first, name: RECEIPT_KEY, bytes: encodeReceiptState(state) };
  };
  const booted = (change: (receipts: Receipts) => void): Partial<ReceiptParts> => ({
    boot: (cipher, stored, log) => {
      const receipts = makeReceipts(cipher, stored, log);
      change(receipts);
      return receipts;
    },
  });
  const bugs: [string, Partial<ReceiptParts>][] = [
    ["writes the log before the state", { write: logFirst }],
    ["stores the state without the receipts that wait", { write: forgetful }],
    ["does not write a torn log anew", booted((receipts) => Object.assign(receipts, { rewrite: false }))],
    ["forgets at boot that receipts wait", booted((receipts) => Object.assign(receipts, { fresh: 0 }))],
  ];
  it.each(bugs)("notices a device that %s", (_what, change) => {
    expect(faultsOf(cut(change))).toBeGreaterThan(0);
  });
});
