import type { Cipher } from "../../device/protocol/cipher.ts";
import type { Sealed } from "../../device/protocol/envelope.ts";
import type { Pair } from "../core/chain.ts";
import { mustStep, type Said, sealCommand, stepCommand } from "../core/command.ts";
import type { Store } from "../store/store.ts";

/** False when the next epoch could not be made durable. */
function stepFirst(cipher: Cipher, store: Pick<Store, "saveCommand">, device: { pair: Pair }): boolean {
  if (!mustStep(device.pair.command)) return true;
  const command = stepCommand(cipher, device.pair.command);
  if (!store.saveCommand(device.pair.id, command).ok) return false;
  device.pair = { ...device.pair, command };
  return true;
}

/**
 * Seals the next frame of the pair's command chain. Acknowledgements and commands both come through here, because the same
 * number must never seal two bodies.
 * @returns null when the chain could not be made durable first; then nothing was sealed.
 */
export function sealNext(cipher: Cipher, store: Pick<Store, "saveCommand">, device: { pair: Pair }, said: Said): Sealed | null {
  if (!stepFirst(cipher, store, device)) return null;
  const { pair } = device;
  const sealed = sealCommand(cipher, pair.chain.headerKey, pair.command, said);
  if (sealed === null) return null;
  device.pair = { ...pair, command: sealed.command };
  return sealed.frame;
}
