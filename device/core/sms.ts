/**
 * What goes out as a text message, and what became of it. Phone numbers stay with the board's adapter: here a number is its
 * place in the list that the wearer's hand put into the configuration, so no state, log or report can hold one.
 */

/** One number of the configuration. */
export interface SmsNumber {
  /** The guardian whose phone it is: only frames sealed for them go there. */
  slot: number;
  /** Whether a call for help may go there in plain words too, which the carrier can read. Never a position. */
  clear: boolean;
}

/** What the configuration says of text messages. No command changes any of it. */
export interface SmsTerms {
  numbers: SmsNumber[];
  /** Seconds without a broker before anything is sent by text message. */
  afterS: number;
  /** Messages in 24 hours, because they cost money. A call for help goes beyond it. */
  perDay: number;
  /** Seconds between two positions at least; null: no position goes by text message. */
  positionsEveryS: number | null;
}

/** A sealed short frame, as waiting in the outbox; or the plain words, with the second of the call (0: unknown). */
export type SmsContent = { kind: "frame"; frame: Uint8Array } | { kind: "words"; what: "help"; atS: number };

/**
 * Why the network did not take a message. number: this number cannot be reached at all; barred: this SIM may not send;
 * busy: try again soon; centre: the service centre's number is missing or wrong; format: the network cannot read it;
 * unknown: the modem did not say.
 */
export type SmsRefusal = "number" | "barred" | "busy" | "centre" | "format" | "unknown";

/**
 * What became of one message. accepted: the network took it, which is not delivery (F27). in-doubt: the modem was given it
 * and did not say; it may have gone, once. The others: it has certainly not gone. hung: the modem does not answer or is not
 * there; unsendable: no such number, or not a text that one message holds.
 */
export type SmsOutcome =
  | { kind: "accepted"; messageReference: number }
  | { kind: "refused"; reason: SmsRefusal }
  | { kind: "in-doubt" }
  | { kind: "hung" }
  | { kind: "no-sim" }
  | { kind: "sim-locked" }
  | { kind: "no-network" }
  | { kind: "unsendable" };

/** Within so long of `send` its outcome is told. */
export const SMS_LIMIT_MS = 180000;
