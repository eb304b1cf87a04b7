import { crc32, hmac, number, xor } from "./slow-l1-bytes.ts";

/** A second L1, "The queue at rest". */
export interface SlowQueueKey {
  generation: number;
  key: Buffer;
  ivKey: Buffer;
  streamKey: Buffer;
}

/** OK[generation], counted up from OK[1], and the two keys that seal under it. */
export function queueKeyOf(secret: Uint8Array, generation: number): SlowQueueKey {
  let key = hmac(secret, "lychnos outbox");
  for (let g = 1; g < generation; g++) key = hmac(key, "lychnos outbox next");
  return { generation, key, ivKey: hmac(key, "lychnos outbox iv"), streamKey: hmac(key, "lychnos outbox stream") };
}

/** The stored key: version, generation, key, CRC. */
export function queueKeyRecord({ generation, key }: SlowQueueKey): Buffer {
  const told = Buffer.concat([number(1, 1), number(4, generation), key]);
  return Buffer.concat([told, crc32(told)]);
}

export interface SlowHead {
  sequence: number;
  generation: number;
  sinceS: number;
  sinceRunS: number;
  runS: number;
}

/** Type 4, in the clear. */
export function queueHead({ sequence, generation, sinceS, sinceRunS, runS }: SlowHead): Buffer {
  const fields = [number(3, sequence), number(4, generation), number(4, sinceS), number(4, sinceRunS), number(4, runS)];
  const told = Buffer.concat([number(1, 4), ...fields]);
  return Buffer.concat([told, crc32(told)]);
}

function stream(key: SlowQueueKey, iv: Uint8Array, length: number): Buffer {
  const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, counter) => hmac(key.streamKey, iv, number(1, counter)));
  return Buffer.concat(blocks).subarray(0, length);
}

function queueIv(key: SlowQueueKey, told: Uint8Array, body: Uint8Array): Buffer {
  return hmac(key.ivKey, told, body).subarray(0, 16);
}

/** type, sequence, IV, body under the stream. */
export function queueRecord(key: SlowQueueKey, type: number, sequence: number, body: Uint8Array): Buffer {
  const told = Buffer.concat([number(1, type), number(3, sequence)]);
  const iv = queueIv(key, told, body);
  return Buffer.concat([told, iv, xor(body, stream(key, iv, body.length))]);
}

/** Null when the IV is not the body's: another key, or a rotten record. */
export function readQueueRecord(key: SlowQueueKey, record: Uint8Array): Buffer | null {
  const iv = record.subarray(4, 20);
  const body = xor(record.subarray(20), stream(key, iv, record.length - 20));
  return queueIv(key, record.subarray(0, 4), body).equals(iv) ? body : null;
}

export interface SlowWaiting {
  slot: number;
  epoch: number;
  number: number;
  /** 0 fix, 1 status, 2 alarm. */
  worth: number;
  takenS: number;
  takenRunS: number;
  frame: Uint8Array;
}

/** Type 5: a frame that waits. */
export function waitingBody({ slot, epoch, number: n, worth, takenS, takenRunS, frame }: SlowWaiting): Buffer {
  const fields = [number(1, slot), number(4, epoch), number(2, n), number(1, worth), number(4, takenS), number(4, takenRunS)];
  return Buffer.concat([...fields, frame]);
}

/** Type 7: a long frame that stands for so many short ones. */
export function waitingBatchBody(waiting: SlowWaiting, fixes: number): Buffer {
  return Buffer.concat([waitingBody(waiting), number(1, fixes)]);
}

/** Type 6: frames that were delivered. */
export function deliveredRecordBody(slot: number, epoch: number, first: number, bits: Uint8Array): Buffer {
  return Buffer.concat([number(1, slot), number(4, epoch), number(2, first), bits]);
}
