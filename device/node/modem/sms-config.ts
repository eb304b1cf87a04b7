import { z } from "zod";
import { MAX_PAIRS } from "../../core/pair.ts";
import type { BoardSms } from "../../core/run-sms.ts";
import { LED_NAME } from "../led-class.ts";
import { atSms } from "./at-sms.ts";
import type { WordsLanguage } from "./clear-words.ts";
import { powerKey } from "./power-key.ts";
import { serialModemLine } from "./serial-modem-line.ts";
import { PHONE_NUMBER } from "./submit-pdu.ts";

/** Numbers in one configuration. */
const MAX_NUMBERS = 16;

const numberSchema = z.strictObject({
  /** Digits with the country's code and a plus. Told to nobody, and in no log. */
  number: z.string().regex(PHONE_NUMBER, "write the number as +306900000000"),
  /** The paired guardian whose phone it is, counted from 0. */
  guardian: z
    .int()
    .min(0)
    .max(MAX_PAIRS - 1)
    .default(0),
  /** The wearer agrees that a call for help goes there in plain words too. Never a position. */
  plainWords: z.boolean().default(false),
});

/** The configuration's part about text messages: by the hand of whoever sets up the device, and by no command. */
export const smsSchema = z.strictObject({
  path: z.string().min(1),
  baudRate: z.int().min(1200).max(921_600).default(115_200),
  numbers: z.array(numberSchema).min(1).max(MAX_NUMBERS),
  /** Seconds without a broker before an alert goes by text message. A call for help waits ten. */
  afterS: z.int().min(10).max(86_400).default(60),
  /** Messages in 24 hours, calls for help not counted. */
  perDay: z.int().min(0).max(1000).default(20),
  /** Seconds between two positions by text message; left out, none goes that way. */
  positionsEveryS: z.int().min(60).max(86_400).optional(),
  /** The pin of the modem's power key, beside the lamp in /sys/class/leds, for a modem that hangs. */
  powerKey: z.string().regex(LED_NAME).optional(),
});

export type SmsConfig = z.infer<typeof smsSchema>;

/** @param zone IANA name */
export function boardSms(config: SmsConfig, language: WordsLanguage, zone: string): BoardSms {
  const line = serialModemLine({ path: config.path, baudRate: config.baudRate });
  const after = (ms: number, act: () => void) => {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  };
  const board = { line, after, ...(config.powerKey === undefined ? {} : { powerKey: powerKey(config.powerKey) }) };
  return {
    port: atSms({ board, numbers: config.numbers.map(({ number }) => number), language, zone }),
    terms: {
      numbers: config.numbers.map(({ guardian, plainWords }) => ({ slot: guardian, clear: plainWords })),
      afterS: config.afterS,
      perDay: config.perDay,
      positionsEveryS: config.positionsEveryS ?? null,
    },
  };
}
