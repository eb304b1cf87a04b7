import { copyOf } from "../protocol/bytes.ts";
import { type Command, PLACE_ONLY, type Result } from "../protocol/command.ts";
import { answerAlert, incidentOf, isRaised } from "./alerting.ts";
import { claimsAt } from "./claims.ts";
import type { Effect, Moment } from "./event.ts";
import { feel } from "./feel.ts";
import { clearFence, fenceVerdict, setFence } from "./fence-orders.ts";
import { refusalOf } from "./gate.ts";
import { encodePair, type Narrowed, type Pair, pairName } from "./pair.ts";
import { publication } from "./publishing.ts";
import { addNote } from "./receipting.ts";
import { eraseFor, removeGuardian } from "./removal.ts";
import { decimalsFor, isNamed, narrowedNow } from "./roster.ts";
import { sealFor } from "./sending.ts";
import type { TrackerState } from "./state.ts";
import { hearBeacon } from "./trusted-time.ts";

/**
 * What a guardian may ask of the device, and nothing else (docs/protocol.md, "Commands"). No command reaches the lamp, the
 * hours, the consent or another guardian; each narrows, or asks for what was agreed to anyway.
 */

/** A position may be asked for so often in an hour; each time the wearer feels it. */
export const MAX_LOCATES = 6;
const HOUR_MS = 3600000;
/**
 * Commands of one guardian that are looked at in ten minutes. Each costs a write and an answer: more of them would wear out
 * the flash, and push what others are to be told out of the queue.
 */
export const MAX_COMMANDS = 60;
const COMMANDS_MS = 600000;
/** A longer interval would be a stop by another name. */
export const MAX_INTERVAL_S = 86400;

/** Acts that do no harm late: they only ever lessen what is told, a call for help that is heard too. A clock is not needed for them. */
function lessens(command: Command): boolean {
  switch (command.act) {
    case "set-interval":
    case "set-precision":
    case "stop":
    case "erase":
    case "fence-clear":
    case "panic-ack":
    case "revoke-self":
      return true;
    default:
      return false;
  }
}

function locateVerdict(state: TrackerState, moment: Moment, utcMs: number | null): Result {
  if (refusalOf(claimsAt(state, moment.upMs, utcMs, null)) !== null) return "gate-closed";
  const recent: number[] = [];
  for (let i = 0; i < state.locatedUpMs.length; i++) {
    const upMs = state.locatedUpMs[i] as number;
    if (moment.upMs - upMs < HOUR_MS) recent.push(upMs);
  }
  state.locatedUpMs = recent;
  return recent.length < MAX_LOCATES ? "done" : "too-often";
}

function isAboutConsent(command: Command): boolean {
  const act = command.act;
  return act === "locate-now" || act === "set-interval" || act === "set-precision" || act === "fence-set";
}

function lateness(command: Command, utcMs: number | null): Result {
  // A beacon is for who does not know the time; it is never obeyed by who does.
  if (command.act === "time-beacon") return "done";
  if (utcMs === null) return lessens(command) ? "done" : "time-unknown";
  return utcMs <= command.expiresS * 1000 ? "done" : "expired";
}

function actVerdict(state: TrackerState, pair: Pair, command: Command, moment: Moment, utcMs: number | null): Result {
  const agreed = state.consent === null ? 0 : state.consent.intervalS;
  switch (command.act) {
    case "ping":
    case "time-beacon":
    case "stop":
    case "erase":
    case "revoke-self":
    case "fence-clear":
    // An incident that is over, or that nobody knows, needs no answer any more.
    case "panic-ack":
      return "done";
    case "locate-now":
      return locateVerdict(state, moment, utcMs);
    case "set-interval":
      return command.value >= agreed && command.value <= MAX_INTERVAL_S ? "done" : "wider-than-agreed";
    case "set-precision":
      if (command.value === PLACE_ONLY) return "done";
      return state.consent !== null && command.value <= state.consent.decimals ? "done" : "wider-than-agreed";
    case "fence-set":
      return fenceVerdict(state, pair, command, moment.upMs);
    default:
      return "not-supported";
  }
}

/**
 * Whether this guardian may hear anything from the device now. An answer tells that it is on and has a network: outside the
 * hours, in a pause and after a withdrawal that is nobody's business.
 */
function maySpeak(state: TrackerState, pair: Pair, moment: Moment, utcMs: number | null): boolean {
  const claims = claimsAt(state, moment.upMs, utcMs, null);
  const agreed = claims.consent === "active" && claims.hours === "open";
  // Who calls for help wants to be heard, and to hear it.
  const calling = isRaised(state, "panic");
  return isNamed(state, pair.slot) && (agreed || calling || claims.vital === "open");
}

function isTooMany(pair: Pair, upMs: number): boolean {
  if (upMs - pair.commandsSinceUpMs >= COMMANDS_MS) {
    pair.commandsSinceUpMs = upMs;
    pair.commandsHeard = 0;
  }
  pair.commandsHeard += 1;
  return pair.commandsHeard > MAX_COMMANDS;
}

/** How it will fare, decided before anything is done. */
function verdictOn(state: TrackerState, pair: Pair, command: Command, moment: Moment, utcMs: number | null): Result {
  const late = lateness(command, utcMs);
  if (late !== "done") return late;
  if (isAboutConsent(command) && (state.consent === null || state.consent.number !== command.consent)) return "other-consent";
  return actVerdict(state, pair, command, moment, utcMs);
}

