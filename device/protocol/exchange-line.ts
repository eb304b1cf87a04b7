import { readU8 } from "./bytes.ts";
import { MAX_EXCHANGE_MESSAGE } from "./exchange-message.ts";

/**
 * A message of an exchange as one line of text, so that it passes any byte stream: a serial console with its greeting, a
 * shell on another machine, a pipe. Lines that are none of ours are passed over, up to a limit.
 */
const PREFIX = "lychnos-x1:";
const DIGITS = "0123456789abcdef";
const LONGEST_LINE = PREFIX.length + 2 * MAX_EXCHANGE_MESSAGE;
/** So many bytes of something else, and it is not the other side's program that speaks there. */
export const MAX_STRAY_BYTES = 65536;

export interface LineWatch {
  /** The present line as far as it came, never longer than a message is. */
  text: string;
  /** The present line is too long to be one of ours. */
  tooLong: boolean;
  stray: number;
}

export function makeLineWatch(): LineWatch {
  return { text: "", tooLong: false, stray: 0 };
}

export function exchangeLine(message: Uint8Array): string {
  let line = PREFIX;
  for (let i = 0; i < message.length; i++) {
    const byte = readU8(message, i);
    line += DIGITS.charAt(byte >>> 4) + DIGITS.charAt(byte & 15);
  }
  return line + "\n";
}

function messageIn(text: string): Uint8Array | null {
  const from = text.indexOf(PREFIX);
  if (from < 0) return null;
  const digits = text.substr(from + PREFIX.length);
  // A line that begins as ours and is damaged is still ours: the decoder refuses it, and the attempt ends.
  const out = new Uint8Array(digits.length >>> 1);
  for (let i = 0; i < out.length; i++) {
    const high = DIGITS.indexOf(digits.charAt(2 * i));
    const low = DIGITS.indexOf(digits.charAt(2 * i + 1));
    out[i] = high < 0 || low < 0 ? 0 : high * 16 + low;
  }
  return out;
}

function endLine(watch: LineWatch, messages: Uint8Array[]): void {
  const message = watch.tooLong ? null : messageIn(watch.text);
  if (message === null) watch.stray += watch.text.length + 1;
  else messages.push(message);
  watch.text = "";
  watch.tooLong = false;
}

/**
 * Takes bytes as they come.
 * @returns the messages that were completed, not yet known to be sound; null when only other things come.
 */
export function hearLines(watch: LineWatch, bytes: Uint8Array): Uint8Array[] | null {
  const messages: Uint8Array[] = [];
  for (let i = 0; i < bytes.length; i++) {
    const byte = readU8(bytes, i);
    if (byte === 10 || byte === 13) {
      if (watch.text.length > 0 || watch.tooLong) endLine(watch, messages);
    } else if (watch.text.length < 2 * LONGEST_LINE) watch.text += String.fromCharCode(byte & 127);
    else {
      watch.tooLong = true;
      watch.stray += 1;
    }
    if (watch.stray > MAX_STRAY_BYTES) return null;
  }
  return messages;
}
