import type { Cipher } from "../../device/protocol/cipher.ts";
import { encode } from "../../device/protocol/codec.ts";
import { type Command, encodeCommand } from "../../device/protocol/command.ts";
import { type Sealed, seal } from "../../device/protocol/envelope.ts";
import { nextEpochKey } from "../../device/protocol/keys.ts";
import type { DeliveredReport } from "../../device/protocol/report.ts";

/** The chain that seals from guardian to device. */
export interface CommandChain {
  epoch: number;
  key: Uint8Array;
  /** Number of the next frame; null since the console started, until the epoch has stepped. Never stored. */
  next: number | null;
}

/** Frames in one epoch at most, in both directions (docs/protocol.md, "Keys"). */
export const EPOCH_FRAMES = 1024;

/**
 * True before the first seal after every start, because the number that was reached is not stored, and at the end of an
 * epoch: the same key and number must never seal two bodies.
 */
export function mustStep(command: CommandChain): boolean {
  return command.next === null || command.next >= EPOCH_FRAMES;
}

/** The next epoch. The caller makes it durable before anything is sealed with it. */
export function stepCommand(cipher: Cipher, command: CommandChain): CommandChain {
  return { epoch: command.epoch + 1, key: nextEpochKey(cipher, command.key), next: 0 };
}

/** All that a guardian says to a device. */
export type Said = DeliveredReport | Command;

/** Seals one frame to the device. @returns null when the epoch must step first. */
export function sealCommand(
  cipher: Cipher,
  headerKey: Uint8Array,
  command: CommandChain,
  said: Said,
): { frame: Sealed; command: CommandChain } | null {
  if (command.next === null || mustStep(command)) return null;
  const place = { epoch: command.epoch, number: command.next, epochKey: command.key, headerKey, direction: "command" as const };
  const frame = seal(cipher, place, "act" in said ? encodeCommand(said) : encode(said));
  return frame === null ? null : { frame, command: { ...command, next: command.next + 1 } };
}
