import { crc32 } from "../protocol/crc32.ts";
import { RECEIPT_KEY_BYTES } from "../protocol/receipt.ts";
import { ConfigProblem } from "./config.ts";

const HEX = RECEIPT_KEY_BYTES * 2;
const CHECK = 8;
const REMARK = [
  "# The key to the receipts of a Lychnos device. It belongs to the wearer, or to whom the wearer trusts.",
  "# Keep it away from the device: whoever has both can write another history. Nobody can make this key again.",
];

function checkOf(key: Uint8Array): string {
  return crc32(key, 0, key.length).toString(16).padStart(CHECK, "0");
}

/** The key as people copy it: groups of four hexadecimal digits, the last two of which check the others. */
export function keyText(key: Uint8Array): string {
  const digits = Buffer.from(key).toString("hex") + checkOf(key);
  const groups = digits.match(/.{4}/g) ?? [];
  const lines = [0, 6, 12].map((from) => groups.slice(from, from + 6).join(" "));
  return `${[...REMARK, ...lines].join("\n")}\n`;
}

/** @throws ConfigProblem when the text is no key, or was copied with a mistake. */
export function readKeyText(text: string): Uint8Array {
  const lines = text.split("\n").filter((line) => !line.trimStart().startsWith("#"));
  const digits = lines.join("").replace(/[\s-]/g, "").toLowerCase();
  if (!/^[0-9a-f]*$/.test(digits) || digits.length !== HEX + CHECK)
    throw new ConfigProblem(
      `the key of the receipts is ${(HEX + CHECK) / 4} groups of four digits 0-9 and a-f; this is something else.`,
    );
  const key = new Uint8Array(Buffer.from(digits.slice(0, HEX), "hex"));
  if (checkOf(key) !== digits.slice(HEX))
    throw new ConfigProblem("the key of the receipts was copied with a mistake: its last two groups do not fit the others.");
  return key;
}
