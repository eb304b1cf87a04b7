import type { Done } from "../store/failure.ts";
import type { Store } from "../store/store.ts";
import { ASKED_KEPT, type DeviceState, makeDeviceState } from "./device-state.ts";

/**
 * Makes `devices` what the store says: adds pairs made meanwhile, takes away those that are gone, and leaves the others,
 * whose chains are ahead of nothing that is stored.
 */
export function loadDevices(store: Store, devices: Map<string, DeviceState>): Done<void> {
  const pairs = store.pairs();
  if (!pairs.ok) return pairs;
  const known = new Set(pairs.value.map((pair) => pair.id));
  for (const id of devices.keys()) if (!known.has(id)) devices.delete(id);
  for (const pair of pairs.value) {
    if (devices.has(pair.id)) continue;
    const hearing = store.hearing(pair.id);
    if (!hearing.ok) return hearing;
    if (hearing.value === null) continue;
    const deletion = store.deletion(pair.id);
    if (!deletion.ok) return deletion;
    const asked = store.asked(pair.id, ASKED_KEPT);
    if (!asked.ok) return asked;
    const incidents = store.incidents(pair.id);
    if (!incidents.ok) return incidents;
    const answered = store.answered(pair.id);
    if (!answered.ok) return answered;
    const told = { incidents: incidents.value, answered: answered.value };
    const counted = { receiptsWentBack: store.headFindings(pair.id), clashes: store.clashes(pair.id) };
    const kept = { asked: asked.value, deletion: deletion.value, ...told, ...counted };
    devices.set(pair.id, makeDeviceState(pair, hearing.value, store.tally(pair.id), kept));
  }
  return { ok: true, value: undefined };
}