/** What this guardian narrowed so far, to be narrowed further. */
function narrowedOf(state: TrackerState, pair: Pair): Narrowed {
  const known = narrowedNow(state, pair);
  if (known !== null) return known;
  const consent = state.consent;
  return {
    consent: consent === null ? 0 : consent.number,
    intervalS: consent === null ? MAX_INTERVAL_S : consent.intervalS,
    decimals: decimalsFor(state, pair),
    stopped: false,
  };
}

/** Part of the pair's record, so that it is durable with the command's number. */
function narrow(state: TrackerState, pair: Pair, command: Command): void {
  if (command.act !== "set-interval" && command.act !== "set-precision" && command.act !== "stop") return;
  const narrowed = narrowedOf(state, pair);
  if (command.act === "set-interval") narrowed.intervalS = command.value;
  else if (command.act === "set-precision") narrowed.decimals = command.value;
  else narrowed.stopped = true;
  pair.narrowed = narrowed;
}

function locate(state: TrackerState, pair: Pair, moment: Moment, utcMs: number | null, effects: Effect[]): void {
  state.locatedUpMs.push(moment.upMs);
  state.sampling.asked = true;
  addNote(state, "locate-now", pair.slot, utcMs);
  feel("located", effects);
}

function answer(state: TrackerState, pair: Pair, moment: Moment, utcMs: number | null, effects: Effect[]): void {
  const timeS = utcMs === null ? 0 : Math.floor(utcMs / 1000);
  const report = { kind: "answer" as const, sequence: pair.commandSequence, result: pair.commandResult, timeS: timeS };
  sealFor(state, pair, report, moment.upMs, effects);
}

/** The last word to who leaves: their keys are gone after this step, so it is sent now or never. */
function leave(state: TrackerState, pair: Pair, quiet: boolean, moment: Moment, utcMs: number | null, effects: Effect[]): void {
  if (quiet) {
    removeGuardian(state, pair.slot, moment.upMs, utcMs, effects);
    return;
  }
  answer(state, pair, moment, utcMs, effects);
  const entry = state.outbox.waiting[state.outbox.waiting.length - 1];
  if (entry !== undefined && entry.slot === pair.slot && state.linkUp && state.rate === null) {
    effects.push(publication(state, pair, copyOf(entry.frame, 0, entry.frame.length), entry.takenS, utcMs));
  }
  removeGuardian(state, pair.slot, moment.upMs, utcMs, effects);
}

/** The wearer feels that somebody has heard, at the first answer and not at the others. */
function hearAnswer(
  state: TrackerState,
  pair: Pair,
  incident: number,
  moment: Moment,
  utcMs: number | null,
  effects: Effect[],
): void {
  const active = incidentOf(state, pair.slot, incident);
  if (active === null || active.answered) return;
  answerAlert(state, active, moment, utcMs, effects);
  feel("heard", effects);
}

function carryOut(
  state: TrackerState,
  pair: Pair,
  command: Command,
  moment: Moment,
  utcMs: number | null,
  effects: Effect[],
): void {
  if (command.act === "panic-ack") hearAnswer(state, pair, command.value, moment, utcMs, effects);
  else if (command.act === "locate-now") locate(state, pair, moment, utcMs, effects);
  else if (command.act === "time-beacon" && utcMs === null) hearBeacon(state.time, moment.upMs, command.value * 1000);
  else if (command.act === "erase") {
    eraseFor(state, pair.slot, false, effects);
    addNote(state, "erasure", state.consent === null ? 0 : state.consent.number, utcMs);
  }
}

/**
 * Takes a command that was opened. Its number is durable before anything is done, so that it is done once whatever is cut
 * or sent again (P29); a repeat of the last one is answered as it was answered before.
 */
export function obey(
  state: TrackerState,
  pair: Pair,
  command: Command,
  moment: Moment,
  utcMs: number | null,
  effects: Effect[],
): void {
  if (isTooMany(pair, moment.upMs)) return;
  const quiet = !maySpeak(state, pair, moment, utcMs);
  if (command.sequence < pair.commandSequence || command.sequence === 0) return;
  // Not taken and not answered: it may be asked again when there is somebody to answer.
  if (quiet && !lessens(command) && command.act !== "time-beacon") return;
  if (command.sequence === pair.commandSequence) {
    if (!quiet) answer(state, pair, moment, utcMs, effects);
    return;
  }
  pair.commandSequence = command.sequence;
  pair.commandResult = verdictOn(state, pair, command, moment, utcMs);
  const done = pair.commandResult === "done";
  if (done) narrow(state, pair, command);
  if (done && command.act === "fence-set") setFence(state, pair, command, moment.upMs, effects);
  if (done && command.act === "fence-clear") clearFence(state, pair, command.value, effects);
  effects.push({ kind: "replace", name: pairName(pair.slot), bytes: encodePair(pair) });
  if (done && command.act === "revoke-self") return leave(state, pair, quiet, moment, utcMs, effects);
  if (done) carryOut(state, pair, command, moment, utcMs, effects);
  if (!quiet) answer(state, pair, moment, utcMs, effects);
}
