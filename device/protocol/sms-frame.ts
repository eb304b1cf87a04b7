import { SHORT_FRAME } from "./envelope.ts";
import { base64url } from "./topic.ts";

/**
 * A short frame as one text message (docs/protocol.md, "SMS"): `L1:` and base64url. All its characters are in the GSM
 * alphabet's basic table, except that "_" costs one there too; 89 of the 160 that one message holds.
 */
const PREFIX = "L1:";
const CODE_CHARACTERS = 86;
export const SMS_CHARACTERS = PREFIX.length + CODE_CHARACTERS;

/** @returns null when that is no short frame: a long one does not fit into a message. */
export function toSms(frame: Uint8Array): string | null {
  return frame.length === SHORT_FRAME ? PREFIX + base64url(frame) : null;
}

/** The six bits that a character stands for; -1 for any other character. */
function sixBits(code: number): number {
  if (code >= 65 && code <= 90) return code - 65;
  if (code >= 97 && code <= 122) return code - 71;
  if (code >= 48 && code <= 57) return code + 4;
  if (code === 45) return 62;
  return code === 95 ? 63 : -1;
}

/**
 * The frame in a text message. Strict: one text for each frame, nothing before or behind it.
 * @returns SHORT_FRAME bytes, not yet known to be a frame of anyone; null for any other text.
 */
export function fromSms(text: string): Uint8Array | null {
  if (text.length !== SMS_CHARACTERS || text.substr(0, PREFIX.length) !== PREFIX) return null;
  const frame = new Uint8Array(SHORT_FRAME);
  for (let i = 0; 4 * i < CODE_CHARACTERS; i++) {
    let word = 0;
    for (let j = 0; j < 4; j++) {
      const at = PREFIX.length + 4 * i + j;
      const six = at < text.length ? sixBits(text.charCodeAt(at)) : 0;
      if (six < 0) return null;
      word = word * 64 + six;
    }
    // Behind the end nothing is written: the last group is of two characters, for one byte.
    for (let j = 0; j < 3 && 3 * i + j < SHORT_FRAME; j++) {
      frame[3 * i + j] = (word >>> 16) & 255;
      word = (word << 8) & 0xffffff;
    }
  }
  // The last character holds four bits that no byte needs: they must be zero.
  return toSms(frame) === text ? frame : null;
}
