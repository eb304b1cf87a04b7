import { encodeOutboxKey, firstOutboxKey, outboxKeyName } from "../../device/core/outbox-key.ts";
import { firstReceiptState } from "../../device/core/receipt-state.ts";
import { RECEIPT_KEY } from "../../device/core/receipts.ts";
import { type Board, type Running, run } from "../../device/core/run.ts";
import { dayIndex } from "../../device/protocol/topic.ts";
import { type Random, seededRandom } from "../random.ts";
import { boardOf } from "./board.ts";
import { acknowledgement, type Guardian, makeGuardians, pairedStore, type Read } from "./guardians.ts";
import { makeReferee, type Referee } from "./judge.ts";
import { LIMITS } from "./limits.ts";
import { blankMemory } from "./memory.ts";
import { lookAtClock, passTime, remember } from "./onlooker.ts";
import { quickCipher } from "./quick-cipher.ts";
import { makeTrace, type Trace } from "./trace.ts";
import { makeWorld, type World } from "./world.ts";

/** What the receiver said lately; a fix passes within two seconds of its words or not at all. */
export interface Spoken {
  /** As told, and as it really was: lost weeks are put right. */
  timesS: number[];
  trueMs: number;
  good: boolean;
}

/** One life of a device under a seed: the real firmware between made-up ports, with a referee looking on. */
export interface Life {
  random: Random;
  world: World;
  referee: Referee;
  guardians: Guardian[];
  running: Running;
  trace: Trace;
  owed: Read[];
  violations: string[];
  counts: { events: number; restarts: number; passed: number; published: number; expected: number; missed: number };
  consents: number;
  notice: number;
  spoken: Spoken[];
  /** Times of the positions that were published since the last look. */
  unjudged: number[];
  judgedUpMs: number;
  /** The device's count of positions told, when it was last looked at. */
  sequence: number;
  /** The store was broken before the present event. */
  brokenBefore: boolean;
  /** A position might pass just before the lamp was asked for something else, within the present event. */
  couldPass: boolean;
}

/** Lets a test put something faulty between the firmware and the world. */
export type Tamper = (board: Board) => Board;

function start(life: Life, tamper: Tamper): Running {
  return run(tamper(boardOf(life)));
}

export function makeLife(seed: number, tamper: Tamper): Life {
  const key = firstOutboxKey(quickCipher, new Uint8Array(32).fill(7));
  const world = makeWorld();
  for (const [name, bytes] of pairedStore(quickCipher)) world.store.set(name, bytes);
  world.store.set(outboxKeyName(key.generation), encodeOutboxKey(key));
  world.store.set(RECEIPT_KEY, firstReceiptState(new Uint8Array(32).fill(9)));
  const life: Life = {
    random: seededRandom(seed),
    world,
    referee: makeReferee(blankMemory()),
    guardians: makeGuardians(quickCipher),
    running: null as never,
    trace: makeTrace(),
    owed: [],
    violations: [],
    counts: { events: 0, restarts: 0, passed: 0, published: 0, expected: 0, missed: 0 },
    consents: 0,
    notice: 0,
    spoken: [],
    unjudged: [],
    judgedUpMs: -1,
    sequence: 0,
    brokenBefore: false,
    couldPass: false,
  };
  life.running = start(life, tamper);
  return life;
}

/** Time passes in the world, at the device, and in the onlooker's memory. */
export function pass(life: Life, ms: number): void {
  life.world.trueMs += ms;
  life.world.upMs += ms;
  passTime(life.referee.memory, ms, LIMITS);
}

/** Whatever was known of the time: the end of a pause is looked for. */
export function lookOn(life: Life): void {
  lookAtClock(life.referee.memory, life.world.trueMs);
}

export function restart(life: Life, tamper: Tamper): void {
  life.counts.restarts += 1;
  life.running.stop();
  life.world.link = null;
  life.world.bytes = null;
  remember(life.referee.memory, { kind: "restart" });
  life.running = start(life, tamper);
  life.sequence = life.running.state.outbox.sequence;
}

/** A guardian pays back one acknowledgement. */
export function acknowledgeOne(life: Life): void {
  const read = life.owed.shift();
  if (read === undefined || life.world.link === null) return;
  const made = acknowledgement(quickCipher, read, dayIndex(life.world.trueMs));
  if (made !== null) life.world.link.message(made.topic, made.payload);
}

/** The receiver tells bytes, if anybody listens. @param timeS of the fix in them; null: there is none. */
export function speak(life: Life, bytes: Uint8Array, timeS: number | null, good: boolean): void {
  const { trueMs } = life.world;
  if (timeS !== null) life.spoken.push({ timesS: [timeS, Math.floor(trueMs / 1000)], trueMs, good });
  if (life.spoken.length > 4) life.spoken.shift();
  life.world.bytes?.(bytes);
}
