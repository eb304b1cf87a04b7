import { VITAL_COUNTDOWN_MS, VITAL_LONGEST_MS, VITAL_REST_MS } from "../../device/core/vital-interest.ts";
import { blankMemory, type Memory } from "../../simulator/gate/memory.ts";
import { lampMustShow, mayLeave } from "../../simulator/gate/onlooker.ts";
import { type Both, EVENTS, happen, OUTSIDE_EVENTS, PAUSE_MS, presentOf } from "./slow-gate-events.ts";
import { copyMachine, freshMachine, isOpen, type Machine, MOMENTS, NOTICES, type Parts, UP } from "./slow-gate-machine.ts";

/** The first disagreement of its kind, with the shortest way to it. */
export interface Disagreement {
  deviceOpen: boolean;
  /** The lamp is asked to show "recording". */
  asked: boolean;
  path: string[];
}

export interface SearchResult {
  states: number;
  transitions: number;
  open: number;
  bad: number;
  worst: Disagreement[];
  /** False: the search was stopped before every state was visited. */
  whole: boolean;
}

/** A window of so much before a limit is told apart from "long before"; every step but the large ones is shorter. */
const NEAR_MS = 1000;
const LAMP_STALE_MS = 1001;
const LAMP_STEADY_MS = 1000;
const KEPT_EXAMPLES = 5;
const MOST_STATES = 1_000_000;

// An age that is neither before a limit nor near it makes no difference to any comparison that follows: what is long
// before it counts as zero, what is past it as the limit, what lies in the future as one.
function regionOf(age: number, limitMs: number): number {
  if (age < 0) return -1;
  if (age >= limitMs) return limitMs;
  return age >= limitMs - NEAR_MS ? age : 0;
}

function lampRegion(age: number): number {
  return age < 0 ? -1 : Math.min(LAMP_STALE_MS, age);
}

function askedRegion(age: number): number {
  return age < 0 ? -1 : Math.min(LAMP_STEADY_MS, age);
}

// The first of the moments that is not before the end: only that is ever compared.
function momentOf(untilMs: number): number {
  const moment = MOMENTS.find((one) => one >= untilMs);
  return moment ?? untilMs;
}

const LIMIT_OF_PHASE = { idle: 0, announced: VITAL_COUNTDOWN_MS, open: VITAL_LONGEST_MS, closed: VITAL_REST_MS };

function settleMachine(machine: Machine): void {
  const { consent, lamp, permission, upMs } = machine;
  const vital = permission.vital;
  vital.sinceUpMs = UP - regionOf(upMs - vital.sinceUpMs, LIMIT_OF_PHASE[vital.phase]);
  vital.seenUpMs = UP - Math.max(0, upMs - vital.seenUpMs);
  // No step is so long that a pause is outlasted: that is for its own unit tests and for gate/events.
  permission.startedUpMs = UP;
  if (permission.pausedUpMs !== null) permission.pausedUpMs = UP - regionOf(upMs - permission.pausedUpMs, PAUSE_MS);
  // A word that is not "recording", or that nobody asked for, is as good as none: asking anew takes it back anyhow.
  if (lamp.asked !== "recording" || lamp.answer !== "recording") lamp.answer = null;
  lamp.answeredUpMs = UP - (lamp.answer === null ? 0 : lampRegion(upMs - lamp.answeredUpMs));
  // How long ago it was asked matters only where it can be found out to be stuck.
  lamp.askedUpMs = UP - (lamp.asked === "recording" ? 0 : askedRegion(upMs - lamp.askedUpMs));
  if (lamp.brokenUpMs !== null) lamp.brokenUpMs = UP - askedRegion(upMs - lamp.brokenUpMs);
  if (consent !== null && consent.pausedUntilS !== 0) consent.pausedUntilS = momentOf(consent.pausedUntilS * 1000) / 1000;
  machine.upMs = UP;
}

function settleMemory(memory: Memory): void {
  const region = (age: number | null, limitMs: number) => (age === null ? null : regionOf(age, limitMs));
  memory.calledAgoMs = region(memory.calledAgoMs, VITAL_COUNTDOWN_MS);
  memory.openedAgoMs = region(memory.openedAgoMs, VITAL_LONGEST_MS);
  memory.endedAgoMs = region(memory.endedAgoMs, VITAL_REST_MS);
  const pause = memory.pause;
  if (pause !== null) {
    pause.ageMs = region(pause.ageMs, PAUSE_MS);
    if (pause.untilMs !== null) pause.untilMs = momentOf(pause.untilMs);
  }
  if (memory.lampAsked !== "recording" || memory.lamp?.says !== "recording") memory.lamp = null;
  if (memory.lamp !== null) memory.lamp.agoMs = lampRegion(memory.lamp.agoMs);
  memory.askedAgoMs = memory.lampAsked === "recording" ? 0 : askedRegion(memory.askedAgoMs);
  if (memory.brokeAgoMs !== null) memory.brokeAgoMs = askedRegion(memory.brokeAgoMs);
}

