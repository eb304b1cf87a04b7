import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { bodyOf, type SlowReport, scaleByte } from "../oracle/slow-l1-bodies.ts";
import { sealSlowly } from "../oracle/slow-l1-frame.ts";
import { epochKeyOf, pairingOf, type SlowDirection, topicAt } from "../oracle/slow-l1-keys.ts";
import {
  deliveredRecordBody,
  queueHead,
  queueKeyOf,
  queueKeyRecord,
  queueRecord,
  waitingBatchBody,
  waitingBody,
} from "../oracle/slow-l1-queue.ts";
import { readBody } from "../oracle/slow-l1-reading.ts";
import { receiptsOf } from "../oracle/slow-l1-receipts.ts";
import { smsOf } from "../oracle/slow-l1-sms.ts";
import { veilSlowly } from "../oracle/slow-l1-veil.ts";
import {
  ALERTED,
  ASKED,
  BODIES,
  counted,
  DAYS,
  EPOCHS,
  OUTBOX_SECRET,
  RECEIPT_KEY,
  RECEIPTS,
  ROOT,
  SCALED,
  TRACK_DECIMALS,
  UNREADABLE,
} from "./cases.ts";
import { publishedBatch } from "./long-cases.ts";

/** Beside this file; read by the test, and by whoever writes an L1 of their own. */
export const FILE = join(import.meta.dirname, "l1.json");

const pairing = pairingOf(ROOT);

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}

/** The same with byte strings in hex, as JSON can hold it. */
function plain(report: SlowReport | null): unknown {
  return JSON.parse(JSON.stringify(report, (_, value) => (value instanceof Uint8Array ? hex(value) : value)));
}

const ALL: Record<string, SlowReport> = { ...BODIES, ...ALERTED, ...ASKED };

function bodyNamed(name: string): Buffer {
  return bodyOf(ALL[name] as SlowReport);
}

function bodies(): unknown[] {
  return Object.entries(ALL).map(([name, report]) => {
    const body = bodyOf(report);
    return { name, report: plain(report), body: hex(body), read: plain(readBody(body)) };
  });
}

function unreadable(): unknown[] {
  return UNREADABLE.map(([name, from, at, bytes]) => {
    const body = bodyNamed(from);
    body.set(bytes, at);
    return { name, body: hex(body), read: plain(readBody(body)) };
  });
}

/** The first seal after a boot, the last of an epoch, far epochs, and both directions at one place: the key tells them apart. */
const PLACES: [SlowDirection, number, number, string][] = [
  ["telemetry", 1, 0, "fix, a walk"],
  ["telemetry", 2, 1023, "status, tracking"],
  ["telemetry", 1000, 5, "fix, north-east end of every range"],
  ["telemetry", 1, 1, "delivered, the first frame of epoch 2"],
  ["command", 1, 1, "delivered, the first frame of epoch 2"],
  ["command", 1000, 0, "delivered, every bit, the last epoch"],
  ["command", 2, 7, "command, locate-now"],
  ["telemetry", 2, 8, "answer, gate-closed"],
  ["telemetry", 5, 18, "alert, panic"],
];

/** What a long frame holds is of no matter to the frame. */
const LONG_BODY = counted(225, 3);

function frames(): unknown[] {
  const short = PLACES.map(([direction, epoch, number, name]) => ({ direction, epoch, number, body: bodyNamed(name) }));
  const long = { direction: "telemetry" as const, epoch: 2, number: 9, body: Buffer.from(LONG_BODY) };
  return [...short, long].map(({ direction, epoch, number, body }) => {
    const { key, iv, mask, frame } = sealSlowly(pairing, { direction, epoch, number }, body);
    return { direction, epoch, number, body: hex(body), key: hex(key), iv: hex(iv), mask: hex(mask), frame: hex(frame) };
  });
}

/** Frames that a reader of telemetry refuses, all at one place and around one body. */
function refused(): unknown[] {
  const place = { direction: "telemetry" as const, epoch: 2, number: 9 };
  const body = bodyNamed("fix, a walk");
  const { frame, iv } = sealSlowly(pairing, place, body);
  const changed = (at: number, bit: number): Buffer => {
    const copy = Buffer.from(frame);
    copy[at] = (copy[at] as number) ^ bit;
    return copy;
  };
  const other = iv.map((byte, i) => (i === 0 ? byte ^ 1 : byte));
  const frames: [string, Buffer][] = [
    ["version 2", changed(0, 3)],
    ["another bit of the masked epoch", changed(4, 1)],
    ["another bit of the masked number", changed(6, 1)],
    ["another bit of the IV", changed(7, 1)],
    ["another bit of the tag", changed(15, 1)],
    ["another bit of the body", changed(63, 1)],
    ["the last byte is missing", Buffer.from(frame.subarray(0, 63))],
    ["one byte more", Buffer.concat([frame, Buffer.alloc(1)])],
    ["with zeros up to the length of a long frame", Buffer.concat([frame, Buffer.alloc(192)])],
    ["sealed for the other direction", sealSlowly(pairing, { ...place, direction: "command" }, body).frame],
    ["sealed with a right tag under an IV that is not the body's", sealSlowly(pairing, place, body, other).frame],
    ["number 1024, behind the last that an epoch has", sealSlowly(pairing, { ...place, number: 1024 }, body).frame],
  ];
  return frames.map(([name, bytes]) => ({ name, frame: hex(bytes) }));
}

