import { decodePair } from "../../../device/core/pair.ts";
import { open, readHeader } from "../../../device/protocol/envelope.ts";
import { deriveKeys, nextEpochKey } from "../../../device/protocol/keys.ts";
import type { Image } from "../../../simulator/world/sim-store.ts";
import { toyCipher } from "../../toy-cipher.ts";

/** Steps of a chain that a thief tries from every key: only forward, for it cannot be walked back. */
const STEPS = 6;

function opens(epochKey: Uint8Array, headerKey: Uint8Array, frame: Uint8Array): boolean {
  const header = readHeader(toyCipher, headerKey, frame);
  if (header === null) return false;
  return open(toyCipher, { ...header, epochKey, headerKey, direction: "telemetry" }, frame) !== null;
}

/** Every 32 bytes in a row that stand anywhere in the store; the queue is left out, which is sealed once more. */
function candidates(image: Image): Uint8Array[] {
  const found: Uint8Array[] = [];
  for (const [name, bytes] of image) {
    if (name === "outbox" || name === "receipts") continue;
    for (let at = 0; at + 32 <= bytes.length; at++) found.push(bytes.slice(at, at + 32));
  }
  return found;
}

/** Reads the flash of a device, and opens with it what was recorded on the air. @returns which frames open, by their place. */
export function openedWithFlash(image: Image, frames: readonly Uint8Array[]): number[] {
  const pair = decodePair(image.get("pair-0") ?? new Uint8Array(0));
  if (pair === null) throw new Error("The flash holds no pairing, so there is nothing to try.");
  const keys = candidates(image);
  const found = new Set<number>();
  for (const key of keys) {
    let epochKey = key;
    for (let step = 0; step < STEPS; step++) {
      for (const [i, frame] of frames.entries()) if (!found.has(i) && opens(epochKey, pair.headerKey, frame)) found.add(i);
      epochKey = nextEpochKey(toyCipher, epochKey);
    }
  }
  return [...found].sort((a, b) => a - b);
}

/** Tries a word as the root of the pairing, for the first epochs. */
export function openedWithRoot(root: Uint8Array, frames: readonly Uint8Array[], epochs = 20): boolean {
  const keys = deriveKeys(toyCipher, root.slice());
  let epochKey = keys.telemetry;
  for (let epoch = 0; epoch < epochs; epoch++) {
    if (frames.some((frame) => opens(epochKey, keys.header, frame))) return true;
    epochKey = nextEpochKey(toyCipher, epochKey);
  }
  return false;
}
