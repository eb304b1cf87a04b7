import { readFileSync } from "node:fs";
import { join } from "node:path";
import { copyOf } from "../protocol/bytes.ts";
import type { Cipher } from "../protocol/cipher.ts";

/** What differs between two boards that were started from one image: the board's serial number, its card's, and the system's id. */
const MARKS = ["sys/firmware/devicetree/base/serial-number", "sys/block/mmcblk0/device/cid", "etc/machine-id"];
export const MARK_BYTES = 16;

function textOf(path: string): string {
  try {
    return readFileSync(path, "latin1").trim();
  } catch {
    return "";
  }
}

/**
 * Tells this board from its copies, as far as anything here does; never leaves the device, and names nothing in the clear.
 * @param root where the system's files are; another than "/" only in tests.
 */
export function boardMark(cipher: Cipher, root = "/"): Uint8Array {
  const text = MARKS.map((name) => textOf(join(root, name))).join("\n");
  return copyOf(cipher.hmac(new TextEncoder().encode("lychnos board"), new TextEncoder().encode(text)), 0, MARK_BYTES);
}
