import type { Cipher } from "../../device/protocol/cipher.ts";
import { nextEpochKey } from "../../device/protocol/keys.ts";
import { type Chain, floorOf, keyAtOrBefore } from "./chain.ts";

/**
 * Keys on the way to far epochs, so that the way is walked once. A forged frame cannot choose its header, but a broker can
 * take a real frame and flip bits of the masked epoch: the claim then lies up to 65,535 epochs ahead, and whether it is true
 * shows only after as many HMACs. Without the rungs each such frame would cost a quarter of a second; with them the first
 * one does, and each after it costs at most 255 HMACs. Nothing true is ever turned away for it, as a quota of tries would.
 *
 * A memory of computations only: it is never stored and decides nothing.
 */
export interface Ladder {
  /** Rising by epoch; keys are multiples of RUNG_EPOCHS. */
  rungs: Map<number, Uint8Array>;
}

export const RUNG_EPOCHS = 256;
/** 16 KiB of keys, twice the reach of MAX_AHEAD. */
export const MAX_RUNGS = 512;

export function makeLadder(): Ladder {
  return { rungs: new Map() };
}

function forgetRungs(ladder: Ladder, floor: number): void {
  for (const epoch of ladder.rungs.keys()) {
    if (epoch < floor || ladder.rungs.size > MAX_RUNGS) ladder.rungs.delete(epoch);
  }
}

/** The key of an epoch, on a copy: the chain is not touched. Null when the epoch is too old. */
export function keyOfEpoch(cipher: Cipher, chain: Chain, ladder: Ladder, epoch: number): Uint8Array | null {
  const kept = keyAtOrBefore(chain, epoch);
  if (kept === null) return null;
  let from = kept;
  for (let rung = epoch - (epoch % RUNG_EPOCHS); rung > kept.epoch; rung -= RUNG_EPOCHS) {
    const key = ladder.rungs.get(rung);
    if (key === undefined) continue;
    from = { epoch: rung, key };
    break;
  }
  let key = from.key;
  for (let e = from.epoch + 1; e <= epoch; e++) {
    key = nextEpochKey(cipher, key);
    if (e % RUNG_EPOCHS === 0) ladder.rungs.set(e, key);
  }
  forgetRungs(ladder, floorOf(chain));
  return key;
}
