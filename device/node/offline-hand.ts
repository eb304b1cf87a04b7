import { makeTracker } from "../core/boot.ts";
import type { Event } from "../core/event.ts";
import type { NoticeHashes } from "../core/notice-record.ts";
import { storeEffect } from "../core/run.ts";
import type { TrackerState } from "../core/state.ts";
import { loadStored } from "../core/stored.ts";
import { step } from "../core/tracker.ts";
import { nodeCipher } from "./cipher.ts";
import type { FileStore } from "./file-store.ts";

/** 1 January 2026: no time before the firmware was written is believed. */
export const BUILT_MS = 1_767_225_600_000;

/**
 * An act of the wearer while the device is not running: the firmware's own step, of which only what it stores is carried
 * out. What is to be told waits, sealed, for the next start.
 * @returns the state after it, or null when something could not be made durable.
 */
export function actOffline(store: FileStore, event: Event, notice: NoticeHashes | null): TrackerState | null {
  const boot = { ...loadStored(store), cipher: nodeCipher(), timeSource: "host" as const, builtMs: BUILT_MS, upMs: 0, notice };
  const state = makeTracker(boot);
  const effects = step(state, event, { upMs: 0, hostUtcMs: Date.now(), batteryPercent: null });
  const failed = effects.filter((effect) => storeEffect(store, effect) !== null);
  return failed.length === 0 ? state : null;
}
