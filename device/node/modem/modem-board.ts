import type { ReceiverTrouble } from "../../core/ports.ts";
import type { Share } from "../backoff.ts";

/** Forgets what was planned. Twice, or after it happened, is no error. */
export type Cancel = () => void;

export interface LineEvents {
  /** The port is open, and what came before is gone. */
  opened(): void;
  heard(bytes: Uint8Array): void;
  /** It cannot be opened, or is gone; it is tried again with growing pauses. */
  lost(trouble: ReceiverTrouble): void;
}

/** A serial line to a modem. */
export interface ModemLine {
  open(events: LineEvents): void;
  /** Never blocks. Dropped while the line is not open. */
  write(bytes: Uint8Array): void;
  /** Twice is no error. */
  close(): void;
}

/** What the driver stands on; in tests time is virtual. */
export interface ModemBoard {
  line: ModemLine;
  /** Calls once, after so many milliseconds. */
  after(ms: number, act: () => void): Cancel;
  /** Presses the modem's power key, or cuts its supply: the last resort of the watchdog (F26). Left out: there is none. */
  powerKey?: () => void;
  /** Chance for the pauses. */
  share?: Share;
}
