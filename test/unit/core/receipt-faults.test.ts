import { describe, expect, it } from "vitest";
import { makeReceipts } from "../../../device/core/receipt-boot.ts";
import { hearFault, MENDED_AFTER_MS, makeLampFaultWatch } from "../../../device/core/receipt-faults.ts";
import { firstReceiptState } from "../../../device/core/receipt-state.ts";
import { hearReceiptStore, type Receipts } from "../../../device/core/receipts.ts";
import { readReceipts } from "../../../device/protocol/receipt-verify.ts";
import { toyCipher } from "../../toy-cipher.ts";

const fresh = (): Receipts => makeReceipts(toyCipher, firstReceiptState(new Uint8Array(32).fill(2)), null);
const told = (receipts: Receipts): string[] => readReceipts(receipts.log).map((one) => `${one?.kind} ${one?.detail}`);

/** The lamp's answers, each a second after the one before. */
function hear(receipts: Receipts, answers: (boolean | null)[], from = 0, watch = makeLampFaultWatch(receipts)): number {
  let upMs = from;
  for (const faulty of answers) {
    hearReceiptStore(receipts, null);
    hearFault(toyCipher, receipts, watch, faulty, upMs, null);
    upMs += 1000;
  }
  return upMs;
}

const steady = (value: boolean | null, seconds: number): (boolean | null)[] => Array(seconds).fill(value);
const MENDED_S = MENDED_AFTER_MS / 1000;

describe("a fault that may flicker", () => {
  it("is told at once, and as mended only after it stayed so, with the number of failures", () => {
    const receipts = fresh();
    hear(receipts, [false, true, false, true, true, false, true, ...steady(false, MENDED_S + 1)]);
    expect(told(receipts)).toEqual(["lamp-fault 0", "lamp-mended 3"]);
  });

  it("cannot fill the log: a day of flickering is one receipt", () => {
    const receipts = fresh();
    hear(
      receipts,
      Array.from({ length: 86_400 }, (_, i) => i % 2 === 0),
    );
    expect(told(receipts)).toEqual(["lamp-fault 0"]);
  });

  it("F5 is one receipt in all of a boot loop, because the log says what was told last", () => {
    const receipts = fresh();
    for (let boot = 0; boot < 50; boot++) hear(receipts, [false, true, false]);
    expect(told(receipts)).toEqual(["lamp-fault 0"]);
    hear(receipts, steady(false, MENDED_S + 1));
    hear(receipts, [true]);
    expect(told(receipts)).toEqual(["lamp-fault 0", "lamp-mended 0", "lamp-fault 0"]);
  });

  it("is not mended by nobody looking", () => {
    const receipts = fresh();
    const watch = makeLampFaultWatch(receipts);
    const upMs = hear(receipts, [true, ...steady(null, 2 * MENDED_S), ...steady(false, MENDED_S - 1)], 0, watch);
    expect(told(receipts)).toEqual(["lamp-fault 0"]);
    hear(receipts, steady(false, 5), upMs, watch);
    expect(told(receipts)).toEqual(["lamp-fault 0", "lamp-mended 1"]);
  });
});
