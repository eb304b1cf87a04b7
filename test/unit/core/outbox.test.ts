import { describe, expect, it } from "vitest";
import {
  decodeOutbox,
  encodeOutbox,
  forgetOld,
  MAX_WAITING,
  makeOutbox,
  type Outbox,
  putIn,
  takeOut,
} from "../../../device/core/outbox.ts";
import { type Sealed, SHORT_BODY, seal } from "../../../device/protocol/envelope.ts";
import { toyCipher } from "../../toy-cipher.ts";

const key = new Uint8Array(32).fill(1);

function frame(number: number): Sealed {
  const place = { epochKey: key, headerKey: key, direction: "telemetry" as const, epoch: 5, number };
  const made = seal(toyCipher, place, new Uint8Array(SHORT_BODY).fill(number & 255));
  if (made === null) throw new Error("must seal");
  return made;
}

function filled(count: number): { outbox: Outbox; log: Uint8Array } {
  const outbox = makeOutbox();
  const records: Uint8Array[] = [];
  for (let number = 0; number < count; number++) {
    outbox.sequence = number + 1;
    records.push(putIn(outbox, number % 2, 5, number, frame(number), 1000 + number));
  }
  return { outbox, log: new Uint8Array(Buffer.concat(records)) };
}

function waiting(outbox: Outbox): string[] {
  return outbox.waiting.map((entry) => `${entry.slot}/${entry.epoch}/${entry.number}`);
}

describe("the outbox", () => {
  it("is the same after a restart, frames and sequence number", () => {
    const { outbox, log } = filled(20);
    const again = decodeOutbox(log);
    expect(waiting(again)).toEqual(waiting(outbox));
    expect(again.waiting.map((entry) => entry.frame)).toEqual(outbox.waiting.map((entry) => entry.frame));
    expect(again.sequence).toBe(20);
    expect(waiting(decodeOutbox(encodeOutbox(outbox)))).toEqual(waiting(outbox));
  });

  it("keeps every whole record before a cut at any byte, and says that its end is torn (F1)", () => {
    const { log } = filled(6);
    const record = log.length / 6;
    for (let length = 0; length <= log.length; length++) {
      const again = decodeOutbox(log.slice(0, length));
      expect(again.waiting.length).toBe(Math.floor(length / record));
      expect(again.torn).toBe(length % record !== 0);
    }
  });

  it("lets go only of what this guardian acknowledged", () => {
    const { outbox, log } = filled(12);
    const bits = new Uint8Array(24).fill(0b10101010); // frames 2, 4, 6, 8, 10 and 12 of any length
    const record = takeOut(outbox, 0, { kind: "delivered", epoch: 5, first: 2, bits });
    expect(waiting(outbox)).toEqual(
      ["1/5/1", "0/5/0", "1/5/3", "1/5/5", "1/5/7", "1/5/9", "1/5/11"].sort((a, b) => Number(a.slice(4)) - Number(b.slice(4))),
    );
    expect(record).not.toBeNull();
    expect(waiting(decodeOutbox(new Uint8Array(Buffer.concat([log, record ?? new Uint8Array(0)]))))).toEqual(waiting(outbox));
  });

  it("is not changed by an acknowledgement of another epoch or guardian", () => {
    const { outbox } = filled(4);
    const all = new Uint8Array(24).fill(255);
    expect(takeOut(outbox, 0, { kind: "delivered", epoch: 6, first: 0, bits: all })).toBeNull();
    expect(takeOut(outbox, 7, { kind: "delivered", epoch: 5, first: 0, bits: all })).toBeNull();
    expect(outbox.waiting.length).toBe(4);
  });

  it("R-23 forgets what waited longer than was agreed, and only that, also after a restart", () => {
    const { log } = filled(10);
    const outbox = decodeOutbox(log);
    const day = 86_400;
    expect(forgetOld(outbox, 1005 + 3 * day, 4)).toBe(false);
    expect(forgetOld(outbox, 1005 + 4 * day, 4)).toBe(true);
    expect(waiting(outbox)).toEqual(["0/5/6", "1/5/7", "0/5/8", "1/5/9"]);
    expect(waiting(decodeOutbox(encodeOutbox(outbox)))).toEqual(waiting(outbox));
  });

  it("has a limit, gives up its oldest frame there and counts it", () => {
    const outbox = makeOutbox();
    const one = frame(0);
    for (let i = 0; i < MAX_WAITING + 3; i++) putIn(outbox, 0, i, 0, one, 1);
    expect(outbox.waiting.length).toBe(MAX_WAITING);
    expect(outbox.dropped).toBe(3);
    expect(outbox.waiting[0]?.epoch).toBe(3);
  });

  it("is empty for garbage, and never throws", () => {
    for (let seed = 0; seed < 500; seed++) {
      const garbage = new Uint8Array(200).map((_, i) => (i * 2654435761 + seed * 40503) >>> 7);
      expect(decodeOutbox(garbage).waiting.length).toBe(0);
    }
  });
});