function keyOf({ machine, memory }: Both): string {
  const { consent, permission, lamp } = machine;
  const { vital } = permission;
  const agreed = memory.agreed;
  return [
    consent === null ? "-" : `${consent.withdrawn}${consent.objected}${consent.pausedUntilS}`,
    `${permission.notice === NOTICES.same}${permission.pausedUpMs}`,
    `${vital.phase}${vital.sinceUpMs}`,
    `${lamp.asked}${lamp.answer}${lamp.answeredUpMs}/${lamp.askedUpMs}/${lamp.brokenUpMs}${lamp.stuck}`,
    `${machine.utcMs}${machine.store}${machine.roster}${machine.rest}`,
    agreed === null ? "-" : `${agreed.withdrawn}${agreed.objected}`,
    `${memory.sameNotice}${memory.calledAgoMs}/${memory.openedAgoMs}/${memory.endedAgoMs}`,
    memory.pause === null ? "-" : `${memory.pause.ageMs}/${memory.pause.untilMs}`,
    `${memory.askedAgoMs}/${memory.brokeAgoMs}${memory.lampStuck}`,
    memory.lamp === null ? memory.lampAsked : `${memory.lampAsked}${memory.lamp.says}${memory.lamp.agoMs}`,
  ].join(" ");
}

function copyBoth({ machine, memory }: Both): Both {
  return {
    machine: copyMachine(machine),
    memory: {
      ...memory,
      agreed: memory.agreed === null ? null : { ...memory.agreed },
      pause: memory.pause === null ? null : { ...memory.pause },
      lamp: memory.lamp === null ? null : { ...memory.lamp },
    },
  };
}

interface Found {
  both: Both;
  from: number;
  by: string;
}

function pathTo(found: Found[], at: number): string[] {
  const path: string[] = [];
  for (let i = at; i > 0; i = found[i]?.from ?? 0) path.unshift(found[i]?.by ?? "");
  return path;
}

function judge(found: Found[], at: number, parts: Parts, result: SearchResult): void {
  const { both } = found[at] as Found;
  const deviceOpen = isOpen(both.machine, parts);
  const asked = both.machine.lamp.asked === "recording";
  const present = presentOf(both);
  if (deviceOpen) result.open++;
  if (deviceOpen === mayLeave(both.memory, present) && asked === lampMustShow(both.memory, present)) return;
  result.bad++;
  if (result.worst.length < KEPT_EXAMPLES) result.worst.push({ deviceOpen, asked, path: pathTo(found, at) });
}

export interface SearchOptions {
  /** Stops there; a search that ends so has proven nothing. */
  mostStates?: number;
  /** Store sound, someone named, rest kept from the start and for ever: an eighth of the states. */
  settled?: boolean;
  /** Stops at the first disagreement. */
  stopAtBad?: boolean;
  progress?: (states: number) => void;
}

/**
 * Visits every state that any order of events can reach, shortest ways first, and asks in each whether the device's gate
 * is open, and the lamp asked for, exactly where the onlooker says so.
 */
export function searchGate(parts: Parts, options: SearchOptions = {}): SearchResult {
  const mostStates = options.mostStates ?? MOST_STATES;
  const first: Both = { machine: freshMachine(), memory: blankMemory() };
  const events = options.settled === true ? EVENTS.filter((event) => !OUTSIDE_EVENTS.includes(event)) : EVENTS;
  if (options.settled === true) first.machine.roster = "named";
  const found: Found[] = [{ both: first, from: 0, by: "" }];
  const seen = new Set([keyOf(first)]);
  const result: SearchResult = { states: 0, transitions: 0, open: 0, bad: 0, worst: [], whole: false };
  for (let at = 0; at < found.length && found.length <= mostStates; at++) {
    if (options.stopAtBad === true && result.bad > 0) break;
    const { both } = found[at] as Found;
    result.states++;
    judge(found, at, parts, result);
    for (const event of events) {
      const next = copyBoth(both);
      happen(next, event, parts);
      settleMachine(next.machine);
      settleMemory(next.memory);
      result.transitions++;
      const key = keyOf(next);
      if (seen.has(key)) continue;
      seen.add(key);
      found.push({ both: next, from: at, by: event.name });
    }
    if (at % 1000 === 0) options.progress?.(at);
  }
  result.whole = result.states === found.length;
  return result;
}
