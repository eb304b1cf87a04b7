import { addToBatch, type Batch, endBatch, startBatch } from "../../device/protocol/batch.ts";
import { encode } from "../../device/protocol/codec.ts";
import { LONG_FRAME } from "../../device/protocol/envelope.ts";
import type { FixReport } from "../../device/protocol/report.ts";

/** What batches of one track weigh. */
export interface Weight {
  fixes: number;
  frames: number;
  /** Mean over those frames that were full; null when none was. */
  fullBytesAFix: number | null;
  /** Mean over all, the last and shorter one too. */
  bytesAFix: number;
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
  };
}
