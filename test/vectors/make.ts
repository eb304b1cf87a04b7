import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { bodyOf, type SlowReport, scaleByte } from "../oracle/slow-l1-bodies.ts";
import { sealSlowly } from "../oracle/slow-l1-frame.ts";
import { epochKeyOf, pairingOf, type SlowDirection, topicAt } from "../oracle/slow-l1-keys.ts";
import { deliveredRecordBody, queueHead, queueKeyOf, queueKeyRecord, queueRecord, waitingBody } from "../oracle/slow-l1-queue.ts";
import { readBody } from "../oracle/slow-l1-reading.ts";
import { receiptsOf } from "../oracle/slow-l1-receipts.ts";
import { BODIES, counted, DAYS, EPOCHS, OUTBOX_SECRET, RECEIPT_KEY, RECEIPTS, ROOT, SCALED } from "./cases.ts";

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

function bodies(): unknown[] {
  return Object.entries(BODIES).map(([name, report]) => {
    const body = bodyOf(report);
    return { name, report: plain(report), body: hex(body), read: plain(readBody(body)) };
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
];

function frames(): unknown[] {
  return PLACES.map(([direction, epoch, number, name]) => {
    const body = bodyOf(BODIES[name] as SlowReport);
    const { key, iv, mask, frame } = sealSlowly(pairing, { direction, epoch, number }, body);
    return { direction, epoch, number, body: hex(body), key: hex(key), iv: hex(iv), mask: hex(mask), frame: hex(frame) };
  });
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
  const { frame } = sealSlowly(
    pairing,
    { direction: "telemetry", epoch: 2, number: 9 },
    bodyOf(BODIES["fix, a walk"] as SlowReport),
  );
  const waiting = { slot: 0, epoch: 2, number: 9, worth: 0, takenS: 1773034200, takenRunS: 3600 };
  const waits = waitingBody({ ...waiting, frame });
  const delivered = { slot: 0, epoch: 1, first: 0, bits: hex(counted(24, 200)) };
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
    delivered: { ...delivered, body: hex(done), record: hex(queueRecord(key, 6, sequence, done)) },
  };
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
    frames: frames(),
    receipts: receipts(),
    queue: queue(),
  };
  return `${JSON.stringify(all, null, 2)}\n`;
}

/** `node test/launch.mjs test/vectors/make.ts` writes the file anew. */
export async function main(): Promise<number> {
  writeFileSync(FILE, vectors());
  console.log(`Wrote ${FILE}`);
  return 0;
}
