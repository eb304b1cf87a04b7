import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { encodeOutboxKey, firstOutboxKey, nextOutboxKey, type OutboxKey } from "../../../device/core/outbox-key.ts";
import {
  encodeHead,
  openRecord,
  RECORD_BATCH,
  RECORD_DELIVERED,
  RECORD_FRAME,
  sealRecord,
} from "../../../device/core/outbox-record.ts";
import { nodeCipher } from "../../../device/node/cipher.ts";
import { addToBatch, endBatch, startBatch } from "../../../device/protocol/batch.ts";
import { coverBody } from "../../../device/protocol/cover.ts";
import { open, readHeader, restored, seal } from "../../../device/protocol/envelope.ts";
import { type Direction, deriveKeys, frameKey, nextEpochKey } from "../../../device/protocol/keys.ts";
import { encodeReceipt, headAfter, nextReceiptKey, RECEIPT_KINDS } from "../../../device/protocol/receipt.ts";
import { verifyReceipts } from "../../../device/protocol/receipt-verify.ts";
import { toScale } from "../../../device/protocol/scale.ts";
import { fromSms, toSms } from "../../../device/protocol/sms-frame.ts";
import { topicOf } from "../../../device/protocol/topic.ts";
import { unveil, veil } from "../../../device/protocol/veil.ts";
import { makePair } from "../../../guardian/core/chain.ts";
import { guardianCipher } from "../../../guardian/core/cipher.ts";
import { ingest } from "../../../guardian/core/ingest.ts";
import { makeLadder } from "../../../guardian/core/ladder.ts";
import type { SlowReport } from "../../oracle/slow-l1-bodies.ts";
import { productBody, productReads } from "../../vectors/both-ways.ts";
import { FILE, vectors } from "../../vectors/make.ts";

type Told = Record<string, unknown>;

interface Vectors {
  pairing: Record<"root" | "telemetry" | "command" | "topic" | "header", string>;
  epochs: { epoch: number; telemetry: string; command: string }[];
  topics: { day: number; telemetry: string; command: string }[];
  scale: { units: number; code: number }[];
  bodies: { name: string; report: Told; body: string; read: Told | null }[];
  unreadable: { name: string; body: string; read: null }[];
  refused: { name: string; frame: string }[];
  frames: { direction: Direction; epoch: number; number: number; body: string; key: string; iv: string; frame: string }[];
  batch: { decimals: number; bodies: string[]; body: string; frame: string };
  cover: { body: string; frame: string; sms: string };
  receipts: {
    key: string;
    log: string;
    records: { kind: number; timeS: number | null; detail: number; number: number; key: string; record: string }[];
  };
  queue: {
    secret: string;
    keys: { generation: number; key: string; ivKey: string; streamKey: string; stored: string }[];
    head: { sequence: number; generation: number; sinceS: number; sinceRunS: number; runS: number; record: string };
    batch: { body: string; record: string };
    waiting: { frame: string; body: string; record: string };
    delivered: { body: string; record: string };
  };
  veils: { day: number; frame: string; veiled: string }[];
}

const committed = readFileSync(FILE, "utf8");
const all = JSON.parse(committed) as Vectors;

function bytes(hex: string): Uint8Array {
  return new Uint8Array(Buffer.from(hex, "hex"));
}

function hex(value: Uint8Array): string {
  return Buffer.from(value).toString("hex");
}

/** The product's report: what is bytes there is hex in the file. */
function reportOf(told: Told): SlowReport {
  const { bits, fence, receipts } = told as { bits?: string; fence?: string; receipts?: { count: number; head: string } };
  const report = {
    ...told,
    ...(bits !== undefined && { bits: bytes(bits) }),
    ...(fence !== undefined && { fence: bytes(fence) }),
  };
  return {
    ...report,
    ...(receipts !== undefined && { receipts: { ...receipts, head: bytes(receipts.head) } }),
  } as unknown as SlowReport;
}

it("the published file is what the second implementation gives", () => {
  expect(committed).toBe(vectors());
});

