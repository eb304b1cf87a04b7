import type { Sms } from "../../core/ports.ts";
import type { SmsContent } from "../../core/sms.ts";
import { toSms } from "../../protocol/sms-frame.ts";
import { helpWords, type WordsLanguage } from "./clear-words.ts";
import { openModem } from "./modem.ts";
import type { ModemBoard } from "./modem-board.ts";
import { submitPdu } from "./submit-pdu.ts";

export interface AtSmsOptions {
  board: ModemBoard;
  /** E.164 with a plus, in the order in which the core counts them. They are never logged. */
  numbers: readonly string[];
  language: WordsLanguage;
  /** IANA name of the wearer's time zone. */
  zone: string;
}

function textOf(content: SmsContent, { language, zone }: AtSmsOptions): string | null {
  return content.kind === "frame" ? toSms(content.frame) : helpWords(language, content.atS, zone);
}

/** Text messages through an AT modem. */
export function atSms(options: AtSmsOptions): Sms {
  const modem = openModem(options.board);
  /** Rises with every stop, so that no outcome of before it is told after it. */
  let life = 0;
  let tell: Parameters<Sms["start"]>[0] | null = null;

  return {
    start(onOutcome) {
      tell = onOutcome;
      modem.start();
    },
    send(number, content, reference) {
      const told = life;
      const text = textOf(content, options);
      const pdu = text === null ? null : submitPdu(options.numbers[number] ?? "", text);
      if (pdu === null) tell?.(reference, { kind: "unsendable" });
      else
        modem.submit(pdu, (outcome) => {
          if (told === life) tell?.(reference, outcome);
        });
    },
    stop() {
      life += 1;
      tell = null;
      modem.stop();
    },
  };
}
