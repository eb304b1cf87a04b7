import type { SmsOutcome } from "../../core/sms.ts";
import { type Answer, type Dialogue, openDialogue, type Unasked } from "./dialogue.ts";
import type { Cancel, ModemBoard } from "./modem-board.ts";
import { DELETE_ALL, type SetUp, setUp } from "./setup.ts";
import { submitTo } from "./submission.ts";
import type { SubmitPdu } from "./submit-pdu.ts";
import { BOOT_MS, type Watchdog, watchdog } from "./watchdog.ts";

/** A modem that sends. Nothing that it receives comes out of here. */
export interface Modem {
  start(): void;
  /** Exactly one outcome within SMS_LIMIT_MS, unless `stop` comes first. */
  submit(pdu: SubmitPdu, done: (outcome: SmsOutcome) => void): void;
  stop(): void;
}

/** Messages that may wait for the modem. */
export const MAX_JOBS = 4;
/** A message waits so long for a modem that is ready; together with the time limits of a submission less than SMS_LIMIT_MS. */
const WAIT_MS = 80_000;
/** Set up anew this often, so that a modem which restarted by itself is found. */
const CHECK_MS = 300_000;
const LOOK_FOR_NETWORK_MS = 3000;
const SIM_PAUSE_MS = 30_000;
/** With a message waiting nobody rests longer. */
const HURRIED_MS = 5000;
/** Half an answer and the echo of half a command: so long without a byte, they are over. */
const QUIET_MS = 500;
/** Pieces that a line which is never quiet may say meanwhile. */
const MOST_NOISE = 200;
const ESCAPE = new TextEncoder().encode("\x1b\r");

interface Job {
  pdu: SubmitPdu;
  done: (outcome: SmsOutcome) => void;
  limit: Cancel;
  late: boolean;
}

type Phase = "off" | "closed" | "resting" | "booting" | "draining" | "setting-up" | "ready" | "no-network";
type Trouble = "hung" | "no-sim" | "sim-locked" | "no-network";

class AtModem implements Modem {
  readonly #dialogue: Dialogue;
  #dog: Watchdog;
  #phase: Phase = "off";
  #trouble: Trouble = "hung";
  #jobs: Job[] = [];
  #submitting: Job | null = null;
  #timer: Cancel = () => undefined;
  #noise = 0;
  #inboxStirred = false;
  /** The modem must be set up anew before it is believed again. */
  #stale = false;

  constructor(private readonly board: ModemBoard) {
    this.#dialogue = openDialogue(board, (what) => this.#unasked(what));
    this.#dog = watchdog(board.share);
  }

