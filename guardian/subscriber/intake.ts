import type { Cipher } from "../../device/protocol/cipher.ts";
import type { FrameHeader } from "../../device/protocol/envelope.ts";
import type { Chain } from "../core/chain.ts";
import { afterReport, type Deletion, standingOfAll } from "../core/deletion.ts";
import { hear, hearNothing } from "../core/hearing.ts";
import { withAlert } from "../core/incidents.ts";
import type { Opened, Refusal } from "../core/ingest.ts";
import { countSequence } from "../core/sequence-tally.ts";
import { ingestReceived, type Received } from "../core/unveil.ts";
import type { StoredFix } from "../core/view.ts";
import type { Failed } from "../store/failure.ts";
import type { Keep, Kept } from "../store/frame-rows.ts";
import type { PairBatch, Store } from "../store/store.ts";
import { asksForDeletion, chainAfter, finishDeletion, forgetInMemory, recountAfterDeletion } from "./deletions.ts";
import type { DeviceState } from "./device-state.ts";

/** A frame as it came, and whose topic it came on. */
export interface Arrived extends Received {
  device: DeviceState;
}

/** What one batch did to one device. */
export interface TakenIn {
  device: DeviceState;
  /** Durable now, or before, or not to be kept at all: to be acknowledged. */
  durable: FrameHeader[];
  newFixes: StoredFix[];
}

interface Opening {
  before: Chain;
  chain: Chain;
  deletion: Deletion | null;
  opened: Opened[];
}

/** What is about to happen to one device. */
interface Plan extends PairBatch {
  device: DeviceState;
  late: FrameHeader[];
  barred: number;
}

// Who deleted the past threw its keys away: a late copy of it is neither forged nor broken, and no reason for an alarm.
function isAlarm(device: DeviceState, reason: Refusal): boolean {
  return reason !== "too-old" || device.deletion === null;
}

/** Opens each frame on the chain as the frames before it left it. Nothing of the device is changed but its counter. */
function openAll(cipher: Cipher, arrived: readonly Arrived[], nowMs: number): Map<DeviceState, Opening> {
  const openings = new Map<DeviceState, Opening>();
  for (const received of arrived) {
    const { device } = received;
    const before = device.pair.chain;
    const opening = openings.get(device) ?? { before, chain: before, deletion: device.deletion, opened: [] };
    openings.set(device, opening);
    const pair = { topicKey: device.pair.topicKey, chain: opening.chain };
    const result = ingestReceived(cipher, pair, device.ladder, received, nowMs);
    if (result.kind === "refused") {
      if (isAlarm(device, result.reason)) device.refusedFrames += 1;
      continue;
    }
    opening.chain = result.chain;
    for (const { header, report } of result.parts) opening.deletion = afterReport(opening.deletion, header, report, nowMs);
    opening.opened.push(result);
  }
  return openings;
}

/** Sorts what was opened. A deletion that came in the same batch counts for all of it, whatever the order of arrival. */
function planOf(device: DeviceState, { before, chain, deletion, opened }: Opening, receivedMs: number): Plan {
  const fresh = deletion === device.deletion ? null : deletion;
  const after = chainAfter(chain, fresh);
  const plan: Plan = { device, pairId: device.pair.id, before, after, deletion: fresh, keeps: [], late: [], barred: 0 };
  const keeps: Keep[] = [];
  for (const { header, iv, parts } of opened) {
    const reports = parts.map(({ report }) => report);
    const standing = standingOfAll(deletion, header, reports);
    if (standing === "allowed") keeps.push({ header, iv, parts, receivedMs });
    else if (standing === "late") plan.late.push(header);
    else plan.barred += 1;
  }
  return { ...plan, keeps };
}

function isEmpty({ before, after, keeps }: Plan): boolean {
  return before === after && keeps.length === 0;
}

// As of a frame that was there before: nothing is counted, and it is acknowledged.
const NOT_KEPT: Kept = { verdict: "duplicate", fresh: [] };

/** Brings memory to what is durable now. */
function takeIn(plan: Plan, kept: readonly Kept[], nowMs: number): TakenIn {
  const { device } = plan;
  const taken: TakenIn = { device, durable: [...plan.late], newFixes: [] };
  device.pair = { ...device.pair, chain: plan.after };
  device.refusedFrames += plan.barred;
  if (plan.deletion !== null) forgetInMemory(device, plan.deletion);
  plan.keeps.forEach(({ header, parts }, index) => {
    const { verdict, fresh } = kept[index] ?? NOT_KEPT;
    if (verdict === "clash") device.refusedFrames += 1;
    else taken.durable.push(header);
    if (verdict !== "stored" && verdict !== "repeat") return;
    device.hearing = hearNothing(device.hearing, nowMs);
    for (const part of parts) device.hearing = hear(device.hearing, part.header, part.report, nowMs);
    for (const { header: place, report } of fresh) {
      if (report.kind === "alert") device.incidents = withAlert(device.incidents, place, report, nowMs);
      if (report.kind !== "fix") continue;
      device.sequences = countSequence(device.sequences, report.sequence);
      taken.newFixes.push({ fix: report, receivedMs: nowMs });
    }
  });
  return taken;
}

/** What only the store can say after a status: how the receipts stand, and whether a deletion is finished. */
function settle(store: Store, plan: Plan, kept: readonly Kept[], taken: TakenIn, nowMs: number): TakenIn {
  const { device } = plan;
  if (kept.some(({ verdict }) => verdict === "clash")) device.clashes = store.clashes(plan.pairId);
  if (plan.keeps.some(({ parts }) => parts.some(({ report }) => report.kind === "status")))
    device.receiptsWentBack = store.headFindings(plan.pairId);
  if (plan.deletion !== null) recountAfterDeletion(store, device);
  const asks = (header: FrameHeader): boolean => asksForDeletion(device, header);
  if (!taken.durable.some(asks) || finishDeletion(store, device, nowMs) === null) return taken;
  return { ...taken, durable: taken.durable.filter((header) => !asks(header)) };
}

/**
 * Opens and stores frames that arrived together, in one transaction.
 * @returns what to acknowledge and to show; or why nothing was stored: then the devices are as they were, and nothing may
 * be acknowledged (F47).
 */
export function takeInAll(cipher: Cipher, store: Store, arrived: readonly Arrived[], nowMs: number): TakenIn[] | Failed {
  const plans = [...openAll(cipher, arrived, nowMs)].map(([device, opening]) => planOf(device, opening, nowMs));
  const done = plans.every(isEmpty) ? null : store.commit(plans);
  if (done !== null && !done.ok) return done;
  return plans.map((plan, index) => {
    const kept = done?.value[index] ?? [];
    return settle(store, plan, kept, takeIn(plan, kept, nowMs), nowMs);
  });
}
