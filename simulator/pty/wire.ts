/** The simulator's end of a pseudo-terminal, as far as the queue in front of it is concerned. Nothing here blocks. */
export interface Wire {
  /** The device that a reader opens. */
  device: string;
  /**
   * Whether somebody has the device open. A UART forgets what comes while nobody listens, and so do we. Always true where
   * the system does not tell. Also takes what came from the reader's side.
   */
  listened(): boolean;
  /** How many of the bytes were taken; 0 while there is no room. */
  offer(bytes: Uint8Array): number;
  /** Hands on what comes from the reader's side, in place of throwing it away. Found by `listened`, so look often. */
  onHeard(listen: (bytes: Uint8Array) => void): void;
  /** Calls back once, when there may be room again; the promise of `close` waits for nothing else. */
  whenRoom(retry: () => void): void;
  close(): Promise<void>;
}
