import type { AskedCommand } from "../core/asking.ts";
import type { Pair } from "../core/chain.ts";
import type { Deletion } from "../core/deletion.ts";
import { explain, type LinkState } from "../core/explain.ts";
import type { Hearing } from "../core/hearing.ts";
import type { Answered, Incident } from "../core/incidents.ts";
import { type Ladder, makeLadder } from "../core/ladder.ts";
import { missingOf, type SequenceTally } from "../core/sequence-tally.ts";
import type { AskedView, DeviceView, IncidentView, StoredFix, StoredStatus } from "../core/view.ts";

/** What the store knows of a device beside its chain and its reports. */
export interface KeptRecord {
  /** The wearer's last "delete my data". */
  deletion: Deletion | null;
  /** How often the device contradicted what it had told of the wearer's receipts. */
  receiptsWentBack: number;
  /** Places in its chain that were used twice. */
  clashes: number;
  /** What was asked last, newest first, at most ASKED_KEPT. */
  asked: readonly AskedCommand[];
  /** Newest first. */
  incidents: readonly Incident[];
  /** Which of them were answered here. */
  answered: readonly Answered[];
}

/** Commands that are remembered while the console runs; the store has all of fourteen days. */
export const ASKED_KEPT = 8;

/** One device while the console runs: its durable state as last stored, and what need not be. */
export interface DeviceState extends KeptRecord {
  pair: Pair;
  ladder: Ladder;
  hearing: Hearing;
  refusedFrames: number;
  sequences: SequenceTally;
}

const NOTHING_KEPT: KeptRecord = { deletion: null, receiptsWentBack: 0, clashes: 0, asked: [], incidents: [], answered: [] };

export function makeDeviceState(
  pair: Pair,
  hearing: Hearing,
  sequences: SequenceTally,
  kept: KeptRecord = NOTHING_KEPT,
): DeviceState {
  return { pair, ladder: makeLadder(), hearing, refusedFrames: 0, sequences, ...kept };
}

export function askedView({ act, value, createdMs, expiresS, sentMs, answeredMs, result }: AskedCommand): AskedView {
  return { act, value, askedMs: createdMs, expiresMs: expiresS * 1000, sentMs, answeredMs, result };
}

function incidentView(device: DeviceState, incident: Incident): IncidentView {
  const { newest: _newest, ...rest } = incident;
  const answered = device.answered.find((one) => one.incident === incident.incident);
  return { ...rest, answeredMs: answered?.askedMs ?? null };
}

export function viewOf(device: DeviceState, link: LinkState, nowMs: number): DeviceView {
  const { pair, hearing, deletion } = device;
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
    deletion: deletion && { consent: deletion.consent, askedMs: deletion.askedMs, doneMs: deletion.doneMs },
    receiptsWentBack: device.receiptsWentBack,
    clashes: device.clashes,
    incidents: device.incidents.map((one) => incidentView(device, one)),
    asked: device.asked.map(askedView),
  };
}
