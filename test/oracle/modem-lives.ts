import { SMS_LIMIT_MS, type SmsOutcome } from "../../device/core/sms.ts";
import { type Modem, openModem } from "../../device/node/modem/modem.ts";
import type { ModemBoard } from "../../device/node/modem/modem-board.ts";
import { submitPdu } from "../../device/node/modem/submit-pdu.ts";
import { type Air, makeAir } from "../../simulator/modem/air.ts";
import { modemEmulator } from "../../simulator/modem/emulator.ts";
import { simModemLine } from "../../simulator/modem/sim-modem-line.ts";
import { simClock } from "../../simulator/world/sim-clock.ts";
import { integer, pick, random } from "../random.ts";
import { badMood, strangersText } from "./moody-modem.ts";

/** Lets a test put something faulty in the driver's place. */
export type OpenModem = (board: ModemBoard) => Modem;

export interface LivesTally {
  lives: number;
  texts: number;
  outcomes: Map<SmsOutcome["kind"], number>;
  /** Of those in doubt, how many had gone. */
  doubtedGone: number;
  longestMs: number;
  wrong: string[];
}

interface Sent {
  text: string;
  to: string;
  atMs: number;
  outcomes: { outcome: SmsOutcome; afterMs: number }[];
}

const TEXTS = 12;
const MEND_MS = 400_000;
const CURED_TRIES = 4;
const NUMBERS = ["+15550100001", "+15550100002", "+306900000003"];
const REFUSALS = [1, 38, 42, 69, 500];

export function blankLives(): LivesTally {
  return { lives: 0, texts: 0, outcomes: new Map(), doubtedGone: 0, longestMs: 0, wrong: [] };
}

function judge(tally: LivesTally, air: Air, sent: Sent, name: string): void {
  const [first] = sent.outcomes;
  tally.texts += 1;
  if (first === undefined || sent.outcomes.length !== 1) {
    tally.wrong.push(`${name}: ${sent.outcomes.length} outcomes of one text`);
    return;
  }
  const { outcome, afterMs } = first;
  tally.outcomes.set(outcome.kind, (tally.outcomes.get(outcome.kind) ?? 0) + 1);
  tally.longestMs = Math.max(tally.longestMs, afterMs);
  if (afterMs > SMS_LIMIT_MS) tally.wrong.push(`${name}: an outcome after ${afterMs} ms`);
  const went = air.taken.filter((one) => one.text === sent.text);
  if (outcome.kind === "in-doubt") tally.doubtedGone += went.length;
  const least = outcome.kind === "accepted" ? 1 : 0;
  const most = outcome.kind === "accepted" || outcome.kind === "in-doubt" ? 1 : 0;
  if (went.length < least || went.length > most) tally.wrong.push(`${name}: ${outcome.kind}, and went ${went.length} times`);
  if (went.some((one) => one.to !== sent.to)) tally.wrong.push(`${name}: went to another number`);
}

/** One life of a driver and a modem on a bad day, and what remains of its trouble on a good one. */
export function liveOnce(tally: LivesTally, seed: number, open: OpenModem = openModem): void {
  const next = random(seed);
  const clock = simClock(null);
  const air = makeAir();
  let cured = false;
  const mood = badMood(next, () => cured);
  air.setVerdict(() => (!cured && next() < 0.1 ? { kind: "refused", code: pick(next, REFUSALS) } : { kind: "taken" }));
  const line = simModemLine(clock, (bytes) => emulator.hear(bytes));
  const emulator = modemEmulator({ after: clock.after, send: (bytes) => line.feed(bytes), air, mood });
  const modem = open({ line, after: clock.after, powerKey: () => emulator.powerKey(), share: next });
  const all: Sent[] = [];

  function send(): Sent {
    const sent: Sent = { text: `L1:${seed}-${all.length}`, to: pick(next, NUMBERS), atMs: clock.upMs(), outcomes: [] };
    all.push(sent);
    const pdu = submitPdu(sent.to, sent.text);
    if (pdu === null) throw new Error("This text fits.");
    modem.submit(pdu, (outcome) => sent.outcomes.push({ outcome, afterMs: clock.upMs() - sent.atMs }));
    return sent;
  }

  modem.start();
  for (let i = 0; i < TEXTS; i++) {
    if (next() < 0.5) emulator.deliver("15550199", strangersText(next));
    if (next() < 0.1) mood.sim = pick(next, ["ready", "locked", "missing"] as const);
    air.covered = next() < 0.85;
    if (next() < 0.05) line.setPlugged(false);
    send();
    clock.advance(integer(next, 30_000));
    if (next() < 0.3) emulator.deliver("15550199", strangersText(next));
    line.setPlugged(true);
    clock.advance(integer(next, 120_000));
  }
  cured = true;
  mood.sim = "ready";
  mood.pushes = "as-asked";
  air.covered = true;
  clock.advance(MEND_MS);
  let well = false;
  for (let i = 0; i < CURED_TRIES && !well; i++) {
    const sent = send();
    clock.advance(SMS_LIMIT_MS + 1000);
    well = sent.outcomes[0]?.outcome.kind === "accepted";
  }
  clock.advance(2 * SMS_LIMIT_MS);
  modem.stop();
  tally.lives += 1;
  if (!well) tally.wrong.push(`seed ${seed}: a modem that is well again is not used`);
  all.forEach((sent, i) => {
    judge(tally, air, sent, `seed ${seed}, text ${i}`);
  });
}
