import type { Answer, Asked, Dialogue } from "./dialogue.ts";
import { isSimBusy, simTrouble } from "./reply.ts";

/** How a setting up ended. silent and confused: the modem does not answer, or answers something else than was asked. */
export type SetUp = "ready" | "no-network" | "no-sim" | "sim-locked" | "silent" | "confused";

interface Step {
  asked: Asked;
  /** What an answer means: go on, ask once more, or the end. */
  judge(answer: Answer): "go-on" | "again" | SetUp;
}

const QUICK_MS = 3000;
/** Deleting a full SIM takes a modem that long. */
const DELETE_MS = 25_000;
const TRIES = 3;

function asking(command: string, wants: string | null = null, limitMs = QUICK_MS): Asked {
  return { command, wants, limitMs };
}

function failure(answer: Answer): SetUp {
  return answer.kind === "silent" ? "silent" : "confused";
}

const mustWork = (answer: Answer): "go-on" | SetUp => (answer.kind === "ok" ? "go-on" : failure(answer));
const mayFail = (answer: Answer): "go-on" | SetUp =>
  answer.kind === "ok" || answer.kind === "error" ? "go-on" : failure(answer);

function judgePin(answer: Answer): "go-on" | "again" | SetUp {
  if (answer.kind === "ok") return answer.info === "READY" ? "go-on" : "sim-locked";
  if (answer.kind !== "error") return failure(answer);
  return isSimBusy(answer.final) ? "again" : (simTrouble(answer.final) ?? "no-sim");
}

/** Home, roaming, or registered for messages alone (3GPP TS 27.007, 7.2 and 10.1.22). */
const REGISTERED = /^(\d,)?(1|5|6|7)\b/;

function judgeLast(answer: Answer): SetUp {
  if (answer.kind === "ok") return REGISTERED.test(answer.info) ? "ready" : "no-network";
  return answer.kind === "error" ? "no-network" : failure(answer);
}

function judgeFirst(answer: Answer): "go-on" | SetUp {
  return answer.kind === "ok" && REGISTERED.test(answer.info) ? "ready" : mayFail(answer);
}

/** Nothing that comes is handed on (CNMI), and what lies there is deleted unread: all of it, whatever it is (P57). */
export const DELETE_ALL = asking("AT+CMGD=1,4", null, DELETE_MS);

const STEPS: readonly Step[] = [
  { asked: asking("AT"), judge: (answer) => (answer.kind === "silent" ? "again" : mustWork(answer)) },
  { asked: asking("ATE0"), judge: mustWork },
  { asked: asking("AT+CMEE=1"), judge: mustWork },
  { asked: asking("AT+CPIN?", "+CPIN:"), judge: judgePin },
  { asked: asking("AT+CMGF=0"), judge: mustWork },
  // Nothing is to be handed on. Some modems know no mode 0; whatever is pushed all the same is passed over unread.
  { asked: asking("AT+CNMI=2,0,0,0,0"), judge: mayFail },
  { asked: asking("AT+CNMI=0,0,0,0,0"), judge: mayFail },
  { asked: DELETE_ALL, judge: mayFail },
  { asked: asking("AT+CREG?", "+CREG:"), judge: judgeFirst },
  { asked: asking("AT+CEREG?", "+CEREG:"), judge: judgeLast },
];

/** From anything to a modem that sends and tells nothing. The last questions show that every answer fits its question. */
export function setUp(dialogue: Dialogue, done: (result: SetUp) => void): void {
  function take(at: number, tries: number): void {
    const step = STEPS[at];
    if (step === undefined) return done("confused");
    dialogue.ask(step.asked, (answer) => {
      const judged = step.judge(answer);
      if (judged === "go-on") take(at + 1, 1);
      else if (judged !== "again") done(judged);
      else if (tries < TRIES) take(at, tries + 1);
      else done(answer.kind === "silent" ? "silent" : "no-sim");
    });
  }
  take(0, 1);
}
