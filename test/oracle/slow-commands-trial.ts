import type { Effect } from "../../device/core/event.ts";
import type { Waiting } from "../../device/core/outbox.ts";
import { DELIVERED, isCommand } from "./slow-commands-bodies.ts";
import { type Firmware, Life } from "./slow-commands-device.ts";
import { HostileGuardian } from "./slow-commands-guardian.ts";
import { AGREED_NOTICE, type DeviceState, pairedImage, START_MS } from "./slow-commands-states.ts";
import { changes, flatten, waitingAfter } from "./slow-commands-watch.ts";

/** Seconds of good fixes after the last message. */
const RUN_ON_S = 5;

/** How a life went on: which fixes left, by their second, and whether the lamp was seen alight in it. */
export interface Outcome {
  fixes: Map<number, boolean>;
  open: Set<number>;
  /** UTC seconds in which it stood open. */
  openS: Set<number>;
  /** How many of the fixes are of the seconds after the state was reached. */
  later: number;
  /** Frames that left and that the guardian cannot open. */
  foreign: number;
}

export interface Tally {
  messages: number;
  lives: number;
  /** Fixes that left in lives under attack. */
  fixes: number;
  /** Entries that genuine acknowledgements took out of the queue. */
  takenOut: number;
  violations: string[];
}

export function blankTally(): Tally {
  return { messages: 0, lives: 0, fixes: 0, takenOut: 0, violations: [] };
}

/** A device in its state, and the guardian who means it harm. */
export function prepare(parts: Firmware, state: DeviceState): Life {
  const life = new Life({ ...parts, startMs: START_MS, notice: AGREED_NOTICE, timeSource: "host" }, pairedImage(parts.cipher));
  state.prepare(life);
  life.tick();
  return life;
}

/** Lets good fixes come and the broker be reached, and reads what left. */
export function runOn(life: Life, guardian: HostileGuardian, seconds = RUN_ON_S): Outcome {
  const fromS = Math.floor(life.nowMs() / 1000);
  life.setReachable(true);
  life.pass(seconds);
  return read(life, guardian, fromS);
}

/** Opens everything that was published as the guardian does. @param fromS fixes from this second on are "later". */
export function read(life: Life, guardian: HostileGuardian, fromS: number): Outcome {
  const outcome: Outcome = { fixes: new Map(), open: life.open, openS: life.openS, later: 0, foreign: 0 };
  for (const frame of life.published.values()) {
    const report = guardian.opens(frame);
    if (report === null) outcome.foreign++;
    else if (report.kind === "fix") {
      outcome.fixes.set(report.timeS, life.lit.has(report.timeS));
      if (report.timeS >= fromS) outcome.later++;
    }
  }
  return outcome;
}

/** What a life under attack shows that the same life without it does not. */
export function compareOutcomes(control: Outcome, attacked: Outcome): string[] {
  const found: string[] = [];
  for (const [timeS, lit] of attacked.fixes) {
    if (!lit) found.push("a fix left while the lamp was not alight");
    // A receiver that was listened to sooner is understood a second sooner; the gate may not open sooner for it.
    if (!control.fixes.has(timeS) && !control.openS.has(timeS)) found.push("a fix left that would not have left");
  }
  for (const upMs of attacked.open) if (!control.open.has(upMs)) found.push("the gate stood open where it was shut");
  if (attacked.foreign > 0) found.push("a frame left that its guardian cannot open");
  return [...new Set(found)];
}

const OWN_RECORDS = ["outbox", "pair-0"];

function isFair(effect: Effect, waiting: readonly Waiting[]): boolean {
  if (effect.kind === "replace" || effect.kind === "append") return OWN_RECORDS.includes(effect.name);
  // Letting go of the link, because nothing waits any more, tells the world less.
  if (effect.kind === "link") return !effect.on;
  return effect.kind === "publish" && waiting.some((entry) => entry.frame === effect.payload);
}

function sameList(one: readonly Waiting[], other: readonly Waiting[]): boolean {
  return one.length === other.length && one.every((entry, i) => entry.frame === other[i]?.frame);
}

/** A command may narrow, be answered and be felt; it may put nothing into the queue but that answer. */
function commandWrong(effects: readonly Effect[], before: readonly Waiting[], after: readonly Waiting[]): string | null {
  const wrong = effects.find((effect) => effect.kind === "lamp" && effect.pattern === "recording");
  if (wrong !== undefined) return "asked the lamp to say that it records";
  const added = after.filter((entry) => !before.some((known) => known.frame === entry.frame));
  if (added.some((entry) => entry.worth !== "status")) return "put a position into the queue";
  return added.length > 2 ? "put more than an answer into the queue" : null;
}

/** Sends one genuine frame. @param isLater a command came before, whose last writes may come in this step. @returns what it did that no command may do. */
function sendOne(life: Life, guardian: HostileGuardian, body: Uint8Array, isLater: boolean, tally: Tally): string | null {
  const before = life.state.outbox.waiting;
  const topic = guardian.topic("command", life.nowMs());
  const effects = life.happen({ kind: "message", topic, payload: guardian.command(body) });
  tally.messages++;
  const after = life.state.outbox.waiting;
  const delivered = body[0] === DELIVERED && body.length === 33;
  if (isCommand(body) || isLater) return commandWrong(effects, before, after);
  if (!delivered && effects.length > 0) return `wanted ${effects.map((effect) => effect.kind).join(", ")}`;
  const unfair = effects.find((effect) => !isFair(effect, before));
  if (unfair !== undefined) return `wanted ${unfair.kind}`;
  if (!sameList(after, waitingAfter(before, body, 0))) return "changed the queue otherwise than it says";
  tally.takenOut += before.length - after.length;
  return null;
}

/** A record of DELIVERED in the stored log is shorter; there can be one for each frame that waited. */
const DELIVERED_RECORD_BYTES = 64;

function storedBytes(life: Life): number {
  return [...life.store.surviving().values()].reduce((sum, value) => sum + value.length, 0);
}

/** Tries one code in one state: every body in one life, then good fixes, held against a life without them. */
export function tryCode(
  parts: Firmware,
  state: DeviceState,
  bodies: Iterable<Uint8Array>,
  control: Outcome,
  tally: Tally,
): string[] {
  const life = prepare(parts, state);
  const guardian = new HostileGuardian(parts.cipher);
  const found: string[] = [];
  const before = flatten(life.state);
  const mostBytes = storedBytes(life) + life.state.outbox.waiting.length * DELIVERED_RECORD_BYTES;
  const heard = { delivered: false, command: false };
  try {
    for (const body of bodies) {
      heard.delivered ||= body[0] === DELIVERED;
      heard.command ||= isCommand(body);
      const wrong = sendOne(life, guardian, body, heard.command, tally);
      if (wrong !== null) found.push(`a command ${wrong}`);
    }
    for (const path of changes(before, flatten(life.state), heard)) found.push(`a command changed state${path}`);
    if (!heard.command && storedBytes(life) > mostBytes) found.push("commands fill the store");
    const attacked = runOn(life, guardian);
    found.push(...compareOutcomes(control, attacked));
    tally.fixes += attacked.fixes.size;
  } catch (error) {
    found.push(`a command made the device throw: ${(error as Error).message}`);
  }
  tally.lives++;
  return [...new Set(found)];
}

/** The same life with nobody attacking. */
export function controlOf(parts: Firmware, state: DeviceState): Outcome {
  return runOn(prepare(parts, state), new HostileGuardian(parts.cipher));
}
