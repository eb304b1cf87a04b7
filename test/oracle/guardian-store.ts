import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makePair } from "../../guardian/core/chain.ts";
import { guardianCipher } from "../../guardian/core/cipher.ts";
import { NOTHING_HEARD } from "../../guardian/core/hearing.ts";
import { NO_SEQUENCES } from "../../guardian/core/sequence-tally.ts";
import { openStore, type Store } from "../../guardian/store/store.ts";
import { type DeviceState, makeDeviceState } from "../../guardian/subscriber/device-state.ts";
import { ToyDevice } from "./toy-device.ts";

export const ROOT = Uint8Array.from({ length: 32 }, (_, i) => (i * 37 + 11) & 255);
export const CONSOLE_KEY = Uint8Array.from({ length: 32 }, (_, i) => (i * 91 + 5) & 255);
export const PAIR_ID = "pair-1";
/** A Monday in autumn 2026, UTC. */
export const START_MS = 1_790_000_000_000;
export const START_S = START_MS / 1000;

/** A folder that `clear` takes away. */
export function scratch(): { file(name: string): string; clear(): void } {
  const folder = mkdtempSync(join(tmpdir(), "lychnos-guardian-"));
  return { file: (name) => join(folder, name), clear: () => rmSync(folder, { recursive: true, force: true }) };
}

/** @throws the failure's sentence. */
export function opened(file: string, key: Uint8Array = CONSOLE_KEY): Store {
  const store = openStore(file, key, guardianCipher);
  if (!store.ok) throw new Error(store.sentence);
  return store.value;
}

/** A store with one pair, the console's state of it, and the device at the other end. */
export function pairedStore(file: string): { store: Store; state: DeviceState; device: ToyDevice } {
  const store = opened(file);
  const pair = makePair(guardianCipher, PAIR_ID, "Nan", ROOT);
  const added = store.addPair(pair, START_MS);
  if (!added.ok) throw new Error(added.sentence);
  return { store, state: makeDeviceState(pair, NOTHING_HEARD, NO_SEQUENCES), device: new ToyDevice(guardianCipher, ROOT) };
}
