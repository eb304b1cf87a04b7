import { type Batch, wipeBatch } from "../protocol/batch.ts";

/** The fixes of one guardian's present epoch that were sealed while the link was down, once more in the clear. */
export interface OpenBatch {
  slot: number;
  epoch: number;
  /** Number of the short frame of its first fix; those of the others follow without a gap. */
  first: number;
  /** When its oldest fix was measured, whole seconds since 1970. */
  takenS: number;
  batch: Batch;
}

export function openBatchOf(open: OpenBatch[], slot: number): OpenBatch | null {
  for (let i = 0; i < open.length; i++) {
    const one = open[i] as OpenBatch;
    if (one.slot === slot) return one;
  }
  return null;
}

/** Wipes the batch of one guardian. @returns the others. */
export function withoutBatchOf(open: OpenBatch[], slot: number): OpenBatch[] {
  const left: OpenBatch[] = [];
  for (let i = 0; i < open.length; i++) {
    const one = open[i] as OpenBatch;
    if (one.slot === slot) wipeBatch(one.batch);
    else left.push(one);
  }
  return left;
}

/** Wipes them all. The short frames of the same fixes still wait, if they may. */
export function wipeOpenBatches(open: OpenBatch[]): void {
  for (let i = 0; i < open.length; i++) wipeBatch((open[i] as OpenBatch).batch);
}
