import { describe, expect, it } from "vitest";
import { encodeOutbox, type Frame, makeOutbox, type Outbox, putIn } from "../../../device/core/outbox.ts";
import { takeOut } from "../../../device/core/outbox-delivered.ts";
import { encodeOutboxKey, firstOutboxKey, nextOutboxKey, OUTBOX_KEYS, readOutboxKeys } from "../../../device/core/outbox-key.ts";
import { MAX_WAITING } from "../../../device/core/outbox-limits.ts";
import { readOutbox } from "../../../device/core/outbox-log.ts";
import { HEAD_BYTES } from "../../../device/core/outbox-record.ts";
import { thinned } from "../../../device/core/outbox-thinning.ts";
import { type Sealed, SHORT_BODY, seal } from "../../../device/protocol/envelope.ts";
import { toyCipher } from "../../toy-cipher.ts";

const key = new Uint8Array(32).fill(1);
const SECRET = new Uint8Array(32).fill(4);

function frame(number: number): Sealed {
  const place = { epochKey: key, headerKey: key, direction: "telemetry" as const, epoch: 5, number };
  const made = seal(toyCipher, place, new Uint8Array(SHORT_BODY).fill(number & 255));
  if (made === null) throw new Error("must seal");
  return made;
}

function entry(number: number, change: Partial<Frame> = {}): Frame {
  return { slot: number % 2, epoch: 5, number, frame: frame(number), worth: "fix", takenS: 1000 + number, fixes: 0, ...change };
}

function boxed(): Outbox {
  return { ...makeOutbox(), key: firstOutboxKey(toyCipher, SECRET) };
}

/** A box of so many frames, and its log: a head, then a record a frame. */
function filled(count: number): { outbox: Outbox; log: Uint8Array } {
  const outbox = boxed();
  const records: Uint8Array[] = [encodeOutbox(toyCipher, outbox)];
  for (let number = 0; number < count; number++) {
    outbox.sequence = number + 1;
    records.push(putIn(toyCipher, outbox, entry(number)));
  }
  return { outbox, log: new Uint8Array(Buffer.concat(records)) };
}

function storedKeys() {
  const first = firstOutboxKey(toyCipher, SECRET);
  const records = [null, encodeOutboxKey(first)];
  return readOutboxKeys(toyCipher, records);
}

function again(log: Uint8Array): Outbox {
  return readOutbox(toyCipher, storedKeys(), log).outbox;
}

function waiting(outbox: Outbox): string[] {
  return outbox.waiting.map((one) => `${one.slot}/${one.epoch}/${one.number}`);
}

