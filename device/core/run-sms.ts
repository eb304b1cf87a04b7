import type { Effect, Event } from "./event.ts";
import type { Sms } from "./ports.ts";
import type { SmsTerms } from "./sms.ts";

/** A board's second path. */
export interface BoardSms {
  port: Sms;
  terms: SmsTerms;
}

export function smsTerms(sms: BoardSms | null | undefined): SmsTerms | null {
  return sms === undefined || sms === null ? null : sms.terms;
}

/** Nothing happens where a board has no modem, or for any other effect. */
export function carryOutSms(sms: BoardSms | null | undefined, happened: (event: Event) => void, effect: Effect): void {
  if (sms === undefined || sms === null) return;
  if (effect.kind === "sms") sms.port.send(effect.number, effect.content, effect.reference);
  else if (effect.kind === "sms-power" && !effect.on) sms.port.stop();
  else if (effect.kind === "sms-power") {
    sms.port.start((reference, outcome) => happened({ kind: "sms-outcome", reference: reference, outcome: outcome }));
  }
}

export function stopSms(sms: BoardSms | null | undefined): void {
  if (sms !== undefined && sms !== null) sms.port.stop();
}
