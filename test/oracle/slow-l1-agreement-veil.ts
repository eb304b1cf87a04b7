import type { Cipher } from "../../device/protocol/cipher.ts";
import { unveil, veil } from "../../device/protocol/veil.ts";
import { bytes, type Random } from "../random.ts";
import type { SlowPairing } from "./slow-l1-keys.ts";
import { unveilSlowly, veilSlowly } from "./slow-l1-veil.ts";

/** What both are asked of, and their answers. */
type Ask = (about: string, product: unknown, slow: unknown) => void;

/** Each makes the form that a frame of either length has on a day, and takes it off the other's. */
export function compareVeil(ask: Ask, cipher: Cipher, slow: SlowPairing, next: Random): void {
  for (const length of [64, 256]) {
    const day = Math.floor(next() * 2 ** 32);
    const frame = bytes(next, length);
    frame[0] = 1;
    const form = new Uint8Array(veilSlowly(slow, day, frame));
    ask("form of another day", veil(cipher, slow.topic, day, frame), form);
    ask("the product's form, unveiled", unveilSlowly(slow, day, veil(cipher, slow.topic, day, frame)), frame);
    ask("the other's form, unveiled", unveil(cipher, slow.topic, day, form), frame);
    const noise = bytes(next, length);
    ask("noise, unveiled", unveil(cipher, slow.topic, day, noise), unveilSlowly(slow, day, noise));
  }
}
