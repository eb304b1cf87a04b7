import type { SmsContent, SmsOutcome } from "./sms.ts";

/**
 * What the firmware asks of the board under it. `run.ts` alone calls these; each has an adapter for Node, one for the
 * simulator and later one for Espruino, and one contract suite that all of them pass (test/contract).
 */

/** Two clocks: one that people set, one that only ever goes forward. */
export interface Clock {
  /** UTC in milliseconds since 1970, or null while the board does not know it. */
  utcMs(): number | null;
  /** Milliseconds since some moment before boot; never goes back, whatever happens to the time of day. */
  upMs(): number;
}

/** The serial GPS. While it is off nothing is read from the port at all. */
export interface Receiver {
  /** Starts reading. Opens again by itself, with growing pauses, when the port is missing or unplugged. */
  start(onBytes: (bytes: Uint8Array) => void, onTrouble: (trouble: ReceiverTrouble) => void): void;
  /** Stops reading and lets go of the port. Twice is no error. */
  stop(): void;
}

export type ReceiverTrouble = "absent" | "denied" | "busy" | "lost" | "failed";

/**
 * The language of the lamp (docs/security.md). Only "recording" is a steady light, so that nothing which blinks can be
 * taken for it; "announced": somebody calls an emergency, and the wearer may still refuse it; "panic": the call for help
 * goes out.
 */
export type LampPattern = "dark" | "recording" | "silent" | "announced" | "panic" | "fault";

/** The wearer's "on" indicator. */
export interface Lamp {
  /** Asks for a pattern. */
  show(pattern: LampPattern): void;
  /**
   * Reads back from the hardware which pattern is really shown; null when it does not answer, or when it changed by itself
   * since it was read last, as a loose wire does. Never echoes what was asked.
   */
  read(): LampPattern | null;
  /** Dark, and the hardware let go of. Twice is no error. */
  close(): void;
}

/** The wearer's button. What its presses mean stands in gesture.ts. */
export interface Button {
  /** Starts listening. `onChange` is told of every change, and of the first state when the button is down at the start. */
  start(onChange: (down: boolean) => void): void;
  /** Twice is no error. */
  stop(): void;
}

/** What the wearer feels: a small motor, or a buzzer. */
export interface Haptic {
  /** Milliseconds of on and of off in turn, beginning with on. Takes the place of what is still playing. */
  play(pulsesMs: number[]): void;
  /** Still, and the hardware let go of. Twice is no error. */
  close(): void;
}

/** The broker. Delivers bytes to topics and knows nothing of what they are. */
export interface Link {
  /** Connects, and connects again by itself with growing pauses. */
  start(events: LinkEvents): void;
  /** QoS 1, never retained. Dropped while the link is down: the outbox sends again. */
  publish(topic: string, payload: Uint8Array): void;
  /** The topics to listen to from now on, in place of all before. Remembered over reconnects. */
  subscribe(topics: string[]): void;
  /** Tries to connect now, if it is waiting between two tries: somebody calls for help. Else it does nothing. */
  hurry(): void;
  /** Disconnects and forgets whatever the client library still held. Twice is no error. */
  stop(): void;
}

export interface LinkEvents {
  up(): void;
  down(): void;
  message(topic: string, payload: Uint8Array): void;
}

/** Names of what is stored: letters, digits and dashes. */
export type StoreName = string;

/**
 * Durable memory. Every call returns after the bytes are durable, or says that they are not. A name holds one value;
 * `replace` is atomic: after a power cut the value is the old one or the new one.
 */
export interface Store {
  /** Null when there is nothing under the name, or it cannot be read. */
  load(name: StoreName): Uint8Array | null;
  /** False when the bytes are not durable. */
  replace(name: StoreName, bytes: Uint8Array): boolean;
  /** Adds to the end of a value. A power cut may leave any part of the addition. */
  append(name: StoreName, bytes: Uint8Array): boolean;
  /** Overwrites with zeros, then removes. True also when there was nothing. */
  erase(name: StoreName): boolean;
}

/**
 * Text messages, outward only. What arrives at the modem has no way in here, whatever it says and whoever sent it: there is
 * no event for it (P57).
 */
export interface Sms {
  /** Readies the modem, and again by itself whenever it must be. Never blocks. */
  start(onOutcome: (reference: number, outcome: SmsOutcome) => void): void;
  /**
   * Hands over one message. Exactly one outcome with its reference follows within SMS_LIMIT_MS, unless `stop` comes first.
   * @param number place in the configured list
   */
  send(number: number, content: SmsContent, reference: number): void;
  /** Forgets whatever was not given to the modem yet, and lets go of it. Twice is no error. */
  stop(): void;
}

/** Percent of charge, or null on mains or when unknown. */
export interface Battery {
  percent(): number | null;
  /** Whether it is being charged; null: not known. Absent: this board cannot tell. */
  charging?: () => boolean | null;
}
