import { MIN_BATCH } from "../../device/core/batching.ts";
import { EPOCH_MS } from "../../device/core/pair.ts";
import { addToBatch, type Batch, endBatch, startBatch } from "../../device/protocol/batch.ts";
import { encode } from "../../device/protocol/codec.ts";
import { LONG_FRAME, SHORT_FRAME } from "../../device/protocol/envelope.ts";
import type { FixReport } from "../../device/protocol/report.ts";

/** What batches of one track weigh. */
export interface Weight {
  fixes: number;
  frames: number;
  /** Mean over those frames that were full; null when none was. */
  fullBytesAFix: number | null;
  /** Mean over all, the last and shorter one too. */
  bytesAFix: number;
  /** As the device sends it, each epoch by itself. */
  bytesAFixByEpochs: number;
}

/** The short bodies of reports, as batches of as many as fit. */
export function batchesOf(reports: readonly FixReport[], decimals: number): Uint8Array[][] {
  const batches: Uint8Array[][] = [];
  let open: Batch | null = null;
  for (const report of reports) {
    const body = encode(report);
    if (open !== null && addToBatch(open, body)) {
      batches.at(-1)?.push(body);
      continue;
    }
    open = startBatch(decimals, body);
    batches.push([body]);
  }
  return batches;
}

/** Lengths of the frames in which the device sends this backlog: no batch is of two epochs, and none of a few fixes. */
export function framesOf(reports: readonly FixReport[], decimals: number): number[] {
  const epochs = new Map<number, FixReport[]>();
  const startS = reports[0]?.timeS ?? 0;
  for (const report of reports) {
    const epoch = Math.floor(((report.timeS - startS) * 1000) / EPOCH_MS);
    epochs.set(epoch, [...(epochs.get(epoch) ?? []), report]);
  }
  return [...epochs.values()]
    .flatMap((epoch) => batchesOf(epoch, decimals))
    .flatMap((batch) => (batch.length < MIN_BATCH ? batch.map(() => SHORT_FRAME) : [LONG_FRAME]));
}

/** The body of one batch. @throws Error when these bodies do not make one. */
export function longBody(bodies: readonly Uint8Array[], decimals: number): Uint8Array {
  const [first, ...others] = bodies;
  const batch = first === undefined ? null : startBatch(decimals, first);
  if (batch === null || !others.every((body) => addToBatch(batch, body))) throw new Error("these fixes make no batch");
  return endBatch(batch);
}

export function weigh(reports: readonly FixReport[], decimals: number): Weight {
  const counts = batchesOf(reports, decimals).map((bodies) => bodies.length);
  const full = counts.slice(0, -1);
  const inFull = full.reduce((sum, count) => sum + count, 0);
  return {
    fixes: reports.length,
    frames: counts.length,
    fullBytesAFix: full.length === 0 ? null : (full.length * LONG_FRAME) / inFull,
    bytesAFix: (counts.length * LONG_FRAME) / reports.length,
    bytesAFixByEpochs: framesOf(reports, decimals).reduce((sum, length) => sum + length, 0) / reports.length,
  };
}

/** How many fixes come out as their short frames would have told them. @param read takes a batch apart. */
export function equalFixes(
  reports: readonly FixReport[],
  decimals: number,
  read: (body: Uint8Array) => Uint8Array[] | null,
): number {
  let equal = 0;
  for (const bodies of batchesOf(reports, decimals)) {
    const said = bodies.length < 2 ? bodies : (read(longBody(bodies, decimals)) ?? []);
    equal += bodies.filter((body, i) => Buffer.from(body).equals(said[i] ?? new Uint8Array(0))).length;
  }
  return equal;
}
