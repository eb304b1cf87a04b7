import type { Cipher } from "../../device/protocol/cipher.ts";
import { decode } from "../../device/protocol/codec.ts";
import { open } from "../../device/protocol/envelope.ts";
import { frameKey, nextEpochKey } from "../../device/protocol/keys.ts";
import type { Guardian } from "../../simulator/gate/guardians.ts";

/** A frame that was sealed, as the network or the queue shows it. */
export interface SealedFrame {
  slot: number;
  epoch: number;
  number: number;
  frame: Uint8Array;
  /** Whole seconds since 1970. */
  takenS: number;
}

export function placeOf(frame: { slot: number; epoch: number; number: number }): string {
  return `${frame.slot}/${frame.epoch}/${frame.number}`;
}

const KEY = 32;

function prefix(bytes: Uint8Array, at: number): number {
  return (
    (((bytes[at] as number) << 24) |
      ((bytes[at + 1] as number) << 16) |
      ((bytes[at + 2] as number) << 8) |
      (bytes[at + 3] as number)) >>>
    0
  );
}

interface Secret {
  key: Uint8Array;
  /** Opens this frame alone, or, with a number below 0, every frame of the slot from this epoch on. */
  slot: number;
  epoch: number;
  number: number;
}

/**
 * All keys that would open a frame, so that every 32 bytes in a row of a dump can be held against all of them at once: the
 * same answer as trying each as a key, and thousands of times faster.
 */
export class KnownSecrets {
  private readonly byPrefix = new Map<number, Secret[]>();
  private readonly seen = new Set<string>();
  private readonly chains: Uint8Array[][];

  constructor(
    private readonly cipher: Cipher,
    guardians: readonly Guardian[],
  ) {
    this.chains = guardians.map((guardian) => [guardian.keys.telemetry.slice()]);
  }

  private add(secret: Secret): void {
    const at = prefix(secret.key, 0);
    this.byPrefix.set(at, [...(this.byPrefix.get(at) ?? []), secret]);
  }

  private chainKey(slot: number, epoch: number): Uint8Array {
    const chain = this.chains[slot] as Uint8Array[];
    if (chain.length === 1 && !this.seen.has(`${slot}`)) {
      this.seen.add(`${slot}`);
      this.add({ key: chain[0] as Uint8Array, slot, epoch: 0, number: -1 });
    }
    while (chain.length <= epoch) {
      chain.push(nextEpochKey(this.cipher, chain.at(-1) as Uint8Array));
      this.add({ key: chain.at(-1) as Uint8Array, slot, epoch: chain.length - 1, number: -1 });
    }
    return chain[epoch] as Uint8Array;
  }

  /** Takes note of a frame that was sealed. */
  hear(frame: SealedFrame): void {
    const place = placeOf(frame);
    if (this.seen.has(place)) return;
    this.seen.add(place);
    // One epoch further too: a dump may hold a key that has sealed nothing yet.
    this.chainKey(frame.slot, frame.epoch + 1);
    const epochKey = this.chainKey(frame.slot, frame.epoch);
    const key = frameKey(this.cipher, epochKey, "telemetry", frame.frame.length, frame.epoch, frame.number);
    this.add({ key, slot: frame.slot, epoch: frame.epoch, number: frame.number });
  }

  /** What the bytes open. */
  opens(pieces: readonly Uint8Array[], frames: readonly SealedFrame[]): SealedFrame[] {
    const found: Secret[] = [];
    for (const piece of pieces) {
      for (let at = 0; at + KEY <= piece.length; at++) {
        const secrets = this.byPrefix.get(prefix(piece, at));
        if (secrets === undefined) continue;
        for (const secret of secrets) if (Buffer.compare(secret.key, piece.subarray(at, at + KEY)) === 0) found.push(secret);
      }
    }
    return frames.filter((frame) =>
      found.some((secret) => {
        if (secret.slot !== frame.slot) return false;
        return secret.number < 0 ? frame.epoch >= secret.epoch : secret.epoch === frame.epoch && secret.number === frame.number;
      }),
    );
  }
}

function candidates(pieces: readonly Uint8Array[]): Uint8Array[] {
  const seen = new Map<string, Uint8Array>();
  for (const piece of pieces) {
    for (let at = 0; at + KEY <= piece.length; at++) {
      const window = piece.subarray(at, at + KEY);
      // Blank and cleared flash holds no key; whatever else repeats is tried once.
      if (window[0] === window[16] && window[1] === window[17] && window[0] === window[31]) continue;
      seen.set(Buffer.from(window).toString("latin1"), window);
    }
  }
  return [...seen.values()];
}

/**
 * The attack as a thief would do it, who knows nothing but the dump and the frames: every 32 bytes in a row as a chain key,
 * stepped forwards, against a frame of each epoch.
 */
export function openByTrying(
  cipher: Cipher,
  guardians: readonly Guardian[],
  pieces: readonly Uint8Array[],
  frames: readonly SealedFrame[],
  stepsForward: number,
): { tried: number; opened: Set<string> } {
  const opened = new Set<string>();
  const ofEpoch = new Map<string, SealedFrame>();
  for (const frame of frames) ofEpoch.set(`${frame.slot}/${frame.epoch}`, frame);
  const keys = candidates(pieces);
  for (const window of keys) {
    for (const sample of ofEpoch.values()) {
      let key = window;
      for (let step = 0; step <= stepsForward; step++) {
        const headerKey = (guardians[sample.slot] as Guardian).keys.header;
        const place = { ...sample, epochKey: key, headerKey, direction: "telemetry" as const };
        const body = open(cipher, place, sample.frame);
        if (body !== null && decode(body) !== null) opened.add(`${sample.slot}/${sample.epoch}`);
        if (step < stepsForward) key = nextEpochKey(cipher, key);
      }
    }
  }
  return { tried: keys.length, opened };
}

/** Every byte array that can be reached from a value. */
export function byteArraysIn(value: unknown): Uint8Array[] {
  const found: Uint8Array[] = [];
  const seen = new Set<unknown>();
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const one = waiting.pop();
    if (typeof one !== "object" || one === null || seen.has(one)) continue;
    seen.add(one);
    if (one instanceof Uint8Array) found.push(one);
    else waiting.push(...Object.values(one));
  }
  return found;
}
