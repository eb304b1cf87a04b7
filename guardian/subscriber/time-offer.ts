import { consentHeard, isWaiting, wantsBeacon } from "../core/asking.ts";
import type { Failed } from "../store/failure.ts";
import type { Store } from "../store/store.ts";
import type { DeviceState } from "./device-state.ts";

/**
 * Queues a time beacon for a device that says that it does not know the time: its hours cannot open before it does, and
 * nobody should have to think of it.
 * @returns why the store failed; null also when there was nothing to do.
 */
export function offerTime(store: Store, { pair, hearing }: DeviceState, nowMs: number): Failed | null {
  if (hearing.account?.silence !== "time-untrusted") return null;
  const last = store.lastAsked(pair.id, "time-beacon");
  if (!last.ok) return last;
  if (last.value !== null && isWaiting(last.value, nowMs)) return null;
  if (!wantsBeacon(hearing, last.value?.createdMs ?? null, nowMs)) return null;
  const asked = store.ask(pair.id, { act: "time-beacon", value: 0, consent: consentHeard(hearing) ?? 0 }, nowMs);
  // Full, or leaving: then the device is told the time later, or not at all.
  const mayWait = asked.ok || asked.failure === "many-waiting" || asked.failure === "leaving";
  return mayWait ? null : asked;
}
