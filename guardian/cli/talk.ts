/** silent: nothing came in time; stray: only other things come; closed: the stream is at its end. */
export type TalkEnd = "silent" | "stray" | "closed";

/** The messages of an exchange on some stream of bytes; whoever composes the command brings it. */
export interface Talk {
  send(message: Uint8Array): void;
  /** The next message, not yet known to be sound. */
  next(timeoutMs: number): Promise<Uint8Array | TalkEnd>;
  /** Ends whoever waits for a message. */
  cancel(): void;
  close(): Promise<void>;
}

/** @returns a sentence that says what to do when it cannot be opened. */
export type OpenTalk = (path: string) => Promise<Talk | string>;
