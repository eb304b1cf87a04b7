import { encodeOutboxKey, firstOutboxKey, nextOutboxKey } from "../../device/core/outbox-key.ts";
import { encodeHead, openRecord, RECORD_DELIVERED, RECORD_FRAME, sealRecord } from "../../device/core/outbox-record.ts";
import type { Cipher } from "../../device/protocol/cipher.ts";
import { encodeReceipt, firstReceiptHead, headAfter, nextReceiptKey, RECEIPT_KINDS } from "../../device/protocol/receipt.ts";
import { verifyReceipts } from "../../device/protocol/receipt-verify.ts";
import { bytes, integer, pick, type Random } from "../random.ts";
import { queueHead, queueKeyOf, queueKeyRecord, queueRecord, readQueueRecord } from "./slow-l1-queue.ts";
import { randomReceipts } from "./slow-l1-random.ts";
import { receiptsOf, type SlowReceipt } from "./slow-l1-receipts.ts";
import { slowSound } from "./slow-receipts.ts";

/** What both are asked of, and their answers. */
type Ask = (about: string, product: unknown, slow: unknown) => void;

const MOST_RECEIPTS = 12;
const MOST_GENERATIONS = 20;

function productLog(cipher: Cipher, root: Uint8Array, receipts: SlowReceipt[]): Buffer {
  const records: Uint8Array[] = [];
  let key = root;
  let head = firstReceiptHead();
  for (const [number, { kind, timeS, detail }] of receipts.entries()) {
    const name = RECEIPT_KINDS[kind];
    if (name === undefined) throw new RangeError(`the product has no receipt of kind ${kind}`);
    const record = encodeReceipt(cipher, key, head, { kind: name, number, timeS, detail });
    records.push(record);
    key = nextReceiptKey(cipher, key);
    head = headAfter(record, 0);
  }
  return Buffer.concat(records);
}

/** Each writes a log, each judges the other's, and one with a bit flipped in it. */
function compareReceipts(ask: Ask, cipher: Cipher, next: Random): void {
  const key = bytes(next, 32);
  const receipts = randomReceipts(next, MOST_RECEIPTS);
  const ours = productLog(cipher, key, receipts);
  const theirs = Buffer.concat(receiptsOf(key, receipts).map(({ record }) => record));
  ask("log of receipts", ours, theirs);
  ask("judgement of a log", verifyReceipts(cipher, key, theirs, []).sound, true);
  ask("judgement of the other's log", slowSound(key, ours, []), true);
  if (ours.length === 0) return;
  const forged = Uint8Array.from(ours);
  const at = integer(next, forged.length);
  forged[at] = (forged[at] as number) ^ (1 << integer(next, 8));
  ask("judgement of a forged log", [verifyReceipts(cipher, key, forged, []).sound, slowSound(key, forged, [])], [false, false]);
}

/** The same of the stored queue: its keys, its head, and records that each seals and the other opens. */
function compareQueue(ask: Ask, cipher: Cipher, next: Random): void {
  const secret = bytes(next, 32);
  const generation = 1 + integer(next, MOST_GENERATIONS);
  let key = firstOutboxKey(cipher, secret);
  while (key.generation < generation) key = nextOutboxKey(cipher, key);
  const slow = queueKeyOf(secret, generation);
  ask("stored key of the queue", encodeOutboxKey(key), queueKeyRecord(slow));
  const sequence = integer(next, 2 ** 24);
  const word = (): number => Math.floor(next() * 2 ** 32);
  const head = { sequence, generation, sinceS: word(), sinceRunS: word(), runS: word() };
  ask("head of the queue", encodeHead(head), queueHead(head));
  const type = pick(next, [RECORD_FRAME, RECORD_DELIVERED]);
  const body = bytes(next, integer(next, 300));
  const ours = sealRecord(cipher, key, type, sequence, body);
  const theirs = queueRecord(slow, type, sequence, body);
  ask("record of the queue", ours, theirs);
  ask("record of the queue, opened", openRecord(cipher, key, theirs), body);
  ask("the other's record of the queue, opened", readQueueRecord(slow, ours), body);
  const rotten = Uint8Array.from(ours);
  const at = integer(next, rotten.length);
  rotten[at] = (rotten[at] as number) ^ (1 << integer(next, 8));
  ask("rotten record of the queue", [openRecord(cipher, key, rotten), readQueueRecord(slow, rotten)], [null, null]);
}

/** What L1 says of things that lie in a store: receipts, and the queue. */
export function compareRest(ask: Ask, cipher: Cipher, next: Random): void {
  compareReceipts(ask, cipher, next);
  compareQueue(ask, cipher, next);
}
