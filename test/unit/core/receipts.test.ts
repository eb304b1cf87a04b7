import { describe, expect, it } from "vitest";
import type { Effect } from "../../../device/core/event.ts";
import { makeReceipts } from "../../../device/core/receipt-boot.ts";
import { decodeReceiptState, firstReceiptState, MAX_PENDING } from "../../../device/core/receipt-state.ts";
import {
  addReceipt,
  durableHead,
  hearReceiptStore,
  RECEIPT_KEY,
  RECEIPTS,
  type Receipts,
  retryReceipts,
  STORAGE_LOST,
  STORAGE_RECEIPTS_CHANGED,
  STORAGE_RECEIPTS_CUT,
  STORAGE_RECEIPTS_INSERTED,
  STORAGE_WRITE_FAILED,
  writeReceipts,
} from "../../../device/core/receipts.ts";
import { RECEIPT_BYTES, type ReceiptKind } from "../../../device/protocol/receipt.ts";
import { FIRST_FOLD, FOLD_KEEPS } from "../../../device/protocol/receipt-fold.ts";
import { readReceipts, verifyReceipts } from "../../../device/protocol/receipt-verify.ts";
import { toyCipher } from "../../toy-cipher.ts";

const KEY = new Uint8Array(32).fill(4);
const fresh = (): Receipts => makeReceipts(toyCipher, firstReceiptState(KEY.slice()), null);

/** One step that succeeds: the receipts, then their writes. */
function step(receipts: Receipts, medium: Map<string, Uint8Array>, ...kinds: ReceiptKind[]): Effect[] {
  hearReceiptStore(receipts, null);
  for (const kind of kinds) addReceipt(toyCipher, receipts, kind, 0, 1_790_000_000);
  const effects: Effect[] = [];
  writeReceipts(toyCipher, receipts, null, effects);
  for (const effect of effects) {
    const before = effect.kind === "append" ? (medium.get(effect.name) ?? new Uint8Array(0)) : new Uint8Array(0);
    if ("bytes" in effect) medium.set(effect.name, new Uint8Array(Buffer.concat([before, effect.bytes])));
  }
  return effects;
}

function boot(medium: Map<string, Uint8Array>): Receipts {
  return makeReceipts(toyCipher, medium.get(RECEIPT_KEY) ?? null, medium.get(RECEIPTS) ?? null);
}

const told = (receipts: Receipts): string[] => readReceipts(receipts.log).map((one) => `${one?.kind} ${one?.detail}`);
const sound = (receipts: Receipts): boolean => verifyReceipts(toyCipher, KEY, receipts.log, []).sound;

describe("receipts while the device runs", () => {
  it("asks for the state first, then for the addition to the log, and for nothing when nothing happened", () => {
    const receipts = fresh();
    const medium = new Map<string, Uint8Array>();
    expect(step(receipts, medium)).toEqual([]);
    const effects = step(receipts, medium, "grant", "window-open");
    expect(effects.map((effect) => [effect.kind, "name" in effect ? effect.name : ""])).toEqual([
      ["replace", RECEIPT_KEY],
      ["append", RECEIPTS],
    ]);
    expect(medium.get(RECEIPTS)?.length).toBe(2 * RECEIPT_BYTES);
    expect(decodeReceiptState(medium.get(RECEIPT_KEY) ?? KEY)?.count).toBe(2);
    expect(step(receipts, medium)).toEqual([]);
    expect(sound(receipts)).toBe(true);
  });

  it("P52 forgets each key once it was used: neither memory nor store holds one that closed a receipt", () => {
    const receipts = fresh();
    const used = receipts.key;
    const medium = new Map<string, Uint8Array>();
    const before = Buffer.from(used).toString("hex");
    step(receipts, medium, "grant");
    expect(used.every((byte) => byte === 0)).toBe(true);
    for (const value of medium.values()) expect(Buffer.from(value).toString("hex")).not.toContain(before);
  });

  it("tells a head only of what is durable, so that it never goes back", () => {
    const receipts = fresh();
    const medium = new Map<string, Uint8Array>();
    step(receipts, medium, "grant", "pause");
    expect(durableHead(receipts).count).toBe(0);
    step(receipts, medium, "resume");
    expect(durableHead(receipts).count).toBe(2);
    step(receipts, medium);
    expect(durableHead(receipts)).toEqual({ count: 3, head: receipts.head });
  });

  it("keeps receipts while the store fails, writes all of them when it works, and tells how many found no room", () => {
    const receipts = fresh();
    const medium = new Map<string, Uint8Array>();
    step(receipts, medium, "grant");
    hearReceiptStore(receipts, RECEIPTS);
    for (let i = 0; i < MAX_PENDING + 5; i++) addReceipt(toyCipher, receipts, "locate-now", i, null);
    expect(step(receipts, medium)).toEqual([]);
    expect(durableHead(receipts).count).toBe(0);
    retryReceipts(receipts);
    const effects = step(receipts, medium);
    expect(effects.map((effect) => effect.kind)).toEqual(["replace", "replace"]);
    step(receipts, medium);
    step(receipts, medium);
    const again = boot(medium);
    expect(told(again).slice(0, 3)).toEqual(["grant 0", "locate-now 0", "locate-now 1"]);
    const kept = told(again).filter((one) => one.startsWith("locate-now")).length;
    expect(told(again).at(-1)).toBe(`storage-fault ${STORAGE_LOST + MAX_PENDING + 5 - kept}`);
    expect(sound(again)).toBe(true);
  });

  it("hands nothing out in the step that tells of a failure, because another may follow", () => {
    const receipts = fresh();
    step(receipts, new Map(), "grant");
    hearReceiptStore(receipts, "outbox");
    addReceipt(toyCipher, receipts, "storage-fault", STORAGE_WRITE_FAILED, null);
    const effects: Effect[] = [];
    writeReceipts(toyCipher, receipts, null, effects);
    expect(effects).toEqual([]);
    expect(step(receipts, new Map())).toHaveLength(2);
  });

  it("says once that the store fails, however often it does", () => {
    const receipts = fresh();
    for (let i = 0; i < 9; i++) addReceipt(toyCipher, receipts, "storage-fault", STORAGE_WRITE_FAILED, null);
    expect(told(receipts)).toEqual(["storage-fault 0"]);
  });

  it("has a limit: the oldest are let go at fixed numbers, by a receipt that says so", () => {
    const receipts = fresh();
    const medium = new Map<string, Uint8Array>();
    for (let i = 0; i < FIRST_FOLD; i++) step(receipts, medium, "locate-now");
    expect(receipts.log.length).toBe(FIRST_FOLD * RECEIPT_BYTES);
    step(receipts, medium, "withdraw");
    expect(told(receipts).slice(-2)).toEqual([`folded ${FIRST_FOLD - FOLD_KEEPS}`, "withdraw 0"]);
    expect(medium.get(RECEIPTS)?.length).toBe((FOLD_KEEPS + 2) * RECEIPT_BYTES);
    for (let i = 0; i < 1500; i++) {
      step(receipts, medium, "locate-now");
      expect(receipts.log.length).toBeLessThanOrEqual((FIRST_FOLD + 1) * RECEIPT_BYTES);
    }
    expect(sound(boot(medium))).toBe(true);
    expect(boot(medium).rewrite).toBe(false);
  });
});

