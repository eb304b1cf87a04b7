import type { SmsOutcome } from "../../core/sms.ts";
import type { Answer, Dialogue } from "./dialogue.ts";
import { NO_NETWORK_SERVICE, refusalOf, simTrouble } from "./reply.ts";
import type { SubmitPdu } from "./submit-pdu.ts";

const FORMAT_MS = 3000;
const PROMPT_MS = 10_000;
/** What makers state for the network's answer. */
const NETWORK_MS = 65_000;

/** What came of handing over one message, and whether the modem is in step after it. */
export interface Submitted {
  /** null: it was certainly not given to the modem, which does not do as it is told. */
  outcome: SmsOutcome | null;
  inStep: boolean;
}

function refused(answer: Extract<Answer, { kind: "error" }>): Submitted {
  const { final } = answer;
  const code = final.kind === "error" && final.of === "cms" ? final.code : null;
  const sim = simTrouble(final);
  if (sim !== null) return { outcome: { kind: sim }, inStep: false };
  if (code === NO_NETWORK_SERVICE) return { outcome: { kind: "no-network" }, inStep: false };
  // An error without a number is what a modem says that has forgotten its settings.
  return { outcome: { kind: "refused", reason: refusalOf(code) }, inStep: code !== null };
}

function submitted(answer: Answer): Submitted {
  if (answer.kind === "error") return refused(answer);
  if (answer.kind !== "ok") return { outcome: answer.given ? { kind: "in-doubt" } : null, inStep: false };
  const messageReference = /^\d{1,3}\b/.exec(answer.info)?.[0];
  if (messageReference === undefined) return { outcome: { kind: "in-doubt" }, inStep: false };
  return { outcome: { kind: "accepted", messageReference: Number(messageReference) }, inStep: true };
}

/**
 * Hands one message over, once.
 * @param mayGo asked again between the two commands
 */
export function submitTo(dialogue: Dialogue, pdu: SubmitPdu, mayGo: () => boolean, done: (result: Submitted) => void): void {
  // Asked every time: in text mode the next command would take the length for a phone number.
  dialogue.ask({ command: "AT+CMGF=0", wants: null, limitMs: FORMAT_MS }, (answer) => {
    if (answer.kind !== "ok" || !mayGo()) return done({ outcome: null, inStep: false });
    const asked = { command: `AT+CMGS=${pdu.octets}`, wants: "+CMGS:", limitMs: PROMPT_MS };
    dialogue.ask({ ...asked, pdu: { hex: pdu.hex, limitMs: NETWORK_MS } }, (last) => done(submitted(last)));
  });
}
