import type { Refusal } from "../../device/core/gate.ts";
import { live } from "./events.ts";
import { type Life, makeLife, type Tamper } from "./life.ts";
import { traceText } from "./trace.ts";
import { countRefusal } from "./verdicts.ts";
import { START_MS } from "./world.ts";

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
/** No firmware believes a time twenty years after it was built (P39): a longer run is of several devices, one after the other. */
const LIFE_MS = 19 * 365.25 * 86_400_000;

export interface EventsOptions {
  events: number;
  seed: number;
  tamper?: Tamper;
  /** Told now and then how many are done. */
  progress?: (done: number) => void;
  /** How long one device lives. Left out: as long as its firmware may. */
  lifeMs?: number;
}

/** Another device, paired anew, at the same beginning; what was counted and found goes on. */
function nextLife(last: Life, tamper: Tamper): Life {
  last.running.stop();
  const life = makeLife(last.random.whole(0, 0xffff_ffff), tamper);
  const { counts, violations, trace } = last;
  Object.assign(life, { counts, violations, trace });
  life.referee.refusals = last.referee.refusals;
  return life;
}

/** Drives the firmware through so many random events. Stops at the first violation. */
export function runEvents(options: EventsOptions): EventsResult {
  const { events, seed, tamper = (board) => board, progress, lifeMs = LIFE_MS } = options;
  let life = makeLife(seed, tamper);
  const before: string[] = [];
  for (let done = 0; done < events && life.violations.length === 0; done++) {
    if (life.world.trueMs - START_MS > lifeMs) life = nextLife(life, tamper);
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