describe("the outbox", () => {
  it("is the same after a restart, frames and sequence number", () => {
    const { outbox, log } = filled(20);
    expect(waiting(again(log))).toEqual(waiting(outbox));
    expect(again(log).waiting.map((one) => one.frame)).toEqual(outbox.waiting.map((one) => one.frame));
    expect(again(log).sequence).toBe(20);
    expect(waiting(again(encodeOutbox(toyCipher, outbox)))).toEqual(waiting(outbox));
  });

  it("keeps every whole record before a cut at any byte, and knows that its end is torn (F1)", () => {
    const { log } = filled(6);
    const record = (log.length - HEAD_BYTES) / 6;
    for (let length = 0; length <= log.length; length++) {
      const after = again(log.slice(0, length));
      expect(after.waiting.length).toBe(Math.max(0, Math.floor((length - HEAD_BYTES) / record)));
      expect(after.stale, String(length)).toBe(length < HEAD_BYTES || (length - HEAD_BYTES) % record !== 0);
    }
  });

  it("lets go only of what this guardian acknowledged", () => {
    const { outbox, log } = filled(12);
    const bits = new Uint8Array(24).fill(0b10101010); // frames 2, 4, 6, 8, 10 and 12 of any length
    const record = takeOut(toyCipher, outbox, 0, { kind: "delivered", epoch: 5, first: 2, bits });
    expect(waiting(outbox)).toEqual(["0/5/0", "1/5/1", "1/5/3", "1/5/5", "1/5/7", "1/5/9", "1/5/11"]);
    expect(record).not.toBeNull();
    expect(waiting(again(new Uint8Array(Buffer.concat([log, record ?? new Uint8Array(0)]))))).toEqual(waiting(outbox));
  });

  it("is not changed by an acknowledgement of another epoch or guardian", () => {
    const { outbox } = filled(4);
    const all = new Uint8Array(24).fill(255);
    expect(takeOut(toyCipher, outbox, 0, { kind: "delivered", epoch: 6, first: 0, bits: all })).toBeNull();
    expect(takeOut(toyCipher, outbox, 7, { kind: "delivered", epoch: 5, first: 0, bits: all })).toBeNull();
    expect(outbox.waiting.length).toBe(4);
  });

  it("has a limit; there the older half of a guardian's fixes gets coarser, and statuses and alarms stay", () => {
    const outbox = boxed();
    const one = frame(0);
    const alarm = { slot: 0, epoch: 0, number: 0, frame: one, takenS: 1, fixes: 0, worth: "alarm" as const };
    putIn(toyCipher, outbox, alarm);
    putIn(toyCipher, outbox, { ...alarm, worth: "status", number: 1 });
    for (let i = 0; i < MAX_WAITING; i++)
      putIn(toyCipher, outbox, { slot: 0, epoch: i, number: 2, frame: one, worth: "fix", takenS: 1, fixes: 0 });
    expect(outbox.waiting.length).toBeLessThanOrEqual(MAX_WAITING);
    expect(outbox.dropped).toBeGreaterThan(MAX_WAITING / 5);
    expect(outbox.waiting.slice(0, 2).map(({ worth }) => worth)).toEqual(["alarm", "status"]);
    expect(outbox.waiting.at(-1)?.epoch).toBe(MAX_WAITING - 1);
  });

  it("thins every second fix of the older half, and none of the newer", () => {
    const { outbox } = filled(16);
    const own = (slot: number) =>
      thinned(outbox.waiting)
        .filter((one) => one.slot === slot)
        .map((one) => one.number);
    expect(own(0)).toEqual([0, 4, 8, 10, 12, 14]);
    expect(own(1)).toEqual([1, 5, 9, 11, 13, 15]);
  });

  it("is empty for garbage, and never throws", () => {
    for (let seed = 0; seed < 500; seed++) {
      const garbage = new Uint8Array(200).map((_, i) => (i * 2654435761 + seed * 40503) >>> 7);
      expect(again(garbage).waiting.length).toBe(0);
    }
  });
});

describe("R-14 the key of the outbox", () => {
  it("is all that opens what waits: without it, or with the next one, nothing is read but the sequence number", () => {
    const { outbox, log } = filled(5);
    const first = outbox.key;
    if (first === null) throw new Error("must have a key");
    const next = nextOutboxKey(toyCipher, first);
    for (const records of [
      [null, null],
      [encodeOutboxKey(next), null],
    ]) {
      const read = readOutbox(toyCipher, readOutboxKeys(toyCipher, records), log);
      expect(read.outbox.waiting).toEqual([]);
      expect(read.outbox.sequence).toBe(5);
      expect(read.cutShort).toBe(true);
    }
  });

  it("is followed by another that does not lead back, under the other name", () => {
    const first = firstOutboxKey(toyCipher, SECRET);
    const next = nextOutboxKey(toyCipher, first);
    expect(next.generation).toBe(2);
    expect(next.key).not.toEqual(first.key);
    expect(OUTBOX_KEYS[next.generation % 2]).not.toBe(OUTBOX_KEYS[first.generation % 2]);
  });

  it("that is torn is known as torn, at every byte", () => {
    const record = encodeOutboxKey(firstOutboxKey(toyCipher, SECRET));
    for (let at = 0; at < record.length; at++) {
      const torn = record.slice();
      torn.fill(0, 0, at + 1);
      const read = readOutboxKeys(toyCipher, [null, torn]);
      expect(read.keys).toEqual([]);
      expect(read.torn).toEqual([OUTBOX_KEYS[1]]);
    }
  });

  it("without one frames wait in memory only, and the sequence number is stored all the same", () => {
    const outbox = makeOutbox();
    const log = Buffer.concat([encodeOutbox(toyCipher, outbox)]);
    outbox.sequence = 9;
    const record = putIn(toyCipher, outbox, entry(1));
    expect(outbox.waiting.length).toBe(1);
    const read = readOutbox(toyCipher, { keys: [], torn: [] }, new Uint8Array(Buffer.concat([log, record])));
    expect(read.outbox.waiting).toEqual([]);
    expect(read.outbox.sequence).toBe(9);
  });
});
