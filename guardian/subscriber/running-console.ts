import type { Cipher } from "../../device/protocol/cipher.ts";
import type { Console } from "../core/view.ts";
import type { Store } from "../store/store.ts";
import type { After } from "./acknowledger.ts";
import type { BrokerOptions } from "./broker-options.ts";

export interface ConsoleOptions {
  store: Store;
  cipher: Cipher;
  broker: BrokerOptions;
  /** UTC milliseconds; a simulator may hand its own. */
  nowMs(): number;
  after?: After;
  /** Told once for each new kind of trouble with the database. Sentences hold no data. */
  onTrouble?(sentence: string): void;
}

/** What a broker sent that is not a frame of ours. Only ever counted. */
export interface StrayCounts {
  unknownTopic: number;
  retained: number;
  /** Frames dropped because they came faster than the disk took them; their devices send them again. */
  overflowed: number;
}

export interface RunningConsole extends Console {
  strays(): StrayCounts;
  /** Looks at the clock now: the day's topics, broken promises, retention. It also does so every TICK_MS. */
  tick(): void;
  /** Leaves the broker; the store stays open. Twice is no error. */
  close(): Promise<void>;
}

export const TICK_MS = 1000;
