import { crc32 } from "node:zlib";
import { openJournal } from "../../device/core/journal.ts";
import { nodeCipher } from "../../device/node/cipher.ts";
import type { Cipher } from "../../device/protocol/cipher.ts";
import { type FlashShape, type SimFlash, simFlash } from "../../simulator/world/sim-flash.ts";
import type { Stage } from "./player.ts";

/** The player's stage in Node: its own cipher and a simulated flash. */
export interface NodeStage extends Stage {
  said: string[];
  flash(): SimFlash;
}

export const SHAPE: FlashShape = { pageBytes: 1024, pages: 160 };

/** @param next the lines to play. */
export function nodeStage(next: () => string | null, cipher: Cipher = nodeCipher(), shape: FlashShape = SHAPE): NodeStage {
  const said: string[] = [];
  let flash = simFlash(shape);
  return {
    next,
    say: (line) => void said.push(line),
    bytesOf: (base64) => new Uint8Array(Buffer.from(base64, "base64")),
    textOf: (bytes) => Buffer.from(bytes).toString("base64"),
    crc32: (bytes) => crc32(bytes),
    cipher,
    openStore() {
      flash = simFlash(shape, flash.image());
      return openJournal(flash);
    },
    said,
    flash: () => flash,
  };
}