describe.each([
  ["device's", nodeCipher()],
  ["guardian's", guardianCipher],
])("the product with the %s cipher gives the published vectors", (_, cipher) => {
  const pair = deriveKeys(cipher, bytes(all.pairing.root));

  it("of a pairing's keys", () => {
    const { telemetry, command, topic, header } = pair;
    const given = { telemetry: hex(telemetry), command: hex(command), topic: hex(topic), header: hex(header) };
    expect({ root: all.pairing.root, ...given }).toEqual(all.pairing);
  });

  it.each(all.epochs)("of epoch $epoch", (vector) => {
    for (const direction of ["telemetry", "command"] as const) {
      let key = pair[direction];
      for (let e = 0; e < vector.epoch; e++) key = nextEpochKey(cipher, key);
      expect(hex(key)).toBe(vector[direction]);
    }
  });

  it.each(all.topics)("of the topics of day $day", ({ day, telemetry, command }) => {
    expect(topicOf(cipher, pair.topic, "telemetry", day)).toBe(telemetry);
    expect(topicOf(cipher, pair.topic, "command", day)).toBe(command);
  });

  it.each(all.veils)("of the form of a frame on day $day", ({ day, frame, veiled }) => {
    expect(hex(veil(cipher, pair.topic, day, bytes(frame)))).toBe(veiled);
    expect(hex(unveil(cipher, pair.topic, day, bytes(veiled)))).toBe(frame);
  });

  it.each(all.frames)("of the frame of $direction $epoch/$number", ({ direction, epoch, number, ...vector }) => {
    let epochKey = pair[direction];
    for (let e = 0; e < epoch; e++) epochKey = nextEpochKey(cipher, epochKey);
    const place = { direction, epoch, number, epochKey, headerKey: pair.header };
    expect(hex(frameKey(cipher, epochKey, direction, vector.frame.length / 2, epoch, number))).toBe(vector.key);
    expect(hex(seal(cipher, place, bytes(vector.body)) ?? new Uint8Array(0))).toBe(vector.frame);
    expect(readHeader(cipher, pair.header, bytes(vector.frame))).toEqual({ epoch, number });
    expect(hex(open(cipher, place, bytes(vector.frame)) ?? new Uint8Array(0))).toBe(vector.body);
    expect(vector.frame.slice(14, 30)).toBe(vector.iv);
  });

  it("of a log of five receipts, whose last key is the next one's", () => {
    let key = bytes(all.receipts.key);
    let head: Uint8Array = new Uint8Array(16);
    for (const vector of all.receipts.records) {
      const kind = RECEIPT_KINDS[vector.kind];
      if (kind === undefined) throw new Error(`there is no kind ${vector.kind}`);
      const record = encodeReceipt(cipher, key, head, {
        kind,
        number: vector.number,
        timeS: vector.timeS,
        detail: vector.detail,
      });
      expect(hex(key)).toBe(vector.key);
      expect(hex(record)).toBe(vector.record);
      key = nextReceiptKey(cipher, key);
      head = headAfter(record, 0);
    }
    const verdict = verifyReceipts(cipher, bytes(all.receipts.key), bytes(all.receipts.log), []);
    expect(verdict).toEqual({ sound: true, first: 0, count: 5, head });
  });

  it("of the queue's keys, head and records", () => {
    const { secret, keys, head, waiting, batch, delivered } = all.queue;
    const first = firstOutboxKey(cipher, bytes(secret));
    const made: OutboxKey[] = [first, nextOutboxKey(cipher, first)];
    made.push(nextOutboxKey(cipher, made[1] as OutboxKey));
    const told = made.map((each) => ({
      generation: each.generation,
      key: hex(each.key),
      ivKey: hex(each.ivKey),
      streamKey: hex(each.streamKey),
      stored: hex(encodeOutboxKey(each)),
    }));
    expect(told).toEqual(keys);
    expect(hex(encodeHead(head))).toBe(head.record);
    const records = [
      [RECORD_FRAME, waiting],
      [RECORD_BATCH, batch],
      [RECORD_DELIVERED, delivered],
    ] as const;
    for (const [type, vector] of records) {
      expect(hex(sealRecord(cipher, made[1] as OutboxKey, type, head.sequence, bytes(vector.body)))).toBe(vector.record);
      expect(hex(openRecord(cipher, made[1] as OutboxKey, bytes(vector.record)) ?? new Uint8Array(0))).toBe(vector.body);
    }
    expect(restored(bytes(waiting.frame))).not.toBeNull();
  });
});

describe("the product gives the published long frame, cover and text message", () => {
  const { chain } = makePair(guardianCipher, "id", "label", bytes(all.pairing.root));
  const partsOf = (frame: string): string[] | null => {
    const opened = ingest(guardianCipher, chain, makeLadder(), bytes(frame), 0);
    return opened.kind === "opened" ? opened.parts.map(({ body }) => hex(body)) : null;
  };

  it("a batch, of which a guardian reads the short bodies", () => {
    const [first, ...others] = all.batch.bodies.map(bytes) as [Uint8Array, ...Uint8Array[]];
    const batch = startBatch(all.batch.decimals, first);
    if (batch === null) throw new Error("the published track begins with no fix");
    for (const body of others) expect(addToBatch(batch, body)).toBe(true);
    expect(hex(endBatch(batch))).toBe(all.batch.body);
    expect(partsOf(all.batch.frame)).toEqual(all.batch.bodies);
  });

  it("a cover, of which a guardian reads nothing, also as a text message", () => {
    expect(hex(coverBody())).toBe(all.cover.body);
    expect(partsOf(all.cover.frame)).toEqual([]);
    expect(toSms(bytes(all.cover.frame))).toBe(all.cover.sms);
    expect(fromSms(all.cover.sms)).toEqual(bytes(all.cover.frame));
  });
});

describe("P22 the guardian refuses the published frames that nobody may take", () => {
  const { chain } = makePair(guardianCipher, "id", "label", bytes(all.pairing.root));
  const kindOf = (frame: string): string => ingest(guardianCipher, chain, makeLadder(), bytes(frame), 0).kind;

  it.each(all.refused)("$name", ({ frame }) => {
    expect(kindOf(frame)).toBe("refused");
  });

  it("and takes those beside them", () => {
    const telemetry = all.frames.filter(({ direction, frame }) => direction === "telemetry" && frame.length === 128);
    const taken = telemetry.map(({ frame }) => kindOf(frame));
    expect(taken.filter((kind) => kind === "opened").length).toBeGreaterThan(2);
  });
});

describe("the product gives the published bodies", () => {
  it.each(all.bodies)("$name", ({ report, body, read }) => {
    expect(hex(productBody(reportOf(report)))).toBe(body);
    expect(productReads(bytes(body))).toEqual(read === null ? null : reportOf(read));
  });

  it.each(all.unreadable)("and reads nothing in $name", ({ body, read }) => {
    expect(read).toBeNull();
    expect(productReads(bytes(body))).toBeNull();
  });

  it("and the published scale", () => {
    expect(all.scale.map(({ units }) => ({ units, code: toScale(units) }))).toEqual(all.scale);
  });
});
