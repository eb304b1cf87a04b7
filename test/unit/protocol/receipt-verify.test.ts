import { describe, expect, it } from "vitest";
import {
  decodeReceipt,
  encodeReceipt,
  firstReceiptHead,
  headAfter,
  nextReceiptKey,
  RECEIPT_KINDS,
  type ReceiptKind,
} from "../../../device/protocol/receipt.ts";
import { FIRST_FOLD, FOLD_KEEPS, firstKept, isFoldNumber } from "../../../device/protocol/receipt-fold.ts";
import { MAX_RECEIPT_NUMBER } from "../../../device/protocol/receipt-ladder.ts";
import { readReceipts, type ToldHead, verifyReceipts } from "../../../device/protocol/receipt-verify.ts";
import { slowSound } from "../../oracle/slow-receipts.ts";
import { bytes, random } from "../../random.ts";
import { toyCipher } from "../../toy-cipher.ts";

const KEY = new Uint8Array(32).fill(9);

/** Records 0 to `count` - 1, one kind after the other. */
function records(count: number, firstKey = KEY): Uint8Array[] {
  const out: Uint8Array[] = [];
  let key: Uint8Array = firstKey;
  let head = firstReceiptHead();
  for (let number = 0; number < count; number++) {
    const folds = isFoldNumber(number);
    const kind: ReceiptKind = folds ? "folded" : (RECEIPT_KINDS[number % 26] ?? "grant");
    const detail = folds ? number - FOLD_KEEPS : number * 3;
    const record = encodeReceipt(toyCipher, key, head, { kind, number, timeS: 1_790_000_000 + number, detail });
    out.push(record);
    head = headAfter(record, 0);
    key = nextReceiptKey(toyCipher, key);
  }
  return out;
}

const file = (list: Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(list));

function verdict(list: Uint8Array[] | Uint8Array, told: ToldHead[] = [], key = KEY): string {
  const log = list instanceof Uint8Array ? list : file(list);
  const found = verifyReceipts(toyCipher, key, log, told);
  expect(slowSound(key, log, told)).toBe(found.sound);
  return found.sound ? `sound ${found.first}..${found.count}` : `${found.fault} ${found.index}`;
}

const ten = records(10);
const headOf = (list: Uint8Array[], count: number): ToldHead => ({
  count,
  head: headAfter(list[count - 1] as Uint8Array, 0).slice(0, 8),
});

describe("a receipt", () => {
  it("is 48 bytes: what, when, which, a number, the head before and a tag; there is no room for a position", () => {
    const record = encodeReceipt(toyCipher, KEY, firstReceiptHead(), {
      kind: "withdraw",
      number: 258,
      timeS: 0x6ab3f2c1,
      detail: 7,
    });
    expect(Buffer.from(record).toString("hex")).toBe(
      `01070100${"00000102"}${"6ab3f2c1"}${"00000007"}${"00".repeat(16)}${Buffer.from(record.slice(32)).toString("hex")}`,
    );
    expect(decodeReceipt(record, 0)).toEqual({ kind: "withdraw", number: 258, timeS: 0x6ab3f2c1, detail: 7 });
  });

  it("says that the time is not known, and not that it is 1970", () => {
    const record = encodeReceipt(toyCipher, KEY, firstReceiptHead(), { kind: "lamp-fault", number: 0, timeS: null, detail: 0 });
    expect(decodeReceipt(record, 0)?.timeS).toBeNull();
  });
});

