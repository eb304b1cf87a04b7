import { bytes, integer, type Random } from "../random.ts";

/** Someone who opens frames, as the wire's attacks see them. */
export interface Opener {
  name: string;
  /** Genuine frames that it has not opened yet and would open, each, in this order. */
  genuine: Uint8Array[];
  /** Genuine frames of which it reads nothing: damaged like the others, and never offered as they are. */
  unread: Uint8Array[];
  /** Hands over frames, as many as arrive at once. @returns how many of them did anything but be counted as refused. */
  offer(frames: Uint8Array[]): number;
  /** Digest of everything that a refused frame must leave as it is. */
  state(): string;
}

export interface Attack {
  flips: number;
  truncations: number;
  extensions: number;
  random: number;
  spliced: number;
  accepted: number;
  /** Batches after which the state was another one. */
  changed: number;
  /** Of the genuine frames, offered when all is over, and how many of them were then opened: the door is one that opens. */
  genuine: number;
  opened: number;
}

const SHORT = 64;
const LONG = 256;
const BEHIND_TAG = 31;
const BATCH = 4096;

export function noAttack(): Attack {
  return { flips: 0, truncations: 0, extensions: 0, random: 0, spliced: 0, accepted: 0, changed: 0, genuine: 0, opened: 0 };
}

/**
 * The frame with each of its bits flipped, one at a time and the first one last: a reader with a buffer that it does not
 * clear then holds all of the genuine frame but its beginning when the ones that were cut short come.
 */
export function flipsOf(frame: Uint8Array): Uint8Array[] {
  return Array.from({ length: frame.length * 8 }, (_, i) => {
    const bit = frame.length * 8 - 1 - i;
    const flipped = frame.slice();
    flipped[bit >>> 3] = (flipped[bit >>> 3] as number) ^ (128 >>> (bit & 7));
    return flipped;
  });
}

/** The frame cut to every shorter length. */
export function truncationsOf(frame: Uint8Array): Uint8Array[] {
  return Array.from({ length: frame.length }, (_, length) => frame.slice(0, length));
}

/** The frame with each byte behind it, and made longer by every number of random bytes, up to the length of a long frame. */
export function extensionsOf(frame: Uint8Array, next: Random): Uint8Array[] {
  const byOne = Array.from({ length: 256 }, (_, byte) => Uint8Array.from([...frame, byte]));
  const most = Math.max(0, LONG - frame.length - 1);
  const byMore = Array.from({ length: most }, (_, i) => Uint8Array.from([...frame, ...bytes(next, i + 2)]));
  return [...byOne, ...byMore];
}

/**
 * Random bytes, such that the first tests do not refuse them all: of 64, 48 have a short frame's length and version, 8 a
 * long one's, 7 are of any length, and one is the beginning of a genuine frame with its header and tag (so that it unmasks
 * to a place of the chain) with another body behind it.
 */
function randomFrame(next: Random, genuine: Uint8Array[], attack: Attack): Uint8Array {
  const kind = integer(next, 64);
  if (kind === 0) {
    attack.spliced++;
    // Those at the end are of far epochs, which cost a thousand steps of the chain each.
    const start = genuine[integer(next, Math.ceil(genuine.length / 2))] as Uint8Array;
    return Uint8Array.from([...start.subarray(0, BEHIND_TAG), ...bytes(next, SHORT - BEHIND_TAG)]);
  }
  attack.random++;
  if (kind < 8) return bytes(next, integer(next, 300));
  const frame = new Uint8Array(kind < 16 ? LONG : SHORT);
  const words = new DataView(frame.buffer);
  for (let at = 0; at < frame.length; at += 4) words.setUint32(at, next() * 4294967296);
  frame[0] = 1;
  return frame;
}

function offerBatch(opener: Opener, frames: Uint8Array[], attack: Attack, before: string): void {
  attack.accepted += opener.offer(frames);
  if (opener.state() !== before) attack.changed++;
}

/** Every flip, truncation and extension of so many genuine frames, and so many random frames; then the genuine ones. */
export function attackOpener(
  opener: Opener,
  randomFrames: number,
  next: Random,
  progress: (share: number) => void = () => undefined,
): Attack {
  const attack = noAttack();
  const before = opener.state();
  const victims = [...opener.genuine, ...opener.unread];
  const steps = victims.length + Math.ceil(randomFrames / BATCH);
  for (const [at, frame] of victims.entries()) {
    const [flips, cuts, longer] = [flipsOf(frame), truncationsOf(frame), extensionsOf(frame, next)];
    attack.flips += flips.length;
    attack.truncations += cuts.length;
    attack.extensions += longer.length;
    offerBatch(opener, [...flips, ...cuts, ...longer], attack, before);
    progress((at + 1) / steps);
  }
  for (let left = randomFrames; left > 0; left -= BATCH) {
    const batch = Array.from({ length: Math.min(left, BATCH) }, () => randomFrame(next, opener.genuine, attack));
    offerBatch(opener, batch, attack, before);
    progress(1 - left / BATCH / steps);
  }
  for (const frame of opener.genuine) attack.opened += opener.offer([frame]) > 0 ? 1 : 0;
  attack.genuine = opener.genuine.length;
  return attack;
}

export function held(attack: Attack): boolean {
  const all = attack.flips > 0 && attack.truncations > 0 && attack.extensions > 0 && attack.random > 0;
  return all && attack.accepted === 0 && attack.changed === 0 && attack.genuine > 0 && attack.opened === attack.genuine;
}