function receipts(): unknown {
  const log = receiptsOf(RECEIPT_KEY, RECEIPTS);
  const records = log.map(({ key, record, ...told }) => ({ ...told, key: hex(key), record: hex(record) }));
  return { key: hex(RECEIPT_KEY), records, log: hex(Buffer.concat(log.map(({ record }) => record))) };
}

function queue(): unknown {
  const sequence = 77;
  const head = { sequence, generation: 2, sinceS: 1773034200, sinceRunS: 3600, runS: 7200 };
  const key = queueKeyOf(OUTBOX_SECRET, 2);
  const { frame } = sealSlowly(pairing, { direction: "telemetry", epoch: 2, number: 9 }, bodyNamed("fix, a walk"));
  const waiting = { slot: 0, epoch: 2, number: 9, worth: 0, takenS: 1773034200, takenRunS: 3600 };
  const waits = waitingBody({ ...waiting, frame });
  const delivered = { slot: 0, epoch: 1, first: 0, bits: hex(counted(24, 200)) };
  const long = publishedBatch(pairing);
  const holds = waitingBatchBody({ ...waiting, frame: long.frame, number: long.place.number }, long.bodies.length);
  const done = deliveredRecordBody(0, 1, 0, counted(24, 200));
  return {
    secret: hex(OUTBOX_SECRET),
    keys: [1, 2, 3].map((generation) => {
      const each = queueKeyOf(OUTBOX_SECRET, generation);
      const { key: chain, ivKey, streamKey } = each;
      return { generation, key: hex(chain), ivKey: hex(ivKey), streamKey: hex(streamKey), stored: hex(queueKeyRecord(each)) };
    }),
    head: { ...head, record: hex(queueHead(head)) },
    waiting: { ...waiting, frame: hex(frame), body: hex(waits), record: hex(queueRecord(key, 5, sequence, waits)) },
    batch: { body: hex(holds), record: hex(queueRecord(key, 7, sequence, holds)) },
    delivered: { ...delivered, body: hex(done), record: hex(queueRecord(key, 6, sequence, done)) },
  };
}

function batch(): unknown {
  const { place, bodies, body, frame } = publishedBatch(pairing);
  return { ...place, decimals: TRACK_DECIMALS, bodies: bodies.map(hex), body: hex(body), frame: hex(frame) };
}

/** A cover's frame, as a text message too. */
function cover(): unknown {
  const body = Buffer.from([255, ...new Array<number>(32).fill(0)]);
  const { frame } = sealSlowly(pairing, { direction: "telemetry", epoch: 2, number: 10 }, body);
  return { body: hex(body), frame: hex(frame), sms: smsOf(frame) };
}

/** The forms of one short and one long frame on every day of the topics. */
function veils(): unknown[] {
  const short = sealSlowly(pairing, { direction: "telemetry", epoch: 2, number: 9 }, bodyNamed("fix, a walk")).frame;
  const long = publishedBatch(pairing).frame;
  return [short, long].flatMap((frame) =>
    DAYS.map((day) => ({ day, frame: hex(frame), veiled: hex(veilSlowly(pairing, day, frame)) })),
  );
}

/** The published vectors of L1, made by the second implementation alone. */
export function vectors(): string {
  const { telemetry, command, topic, header } = pairing;
  const all = {
    about: "Test vectors of L1, version 1 (docs/protocol.md). Byte strings are in hex; null is not known.",
    pairing: { root: hex(ROOT), telemetry: hex(telemetry), command: hex(command), topic: hex(topic), header: hex(header) },
    epochs: EPOCHS.map((epoch) => ({
      epoch,
      telemetry: hex(epochKeyOf(pairing, "telemetry", epoch)),
      command: hex(epochKeyOf(pairing, "command", epoch)),
    })),
    topics: DAYS.map((day) => ({
      day,
      telemetry: topicAt(pairing, "telemetry", day),
      command: topicAt(pairing, "command", day),
    })),
    scale: SCALED.map((units) => ({ units, code: scaleByte(units) })),
    bodies: bodies(),
    unreadable: unreadable(),
    frames: frames(),
    refused: refused(),
    batch: batch(),
    cover: cover(),
    receipts: receipts(),
    queue: queue(),
    veils: veils(),
  };
  return `${JSON.stringify(all, null, 2)}\n`;
}

/** `node test/launch.mjs test/vectors/make.ts` writes the file anew. */
export async function main(): Promise<number> {
  writeFileSync(FILE, vectors());
  console.log(`Wrote ${FILE}`);
  return 0;
}
