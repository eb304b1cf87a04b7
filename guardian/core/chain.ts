import type { Cipher } from "../../device/protocol/cipher.ts";
import { deriveKeys } from "../../device/protocol/keys.ts";
import type { CommandChain } from "./command.ts";

/** The key of one epoch. With it every later epoch can be computed, and none before. */
export interface EpochKey {
  epoch: number;
  key: Uint8Array;
}

/** An epoch that is no longer the newest, and when (console's clock) the first frame of a newer one was opened. */
export interface PassedEpoch extends EpochKey {
  passedMs: number;
}

/**
 * Where one pair's telemetry stands at the guardian. A value: opening a frame makes a new one, so that a frame which fails,
 * or a transaction which does, changes nothing.
 */
export interface Chain {
  headerKey: Uint8Array;
  head: EpochKey;
  /**
   * Rising by epoch. The device seals a frame when it captures it, so the frames of a backlog belong to epochs that the
   * head has long passed. An epoch between two entries is computed from the one before it.
   */
  passed: readonly PassedEpoch[];
}

/** One device as its guardian knows it. */
export interface Pair {
  /** Random and local to this console; never on the wire. */
  id: string;
  label: string;
  topicKey: Uint8Array;
  chain: Chain;
  command: CommandChain;
}

/** Fourteen days, the same as the longest that a raw trace is kept. */
export const PASSED_MS = 14 * 86400000;
export const MAX_PASSED = 4096;
/** How far one frame may move the head: 22 months of epochs of a quarter of an hour. */
export const MAX_AHEAD = 65536;

/** A pair fresh from pairing, both chains at epoch 0. The caller erases the root. */
export function makePair(cipher: Cipher, id: string, label: string, root: Uint8Array): Pair {
  const keys = deriveKeys(cipher, root);
  return {
    id,
    label,
    topicKey: keys.topic,
    chain: { headerKey: keys.header, head: { epoch: 0, key: keys.telemetry }, passed: [] },
    command: { epoch: 0, key: keys.command, next: null },
  };
}

/** Index of the last passed epoch that is not after this one; -1 when all are. */
function indexAtOrBefore(passed: readonly PassedEpoch[], epoch: number): number {
  let low = 0;
  let high = passed.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((passed[middle] as PassedEpoch).epoch <= epoch) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The newest kept key from which this epoch can be computed; null: the epoch is too old. */
export function keyAtOrBefore(chain: Chain, epoch: number): EpochKey | null {
  if (epoch >= chain.head.epoch) return chain.head;
  return chain.passed[indexAtOrBefore(chain.passed, epoch)] ?? null;
}

/** The oldest epoch that can still be opened. */
export function floorOf(chain: Chain): number {
  return chain.passed[0]?.epoch ?? chain.head.epoch;
}

function withoutOld(passed: readonly PassedEpoch[], nowMs: number): readonly PassedEpoch[] {
  let from = Math.max(0, passed.length - MAX_PASSED);
  while (from < passed.length && (passed[from] as PassedEpoch).passedMs < nowMs - PASSED_MS) from++;
  return from === 0 ? passed : passed.slice(from);
}

/** Forgets the keys of epochs that were passed too long ago. The same chain when there are none. */
export function forgetOldEpochs(chain: Chain, nowMs: number): Chain {
  const passed = withoutOld(chain.passed, nowMs);
  return passed === chain.passed ? chain : { ...chain, passed };
}

/** Forgets the keys of every epoch before this one, which was opened: nothing sealed earlier can be opened any more. */
export function forgetEpochsBefore(chain: Chain, epoch: number): Chain {
  const passed = chain.passed.filter((each) => each.epoch >= epoch);
  return passed.length === chain.passed.length ? chain : { ...chain, passed };
}

/**
 * The chain after a frame of this epoch opened with this key.
 * @returns the same object when there was nothing new in it.
 */
export function afterOpening(chain: Chain, epoch: number, key: Uint8Array, nowMs: number): Chain {
  if (epoch > chain.head.epoch) {
    const passed = withoutOld([...chain.passed, { ...chain.head, passedMs: nowMs }], nowMs);
    return { ...chain, head: { epoch, key }, passed };
  }
  const at = indexAtOrBefore(chain.passed, epoch);
  const before = chain.passed[at];
  if (epoch === chain.head.epoch || before === undefined || before.epoch === epoch) return chain;
  // The head jumped over this epoch when it passed the one before, so both age from that moment.
  const found: PassedEpoch = { epoch, key, passedMs: before.passedMs };
  const passed = [...chain.passed.slice(0, at + 1), found, ...chain.passed.slice(at + 1)];
  return { ...chain, passed: withoutOld(passed, nowMs) };
}
