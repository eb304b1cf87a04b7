import { hmac, number, xor } from "./slow-l1-bytes.ts";
import type { SlowPairing } from "./slow-l1-keys.ts";

/** So many bytes of "Veil"'s P of one round, made of the other part. */
function padOf(pairing: SlowPairing, day: number, length: number, round: number, of: Uint8Array, count: number): Buffer {
  const blocks: Buffer[] = [];
  for (let block = 0; block * 32 < count; block++) {
    blocks.push(hmac(pairing.topic, "veil", number(4, day), number(1, length - 1), number(1, round), number(1, block), of));
  }
  return Buffer.concat(blocks).subarray(0, count);
}

/** "Veil": the form that a frame of 64 or 256 bytes has on a day. */
export function veilSlowly(pairing: SlowPairing, day: number, frame: Uint8Array): Buffer {
  const pad = (round: number, of: Uint8Array, count: number): Buffer => padOf(pairing, day, frame.length, round, of, count);
  const left0 = frame.subarray(1, 33);
  const right0 = frame.subarray(33);
  const right1 = xor(right0, pad(0, left0, right0.length));
  const left1 = xor(left0, pad(1, right1, 32));
  const right2 = xor(right1, pad(2, left1, right0.length));
  const left2 = xor(left1, pad(3, right2, 32));
  return Buffer.concat([frame.subarray(0, 1), left2, right2]);
}

/** "Veil", backwards. */
export function unveilSlowly(pairing: SlowPairing, day: number, form: Uint8Array): Buffer {
  const pad = (round: number, of: Uint8Array, count: number): Buffer => padOf(pairing, day, form.length, round, of, count);
  const left2 = form.subarray(1, 33);
  const right2 = form.subarray(33);
  const left1 = xor(left2, pad(3, right2, 32));
  const right1 = xor(right2, pad(2, left1, right2.length));
  const left0 = xor(left1, pad(1, right1, 32));
  const right0 = xor(right1, pad(0, left0, right2.length));
  return Buffer.concat([form.subarray(0, 1), left0, right0]);
}