describe("receipts at boot", () => {
  function lived(): Map<string, Uint8Array> {
    const medium = new Map<string, Uint8Array>();
    const receipts = fresh();
    for (const kind of ["grant", "window-open", "window-close", "withdraw"] as const) step(receipts, medium, kind);
    return medium;
  }

  it("are the same as before", () => {
    const again = boot(lived());
    expect(told(again)).toEqual(["grant 0", "window-open 0", "window-close 0", "withdraw 0"]);
    expect([again.count, again.pending, again.rewrite]).toEqual([4, 0, false]);
  });

  const thefts: [string, number, (log: Uint8Array) => Uint8Array][] = [
    ["cut", STORAGE_RECEIPTS_CUT, (log) => log.slice(0, 2 * RECEIPT_BYTES)],
    ["emptied", STORAGE_RECEIPTS_CUT, () => new Uint8Array(0)],
    ["changed at the end", STORAGE_RECEIPTS_CHANGED, (log) => log.map((byte, at) => (at === log.length - 1 ? byte ^ 1 : byte))],
    ["added to", STORAGE_RECEIPTS_INSERTED, (log) => addedTo(log)],
  ];

  function addedTo(log: Uint8Array): Uint8Array {
    const forged = log.slice(-RECEIPT_BYTES);
    forged[7] = 4;
    return new Uint8Array(Buffer.concat([log, forged]));
  }

  it.each(thefts)("tell that the log was %s while the device was off, once", (_what, code, change) => {
    const medium = lived();
    medium.set(RECEIPTS, change(medium.get(RECEIPTS) ?? new Uint8Array(0)));
    const again = boot(medium);
    expect(told(again).at(-1)).toBe(`storage-fault ${code}`);
    expect(again.count).toBe(5);
    step(again, medium);
    step(again, medium);
    expect(boot(medium).count).toBe(5);
  });

  it("without a key nothing is written and nothing thrown; a key that is lost is told apart from none", () => {
    const none = makeReceipts(toyCipher, null, null);
    expect(none.trouble).toBe("no-key");
    expect(step(none, new Map(), "grant")).toEqual([]);
    const medium = lived();
    const state = medium.get(RECEIPT_KEY) ?? KEY;
    for (let at = 0; at < state.length; at += 5) {
      medium.set(
        RECEIPT_KEY,
        state.map((byte, i) => (i === at ? byte ^ 16 : byte)),
      );
      expect(boot(medium).trouble).toBe("key-lost");
    }
    medium.delete(RECEIPT_KEY);
    expect(boot(medium).trouble).toBe("key-lost");
    expect(told(boot(medium))).toHaveLength(4);
  });
});
