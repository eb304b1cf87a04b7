import type { Cipher } from "../../device/protocol/cipher.ts";
import type { FrameHeader } from "../../device/protocol/envelope.ts";
import type { Chain } from "../core/chain.ts";
import { hear } from "../core/hearing.ts";
import { ingest, type Opened } from "../core/ingest.ts";
import { countSequence } from "../core/sequence-tally.ts";
import type { StoredFix } from "../core/view.ts";
import type { Failed } from "../store/failure.ts";
import type { Keep } from "../store/frame-rows.ts";
import type { PairBatch, Store } from "../store/store.ts";
import type { DeviceState } from "./device-state.ts";

/** A frame as it came, and whose topic it came on. */
export interface Arrived {
  device: DeviceState;
  frame: Uint8Array;
}

/** What one batch did to one device. */
export interface TakenIn {
  device: DeviceState;
  /** Durable now, or before: to be acknowledged. */
  durable: FrameHeader[];
  newFixes: StoredFix[];
}

interface Opening {
  before: Chain;
  chain: Chain;
  opened: Opened[];
}

/** Opens each frame on the chain as the frames before it left it. Nothing of the device is changed but its counter. */
function openAll(cipher: Cipher, arrived: readonly Arrived[], nowMs: number): Map<DeviceState, Opening> {
  const openings = new Map<DeviceState, Opening>();
  for (const { device, frame } of arrived) {
    const before = device.pair.chain;
    const opening = openings.get(device) ?? { before, chain: before, opened: [] };
    openings.set(device, opening);
    const result = ingest(cipher, opening.chain, device.ladder, frame, nowMs);
    if (result.kind === "refused") {
      device.refusedFrames += 1;
      continue;
    }
    opening.chain = result.chain;
    opening.opened.push(result);
  }
  return openings;
}

function batchOf(device: DeviceState, opening: Opening, receivedMs: number): PairBatch {
  const keeps = opening.opened.map(({ header, iv, body, report }): Keep => ({ header, iv, body, report, receivedMs }));
  return { pairId: device.pair.id, before: opening.before, after: opening.chain, keeps };
}

function takeIn(device: DeviceState, batch: PairBatch, verdicts: readonly string[], nowMs: number): TakenIn {
  const taken: TakenIn = { device, durable: [], newFixes: [] };
  device.pair = { ...device.pair, chain: batch.after };
  batch.keeps.forEach(({ header, report }, index) => {
    const verdict = verdicts[index];
    if (verdict === "clash") device.refusedFrames += 1;
    else taken.durable.push(header);
    if (verdict !== "stored" && verdict !== "repeat") return;
    device.hearing = hear(device.hearing, header, report, nowMs);
    if (verdict !== "stored" || report.kind !== "fix") return;
    device.sequences = countSequence(device.sequences, report.sequence);
    taken.newFixes.push({ fix: report, receivedMs: nowMs });
  });
  return taken;
}

/**
 * Opens and stores frames that arrived together, in one transaction.
 * @returns what to acknowledge and to show; or why nothing was stored: then the devices are as they were, and nothing may
 * be acknowledged (F47).
 */
export function takeInAll(cipher: Cipher, store: Store, arrived: readonly Arrived[], nowMs: number): TakenIn[] | Failed {
  const openings = [...openAll(cipher, arrived, nowMs)];
  const batches = openings.map(([device, opening]) => batchOf(device, opening, nowMs));
  if (batches.every((batch) => batch.keeps.length === 0)) {
    return openings.map(([device]) => ({ device, durable: [], newFixes: [] }));
  }
  const done = store.commit(batches);
  if (!done.ok) return done;
  return openings.map(([device], index) => takeIn(device, batches[index] as PairBatch, done.value[index] ?? [], nowMs));
}
