import type { Pair } from "../core/chain.ts";
import type { Hearing } from "../core/hearing.ts";
import type { SequenceTally } from "../core/sequence-tally.ts";
import type { Done } from "../store/failure.ts";
import type { Store } from "../store/store.ts";
import { ASKED_KEPT, type DeviceState, type KeptRecord, makeDeviceState } from "./device-state.ts";

interface Loaded {
  sequences: SequenceTally;
  kept: KeptRecord;
}

function load(store: Store, { id }: Pair): Done<Loaded> {
  const deletion = store.deletion(id);
  if (!deletion.ok) return deletion;
  const asked = store.asked(id, ASKED_KEPT);
  if (!asked.ok) return asked;
  const incidents = store.incidents(id);
  if (!incidents.ok) return incidents;
  const answered = store.answered(id);
  if (!answered.ok) return answered;
  const told = { incidents: incidents.value, answered: answered.value };
  const counted = { receiptsWentBack: store.headFindings(id), clashes: store.clashes(id) };
  const kept = { asked: asked.value, deletion: deletion.value, ...told, ...counted };
  return { ok: true, value: { sequences: store.tally(id), kept } };
}

/** Another program took frames of this device in, from text messages: memory follows what it stored. */
function follow(known: DeviceState, pair: Pair, hearing: Hearing, { sequences, kept }: Loaded): void {
  // The command chain is this program's alone, and ahead of what is stored.
  Object.assign(known, { ...kept, asked: known.asked, hearing, sequences, pair: { ...known.pair, chain: pair.chain } });
}

/**
 * Makes `devices` what the store says: adds pairs made meanwhile, takes away those that are gone, and brings those up to
 * date of which another program stored frames. The others are ahead of nothing that is stored, and stay.
 * @returns those that were brought up to date.
 */
export function loadDevices(store: Store, devices: Map<string, DeviceState>): Done<DeviceState[]> {
  const pairs = store.pairs();
  if (!pairs.ok) return pairs;
  const present = new Set(pairs.value.map((pair) => pair.id));
  for (const id of devices.keys()) if (!present.has(id)) devices.delete(id);
  const followed: DeviceState[] = [];
  for (const pair of pairs.value) {
    const hearing = store.hearing(pair.id);
    if (!hearing.ok) return hearing;
    const known = devices.get(pair.id);
    if (hearing.value === null || known?.hearing.lastHeardMs === hearing.value.lastHeardMs) continue;
    const loaded = load(store, pair);
    if (!loaded.ok) return loaded;
    if (known === undefined)
      devices.set(pair.id, makeDeviceState(pair, hearing.value, loaded.value.sequences, loaded.value.kept));
    else {
      follow(known, pair, hearing.value, loaded.value);
      followed.push(known);
    }
  }
  return { ok: true, value: followed };
}
