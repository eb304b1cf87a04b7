import nacl from "tweetnacl";

/**
 * A tracker that seals with one passphrase for everything and for ever: the text, cut or filled with zeros to 32 bytes, is
 * the key itself. So does the payload encryption of a well-known open tracker. Nothing tells an old message from a new one.
 */
export class PassphraseTracker {
  private readonly key: Uint8Array;
  private count = 0;
  private shown: string | null = null;

  constructor(passphrase: string) {
    this.key = paddedKey(passphrase);
  }

  /** Seals one position. */
  seal(place: string): Uint8Array {
    const nonce = new Uint8Array(24);
    nonce[0] = this.count++;
    const box = nacl.secretbox(new TextEncoder().encode(place), nonce, this.key);
    return new Uint8Array([...nonce, ...box]);
  }

  /** The guardian's side: shows whatever opens. */
  take(message: Uint8Array): void {
    const clear = openWith(this.key, message);
    if (clear !== null) this.shown = clear;
  }

  map(): string | null {
    return this.shown;
  }

  /** What a thief reads out of the device. */
  stolen(): Uint8Array {
    return this.key;
  }
}

export function paddedKey(passphrase: string): Uint8Array {
  const key = new Uint8Array(32);
  key.set(new TextEncoder().encode(passphrase).subarray(0, 32));
  return key;
}

export function openWith(key: Uint8Array, message: Uint8Array): string | null {
  const clear = nacl.secretbox.open(message.subarray(24), message.subarray(0, 24), key);
  return clear === null ? null : new TextDecoder().decode(clear);
}

/** The beginning of every list of guesses. */
export const WORDS: readonly string[] = [
  "password",
  "123456",
  "family",
  "owntracks",
  "letmein",
  "grandma",
  "lychnos",
  "iloveyou",
];