describe("R-15, P52 the verifier", () => {
  it("accepts the device's own history, and an empty one", () => {
    expect(verdict(ten)).toBe("sound 0..10");
    expect(verdict(ten, [headOf(ten, 4), headOf(ten, 10), { count: 0, head: new Uint8Array(8) }])).toBe("sound 0..10");
    expect(verdict([])).toBe("sound 0..0");
  });

  const cases: [string, (list: Uint8Array[]) => Uint8Array[], string][] = [
    ["an edited record", (l) => l.map((r, i) => (i === 4 ? r.map((b, at) => (at === 14 ? b ^ 1 : b)) : r)), "edited 4"],
    ["an edited first record", (l) => l.map((r, i) => (i === 0 ? r.map((b, at) => (at === 5 ? b ^ 128 : b)) : r)), "edited 0"],
    ["an edited last record", (l) => l.map((r, i) => (i === 9 ? r.map((b, at) => (at === 47 ? b ^ 1 : b)) : r)), "edited 9"],
    ["a missing record", (l) => l.filter((_, i) => i !== 4), "missing 4"],
    ["a missing beginning", (l) => l.slice(3), "missing 0"],
    ["a doubled record", (l) => [...l.slice(0, 5), l[4] as Uint8Array, ...l.slice(5)], "inserted 5"],
    ["a forged record between", (l) => [...l.slice(0, 5), new Uint8Array(48).fill(1), ...l.slice(5)], "inserted 5"],
    ["two records exchanged", (l) => [...l.slice(0, 4), l[5] as Uint8Array, l[4] as Uint8Array, ...l.slice(6)], "reordered 4"],
    [
      "a whole file of another device",
      () =>
        records(
          10,
          KEY.map((b) => b ^ 1),
        ),
      "wrong-key 0",
    ],
    ["a last record that is torn", (l) => [...l.slice(0, 9), (l[9] as Uint8Array).slice(0, 20)], "edited 9"],
  ];
  it.each(cases)("names %s", (_what, change, expected) => {
    expect(verdict(change(ten))).toBe(expected);
  });

  it("sees a cut tail by a head that was told, and only by that", () => {
    expect(verdict(ten.slice(0, 7))).toBe("sound 0..7");
    expect(verdict(ten.slice(0, 7), [headOf(ten, 10)])).toBe("cut 7");
    expect(verdict([], [headOf(ten, 1)])).toBe("cut 0");
  });

  it("sees a history that even the holder of the first key wrote anew, by a head that was told", () => {
    const other = records(10).slice(0, 6);
    const rewritten = encodeReceipt(toyCipher, keyOf(6), headAfter(other[5] as Uint8Array, 0), {
      kind: "refuse",
      number: 6,
      timeS: null,
      detail: 0,
    });
    expect(verdict([...other, rewritten])).toBe("sound 0..7");
    expect(verdict([...other, rewritten], [headOf(ten, 7)])).toBe("forked 6");
    expect(verdict(ten, [{ count: 0, head: new Uint8Array(8).fill(1) }])).toBe("forked 0");
  });

  function keyOf(number: number): Uint8Array {
    let key: Uint8Array = KEY;
    for (let i = 0; i < number; i++) key = nextReceiptKey(toyCipher, key);
    return key;
  }

  it("accepts a folded history, and not one that was cut in front before the fold", () => {
    const long = records(FIRST_FOLD + 40);
    expect(firstKept(long.length)).toBe(FOLD_KEEPS);
    expect(verdict(long)).toBe(`sound 0..${long.length}`);
    expect(verdict(long.slice(FOLD_KEEPS), [headOf(long, long.length), headOf(long, 3), headOf(long, FOLD_KEEPS)])).toBe(
      `sound ${FOLD_KEEPS}..${long.length}`,
    );
    expect(verdict(long.slice(FOLD_KEEPS, FIRST_FOLD))).toBe("missing 0");
    expect(verdict(long.slice(FOLD_KEEPS + 1))).toBe("missing 0");
    const edited = long.slice(FOLD_KEEPS).map((r, i) => (i === FOLD_KEEPS ? r.map((b, at) => (at === 15 ? b ^ 1 : b)) : r));
    expect(verdict(edited)).toBe(`edited ${FOLD_KEEPS}`);
  });

  it("answers for any bytes at all, soon, whatever numbers they claim", () => {
    const next = random(5);
    for (let i = 0; i < 300; i++) expect(verdict(bytes(next, 48 * (1 + (i % 5)) + (i % 7)))).toMatch(/^(wrong-key|edited) /);
    const claims = ten.map((record, i) => {
      const copy = record.slice();
      new DataView(copy.buffer).setUint32(4, i % 2 === 0 ? MAX_RECEIPT_NUMBER - 10 + i : i);
      return copy;
    });
    expect(verdict(claims)).toMatch(/ 0$/);
    expect(readReceipts(bytes(next, 100)).length).toBe(3);
  });
});
