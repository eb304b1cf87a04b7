/** What a modem sent, cut into pieces: a line without its ending, or the prompt for a message. */
export type Piece = { kind: "line"; text: string } | { kind: "prompt" };

/** The longest line of a modem that anyone needs is a pushed message of 360 digits. A longer one is noise, and is dropped. */
export const MAX_LINE = 1024;
const PROMPT = "> ";

export interface LineReader {
  feed(bytes: Uint8Array): Piece[];
  /** Forgets half a line. */
  clear(): void;
}

/**
 * Reads lines off a modem: CR, LF or both end one, empty ones are nothing, and octets that no answer has (a baud rate that
 * was wrong, a line that crackles) are left out. Holds at most MAX_LINE characters.
 */
export function lineReader(): LineReader {
  let text = "";
  let tooLong = false;

  function end(pieces: Piece[]): void {
    if (text !== "" && !tooLong) pieces.push({ kind: "line", text });
    text = "";
    tooLong = false;
  }

  return {
    feed(bytes) {
      const pieces: Piece[] = [];
      for (const byte of bytes) {
        if (byte === 13 || byte === 10) {
          end(pieces);
          continue;
        }
        if (byte < 32 || byte > 126) continue;
        if (text.length >= MAX_LINE) tooLong = true;
        else text += String.fromCharCode(byte);
        // The prompt ends no line: the modem waits behind it. An empty line before it is all that tells it from a text.
        if (text === PROMPT && !tooLong) {
          text = "";
          pieces.push({ kind: "prompt" });
        }
      }
      return pieces;
    },
    clear() {
      text = "";
      tooLong = false;
    },
  };
}
