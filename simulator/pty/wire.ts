/** The simulator's end of a pseudo-terminal, as far as the queue in front of it is concerned. Nothing here blocks. */
export interface Wire {
  /** The device that a reader opens. */
  device: string;
  /**
   * Whether somebody has the device open. A UART forgets what comes while nobody listens, and so do we. Always true where
   * the system does not tell. Also throws away what came from the reader's side.
   */
  listened(): boolean;
  /** How many of the bytes were taken; 0 while there is no room. */
  offer(bytes: Uint8Array): number;
  /** Calls back once, when there may be room again; the promise of `close` waits for nothing else. */
  whenRoom(retry: () => void): void;
  close(): Promise<void>;
}
