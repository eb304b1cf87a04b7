import type { SmsTerms } from "../../device/core/sms.ts";
import type { ServiceTerms } from "../../device/node/config.ts";

export const MONDAY_MS = Date.UTC(2026, 2, 9);
/** Two phones of the one guardian. */
export const SMS: SmsTerms = {
  numbers: [0, 1].map(() => ({ slot: 0, clear: false })),
  afterS: 60,
  perDay: 20,
  positionsEveryS: null,
};

/** What the wearer of a night agreed to. @param closed the hours are over when they call. */
export function termsOf(closed: boolean): ServiceTerms {
  return {
    controller: "A guardian, Street 1, Town",
    purpose: "to be found",
    timeZone: "Europe/Athens",
    hours: [{ days: ["mon", "tue", "wed", "thu", "fri"], from: closed ? "01:00" : "04:30", to: closed ? "02:00" : "04:00" }],
    intervalS: 10,
    decimals: 5,
    months: 12,
  };
}
