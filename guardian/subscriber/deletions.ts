import type { FrameHeader } from "../../device/protocol/envelope.ts";
import { type Chain, forgetEpochsBefore } from "../core/chain.ts";
import { type Deletion, forgetBefore } from "../core/deletion.ts";
import { isNewer } from "../core/hearing.ts";
import { makeLadder } from "../core/ladder.ts";
import type { Failed } from "../store/failure.ts";
import type { Store } from "../store/store.ts";
import type { DeviceState } from "./device-state.ts";

/** The chain that a deletion leaves: what was sealed before it cannot be opened again, whoever kept a copy of it. */
export function chainAfter(chain: Chain, deletion: Deletion | null): Chain {
  return deletion === null ? chain : forgetEpochsBefore(chain, deletion.epoch);
}

/** Takes out of memory what was erased from the store. */
export function forgetInMemory(device: DeviceState, deletion: Deletion): void {
  device.deletion = deletion;
  device.hearing = forgetBefore(device.hearing, deletion);
  device.ladder = makeLadder();
  device.incidents = device.incidents.filter(({ newest }) => isNewer(newest, deletion));
}

/** What was last heard, and which fixes are held, as far as the store still tells it. */
export function recountAfterDeletion(store: Store, device: DeviceState): void {
  const hearing = store.hearing(device.pair.id);
  if (hearing.ok && hearing.value !== null) device.hearing = hearing.value;
  device.sequences = store.tally(device.pair.id);
}

/** Whether this is the frame that asked for the deletion: it is acknowledged when that is finished, and not before. */
export function asksForDeletion({ deletion }: DeviceState, { epoch, number }: FrameHeader): boolean {
  return deletion !== null && deletion.epoch === epoch && deletion.number === number;
}

/** How often an unfinished deletion is tried again by itself: while another program reads, each try waits for it. */
export const RETRY_MS = 60_000;

export function isUnfinished(device: DeviceState): boolean {
  return device.deletion !== null && device.deletion.doneMs === null;
}

/**
 * Does the last of a deletion that is durable but not finished: after a crash, or while another program read the database.
 * @returns why it still cannot be finished; null when there is nothing left to do.
 */
export function finishDeletion(store: Store, device: DeviceState, nowMs: number): Failed | null {
  const { deletion } = device;
  if (deletion === null || deletion.doneMs !== null) return null;
  const done = store.finishDeletion(device.pair.id, nowMs);
  if (!done.ok) return done;
  device.deletion = { ...deletion, doneMs: nowMs };
  return null;
}
