import type { Consent } from "./consent.ts";
import type { Event } from "./event.ts";
import type { NoticeHashes } from "./notice-record.ts";
import type { VitalActor, VitalReason } from "./vital-interest.ts";

/** What people do at the device, by a screen or a command. The button does the same by itself. */
export interface Acts {
  accept(consent: Consent): void;
  withdraw(): void;
  /** @param minutes 1 to MAX_PAUSE_MINUTES; it ends by itself. */
  pause(minutes: number): void;
  resume(): void;
  object(): void;
  /** Withdraws, and asks the guardians to erase what they have. */
  deleteData(): void;
  /** One guardian is told nothing any more. */
  removeGuardian(slot: number): void;
  /** The wearer's safety is assured: what waits is erased. */
  safe(): void;
  /** Somebody at the device calls an emergency. */
  call(actor: VitalActor, reason: VitalReason): void;
  veto(): void;
  callOff(): void;
  /** The wearer calls for help, or says that it is over. */
  help(): void;
  helpOver(): void;
  /** The live configuration makes this notice from now on. */
  changeNotice(notice: NoticeHashes | null): void;
}

/** Everything that people do at the device, as calls. */
export function people(happened: (event: Event) => void): Acts {
  return {
    accept: (consent) => happened({ kind: "consent", consent: consent }),
    withdraw: () => happened({ kind: "withdraw" }),
    pause: (minutes) => happened({ kind: "pause", minutes: minutes }),
    resume: () => happened({ kind: "resume" }),
    object: () => happened({ kind: "object" }),
    deleteData: () => happened({ kind: "delete" }),
    removeGuardian: (slot) => happened({ kind: "remove-guardian", slot: slot }),
    safe: () => happened({ kind: "safe" }),
    call: (actor, reason) => happened({ kind: "call", actor: actor, reason: reason }),
    veto: () => happened({ kind: "veto" }),
    callOff: () => happened({ kind: "call-off" }),
    help: () => happened({ kind: "help" }),
    helpOver: () => happened({ kind: "help-over" }),
    changeNotice: (notice) => happened({ kind: "notice", notice: notice }),
  };
}
