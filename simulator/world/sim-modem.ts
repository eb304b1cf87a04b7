import type { BoardSms } from "../../device/core/run-sms.ts";
import type { SmsTerms } from "../../device/core/sms.ts";
import { atSms } from "../../device/node/modem/at-sms.ts";
import { type Air, makeAir } from "../modem/air.ts";
import { type ModemEmulator, modemEmulator } from "../modem/emulator.ts";
import { goodMood, type Mood } from "../modem/mood.ts";
import { type SimModemLine, simModemLine } from "../modem/sim-modem-line.ts";
import type { SimClock } from "./sim-clock.ts";

/** The real driver on a simulated modem, in virtual time. */
export interface SimModem {
  board: BoardSms;
  air: Air;
  mood: Mood;
  emulator: ModemEmulator;
  line: SimModemLine;
}

/** @param terms each number in them becomes one that is kept free for fiction: `numberAt` tells which. */
export function simModem(clock: SimClock, terms: SmsTerms, mood: Mood = goodMood()): SimModem {
  const air = makeAir();
  const line = simModemLine(clock, (bytes) => emulator.hear(bytes));
  const emulator = modemEmulator({ after: clock.after, send: (bytes) => line.feed(bytes), air, mood });
  const powerKey = (): void => emulator.powerKey();
  const port = atSms({
    board: { line, after: clock.after, powerKey, share: () => 0 },
    numbers: terms.numbers.map((_, i) => numberAt(i)),
    language: "en",
    zone: "UTC",
  });
  return { board: { port, terms }, air, mood, emulator, line };
}

/** The phone number at a place in the list. */
export function numberAt(place: number): string {
  return `+1555010${String(place).padStart(4, "0")}`;
}
