import type { Pair } from "../core/chain.ts";
import { explain, type LinkState } from "../core/explain.ts";
import type { Hearing } from "../core/hearing.ts";
import { type Ladder, makeLadder } from "../core/ladder.ts";
import { missingOf, type SequenceTally } from "../core/sequence-tally.ts";
import type { DeviceView, StoredFix, StoredStatus } from "../core/view.ts";

/** One device while the console runs: its durable state as last stored, and what need not be. */
export interface DeviceState {
  pair: Pair;
  ladder: Ladder;
  hearing: Hearing;
  refusedFrames: number;
  sequences: SequenceTally;
}

export function makeDeviceState(pair: Pair, hearing: Hearing, sequences: SequenceTally): DeviceState {
  return { pair, ladder: makeLadder(), hearing, refusedFrames: 0, sequences };
}

export function viewOf(device: DeviceState, link: LinkState, nowMs: number): DeviceView {
  const { pair, hearing } = device;
  const { explanation, sinceMs } = explain(hearing, link, nowMs);
  // Only what the page shows: where a frame stood in its chain is nobody's business there.
  const lastFix: StoredFix | null = hearing.lastFix && { fix: hearing.lastFix.fix, receivedMs: hearing.lastFix.receivedMs };
  const lastStatus: StoredStatus | null = hearing.lastStatus && {
    status: hearing.lastStatus.status,
    receivedMs: hearing.lastStatus.receivedMs,
  };
  return {
    id: pair.id,
    label: pair.label,
    lastFix,
    lastStatus,
    lastHeardMs: hearing.lastHeardMs,
    explanation,
    explanationSinceMs: sinceMs,
    refusedFrames: device.refusedFrames,
    missingFixes: missingOf(device.sequences),
  };
}
