import type { Consent } from "./consent.ts";
import type { NoticeHashes } from "./notice-record.ts";
import type { LampPattern, StoreName } from "./ports.ts";
import type { SmsContent, SmsOutcome } from "./sms.ts";
import type { SwitchName } from "./switches.ts";
import type { VitalActor, VitalReason } from "./vital-interest.ts";

/** What happened. */
export type Event =
  | { kind: "bytes"; bytes: Uint8Array }
  | { kind: "tick" }
  | { kind: "lamp"; answer: LampPattern | null }
  /** The wearer's hand accepted this consent. */
  | { kind: "consent"; consent: Consent }
  /** The wearer's hand withdrew it. */
  | { kind: "withdraw" }
  /** The wearer's button went down or came up. */
  | { kind: "button"; down: boolean }
  /** The wearer's hand, by a button or by a screen: a pause that ends by itself, its end, an objection, deletion. */
  | { kind: "pause"; minutes: number }
  | { kind: "resume" }
  | { kind: "object" }
  | { kind: "delete" }
  /** The wearer's hand sends one guardian away; the others stay. */
  | { kind: "remove-guardian"; slot: number }
  /** The wearer, or whoever the notice names, says that all is well: what waits is erased. */
  | { kind: "safe" }
  /** An emergency is called, refused by the wearer, called off. */
  | { kind: "call"; actor: VitalActor | null; reason: VitalReason | null }
  | { kind: "veto" }
  | { kind: "call-off" }
  /** The wearer calls for help, by a screen; or says that it is over. */
  | { kind: "help" }
  | { kind: "help-over" }
  /** The button that only calls for help went down or came up. */
  | { kind: "call-button"; down: boolean }
  /** A contact of the board changed: strap, case or charger. */
  | { kind: "switch"; name: SwitchName; on: boolean }
  /** The live configuration makes this notice from now on. */
  | { kind: "notice"; notice: NoticeHashes | null }
  | { kind: "link"; up: boolean }
  | { kind: "message"; topic: string; payload: Uint8Array }
  /** What became of a text message that was sent. There is no event for one that came (P57). */
  | { kind: "sms-outcome"; reference: number; outcome: SmsOutcome }
  /** Something could not be made durable. */
  | { kind: "store-failed"; name: StoreName };

/** When it happened, read once for the whole step. */
export interface Moment {
  upMs: number;
  /** What the board's own clock says, or null. */
  hostUtcMs: number | null;
  batteryPercent: number | null;
}

/** What is wanted. Carried out in order; after a store that failed, nothing of the same step is published any more. */
export type Effect =
  | { kind: "replace"; name: StoreName; bytes: Uint8Array }
  | { kind: "append"; name: StoreName; bytes: Uint8Array }
  | { kind: "erase"; name: StoreName }
  | { kind: "publish"; topic: string; payload: Uint8Array }
  | { kind: "subscribe"; topics: string[] }
  | { kind: "lamp"; pattern: LampPattern }
  | { kind: "haptic"; pulsesMs: number[] }
  /** Say to the wearer, if there is a screen, that this device may record, and until when. */
  | { kind: "reminder"; expiresS: number }
  | { kind: "receiver"; on: boolean }
  /** Connect now, if you wait between two tries. */
  | { kind: "hurry" }
  /** The text messages' modem is wanted. Off also forgets a message that was not given to it yet. */
  | { kind: "sms-power"; on: boolean }
  /** `number` is a place in the configured list. */
  | { kind: "sms"; number: number; content: SmsContent; reference: number }
  | { kind: "link"; on: boolean };
