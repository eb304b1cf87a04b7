import type { Refusal } from "../../device/core/gate.ts";
import { live } from "./events.ts";
import { type Life, makeLife, type Tamper } from "./life.ts";
import { traceText } from "./trace.ts";
import { countRefusal } from "./verdicts.ts";

/** What came of a run of events under one seed. */
export interface EventsResult {
  seed: number;
  counts: Life["counts"];
  /** Events at which the gate was looked at, by the reason why it was shut. */
  refusals: Map<Refusal | "open", number>;
  violations: string[];
  /** The last events before the first violation. */
  before: string[];
  hash: string;
}

const LOOK_EVERY = 16;
const LAST = 20;

export interface EventsOptions {
  events: number;
  seed: number;
  tamper?: Tamper;
  /** Told now and then how many are done. */
  progress?: (done: number) => void;
}

/** Drives the firmware through so many random events. Stops at the first violation. */
export function runEvents({ events, seed, tamper = (board) => board, progress }: EventsOptions): EventsResult {
  const life = makeLife(seed, tamper);
  const before: string[] = [];
  for (let done = 0; done < events && life.violations.length === 0; done++) {
    before.push(live(life, tamper));
    if (before.length > LAST) before.shift();
    if (done % LOOK_EVERY === 0) countRefusal(life);
    if (done % 4096 === 0) progress?.(done);
  }
  return {
    seed,
    counts: life.counts,
    refusals: life.referee.refusals,
    violations: life.violations,
    before: life.violations.length > 0 ? before : [],
    hash: traceText(life.trace),
  };
}
