import type { ReceiverTrouble } from "../core/ports.ts";

/** serialport's binding reports `open` by strerror text alone; these are glibc's, musl's and Darwin's words. */
const WORDS: readonly (readonly [string, ReceiverTrouble])[] = [
  ["no such file or directory", "absent"],
  ["no such device", "absent"],
  ["permission denied", "denied"],
  ["operation not permitted", "denied"],
  // Unplugged in the midst of being opened.
  ["input/output error", "lost"],
  ["bad file descriptor", "lost"],
  ["resource busy", "busy"],
  ["cannot lock port", "busy"],
  ["resource temporarily unavailable", "busy"],
];

/** Why a serial port could not be opened. */
export function openTrouble(error: unknown): ReceiverTrouble {
  const text = (error instanceof Error ? error.message : String(error)).toLowerCase();
  const known = WORDS.find(([words]) => text.includes(words));
  return known === undefined ? "failed" : known[1];
}
