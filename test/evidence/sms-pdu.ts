import { submitPdu } from "../../device/node/modem/submit-pdu.ts";
import { comparePdus, PUBLISHED } from "../oracle/pdu-comparison.ts";
import { random } from "../random.ts";
import type { Finding, HowToRun, Proof } from "./proof.ts";

async function run({ quick, seed, progress }: HowToRun): Promise<Finding> {
  const count = quick ? 100_000 : 2_000_000;
  const { gsm, ucs2, tooLong, wrong } = comparePdus(submitPdu, count, random(seed), progress);
  return {
    count: count + PUBLISHED.length,
    figure: `${gsm} texts in the GSM alphabet, ${ucs2} in UCS-2, ${tooLong} that do not fit, ${PUBLISHED.length} published examples: ${wrong.length} differ`,
    holds: wrong.length === 0 && gsm > count / 4 && ucs2 > count / 20 && tooLong > count / 50,
    details: wrong.slice(0, 20),
  };
}

export const proof: Proof = {
  name: "sms/pdu",
  claim: "What the modem is given is the text, to the number, by a second decoder that shares no line with the encoder.",
  run,
};