  start(): void {
    if (this.#phase !== "off") return;
    this.#phase = "closed";
    this.#trouble = "hung";
    this.#dog = watchdog(this.board.share);
    this.board.line.open({
      opened: () => this.#drain(),
      heard: (bytes) => this.#heard(bytes),
      lost: () => this.#lost(),
    });
  }

  submit(pdu: SubmitPdu, done: (outcome: SmsOutcome) => void): void {
    if (this.#phase === "off" || this.#jobs.length >= MAX_JOBS) return done({ kind: "hung" });
    const job: Job = { pdu, done, late: false, limit: this.board.after(WAIT_MS, () => this.#jobLate(job)) };
    this.#jobs.push(job);
    if (this.#phase === "resting") this.#plan(HURRIED_MS, () => this.#drain());
    else if (this.#phase === "no-network") this.#plan(0, () => this.#begin());
    this.#work();
  }

  stop(): void {
    if (this.#phase === "off") return;
    this.#timer();
    const jobs = [...this.#jobs];
    this.#jobs = [];
    for (const job of jobs) job.limit();
    this.#submitting = null;
    // A modem at its prompt waits for ever.
    if (this.#dialogue.busy()) this.board.line.write(ESCAPE);
    this.#dialogue.abandon();
    this.#phase = "off";
    this.board.line.close();
  }

  #plan(ms: number, act: () => void): void {
    this.#timer();
    this.#timer = this.board.after(ms, act);
  }

  #finish(job: Job, outcome: SmsOutcome): void {
    job.limit();
    this.#jobs = this.#jobs.filter((other) => other !== job);
    if (this.#submitting === job) this.#submitting = null;
    job.done(outcome);
  }

  #jobLate(job: Job): void {
    job.late = true;
    if (this.#submitting !== job) this.#finish(job, { kind: this.#trouble });
  }

  #heard(bytes: Uint8Array): void {
    if (this.#phase === "draining") this.#quietAgain();
    else this.#dialogue.heard(bytes);
  }

  #lost(): void {
    this.#timer();
    this.#phase = "closed";
    this.#trouble = "hung";
    const given = this.#dialogue.abandon();
    const job = this.#submitting;
    this.#submitting = null;
    if (job !== null && (given || job.late)) this.#finish(job, { kind: given ? "in-doubt" : "hung" });
  }

  #unasked(what: Unasked): void {
    if (what === "stored") this.#inboxStirred = true;
    else this.#stale = true;
    this.#work();
  }

  /** Ends whatever the modem may be in the middle of, and waits until it says nothing more. */
  #drain(): void {
    this.#dialogue.abandon();
    this.#phase = "draining";
    this.#noise = 0;
    this.board.line.write(ESCAPE);
    this.#plan(QUIET_MS, () => this.#begin());
  }

  #quietAgain(): void {
    this.#noise += 1;
    if (this.#noise < MOST_NOISE) this.#plan(QUIET_MS, () => this.#begin());
  }

  #begin(): void {
    if (this.#dialogue.busy()) return;
    this.#phase = "setting-up";
    this.#stale = false;
    setUp(this.#dialogue, (result) => this.#isSetUp(result));
  }

  #isSetUp(result: SetUp): void {
    if (result === "silent" || result === "confused") return this.#failed();
    this.#dog.answered();
    if (result === "ready") {
      this.#phase = "ready";
      this.#plan(CHECK_MS, () => this.#check());
      return this.#work();
    }
    this.#trouble = result;
    if (result === "no-network") {
      this.#phase = "no-network";
      return this.#plan(this.#jobs.length > 0 ? LOOK_FOR_NETWORK_MS : CHECK_MS / 5, () => this.#begin());
    }
    for (const job of [...this.#jobs]) this.#finish(job, { kind: result });
    this.#phase = "booting";
    this.#plan(SIM_PAUSE_MS, () => this.#drain());
  }

  #failed(): void {
    const { restMs, press } = this.#dog.failed();
    this.#trouble = "hung";
    if (press) this.board.powerKey?.();
    this.#phase = press ? "booting" : "resting";
    const hurried = this.#jobs.length > 0 && !press ? Math.min(restMs, HURRIED_MS) : restMs;
    this.#plan(press ? Math.max(hurried, BOOT_MS) : hurried, () => this.#drain());
  }

  #check(): void {
    if (this.#phase === "ready" && !this.#dialogue.busy()) this.#begin();
    else if (this.#phase === "ready") this.#plan(CHECK_MS, () => this.#check());
  }

  /** The next thing to do, when there is time for it. */
  #work(): void {
    if (this.#phase !== "ready" || this.#dialogue.busy()) return;
    const job = this.#jobs[0];
    if (this.#stale) this.#drain();
    else if (job !== undefined) this.#submitNow(job);
    else if (this.#inboxStirred) this.#empty();
  }

  #empty(): void {
    this.#inboxStirred = false;
    this.#dialogue.ask(DELETE_ALL, (answer) => this.#went(answer));
  }

  #went(answer: Answer): void {
    if (answer.kind === "silent" || answer.kind === "out-of-step") this.#drain();
    else this.#work();
  }

  #submitNow(job: Job): void {
    this.#submitting = job;
    const mayGo = () => !this.#stale;
    submitTo(this.#dialogue, job.pdu, mayGo, ({ outcome, inStep }) => {
      if (outcome !== null) this.#finish(job, outcome);
      else this.#notGiven(job);
      if (inStep) this.#work();
      else this.#drain();
    });
  }

  /** It waits for another try until its time is over. */
  #notGiven(job: Job): void {
    this.#submitting = null;
    this.#trouble = "hung";
    if (job.late) this.#finish(job, { kind: "hung" });
  }
}

export function openModem(board: ModemBoard): Modem {
  return new AtModem(board);
}
