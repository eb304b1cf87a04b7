import type { AlertName } from "../protocol/alert.ts";
import { clear, isRaised, raise, trouble } from "./alerting.ts";
import { type BatteryWatch, makeBatteryWatch, mustSpare, watchBattery } from "./battery-watch.ts";
import { type Episode, makeEpisode, type Turn } from "./episode.ts";
import type { Effect, Moment } from "./event.ts";
import { makeQualityWatch } from "./fix-quality.ts";
import type { PermittedFix } from "./gate.ts";
import type { JourneyTerms } from "./journey-terms.ts";
import { kmhOf, watchSpeed } from "./overspeed.ts";
import { isCalling } from "./panic.ts";
import { makeStanding, type Standing, stoodMs, watchStanding } from "./standing.ts";
import type { TrackerState } from "./state.ts";
import { isEnding, watchArrival, watchReception, watchStillness } from "./stillness.ts";

/** Whether something is wrong with the wearer's journey, or with the battery that it hangs on. */
export interface JourneyWatch {
  terms: JourneyTerms;
  standing: Standing;
  /** Uptime of the last sound fix; null: none since the receiver was switched on. */
  soundUpMs: number | null;
  speed: Episode;
  still: Episode;
  reception: Episode;
  arrival: Episode;
  battery: BatteryWatch;
}

const MINUTE_MS = 60000;

export function makeJourneyWatch(terms: JourneyTerms): JourneyWatch {
  return {
    terms: terms,
    standing: makeStanding(),
    soundUpMs: null,
    speed: makeEpisode(),
    still: makeEpisode(),
    reception: makeEpisode(),
    arrival: makeEpisode(),
    battery: makeBatteryWatch(),
  };
}

/** Once the receiver is switched, where the wearer was is nobody's business, also not the device's own. */
export function forgetPlaces(state: TrackerState): void {
  const journey = state.journey;
  state.quality = makeQualityWatch();
  journey.standing = makeStanding();
  journey.soundUpMs = null;
  journey.speed = makeEpisode();
  journey.still = makeEpisode();
  journey.arrival = makeEpisode();
}

/** Whether the last charge is kept for a call for help: then no fix is looked for, but where the wearer calls (F29). */
export function sparesFixes(state: TrackerState): boolean {
  return mustSpare(state.journey.battery) && !isCalling(state) && state.permission.vital.phase !== "open";
}

/** Where and when something turned. */
interface Step {
  state: TrackerState;
  moment: Moment;
  utcMs: number | null;
  effects: Effect[];
}

function follow(step: Step, alert: AlertName, turn: Turn, measure: number | null): void {
  const what = trouble(alert, measure);
  if (turn === "raise") raise(step.state, what, step.moment, step.utcMs, step.effects);
  else if (turn === "clear") clear(step.state, what, "cleared", step.moment, step.utcMs, step.effects);
}

function minutes(ms: number | null): number | null {
  return ms === null ? null : Math.floor(ms / MINUTE_MS);
}

/** One permitted fix, after it was judged. A suspicious one says nothing about movement. */
export function watchJourney(
  state: TrackerState,
  permitted: PermittedFix,
  moment: Moment,
  utcMs: number | null,
  effects: Effect[],
): void {
  const step: Step = { state: state, moment: moment, utcMs: utcMs, effects: effects };
  const journey = state.journey;
  const fix = permitted.fix;
  const upMs = moment.upMs;
  const sound = !state.quality.suspicious;
  const limit = journey.terms.speedLimit;
  if (limit !== null) {
    const turn = watchSpeed(journey.speed, isRaised(state, "overspeed"), limit, fix, sound, upMs);
    follow(step, "overspeed", turn, kmhOf(fix));
  }
  if (!sound) return;
  journey.soundUpMs = upMs;
  watchStanding(journey.standing, fix, upMs);
  const still = journey.terms.notMovingMinutes;
  if (still === null) return;
  const turn = watchStillness(journey.still, isRaised(state, "not-moving"), journey.standing, still, upMs);
  follow(step, "not-moving", turn, minutes(stoodMs(journey.standing, upMs)));
}

/** Since when a fix is missing; null: none can come, because the gate or the receiver is shut. */
function missingSince(state: TrackerState): number | null {
  if (!state.wanted.receiverOn || state.openedUpMs === null) return null;
  return state.lastPermittedUpMs === null ? state.openedUpMs : state.lastPermittedUpMs;
}

function passReception(step: Step): void {
  const journey = step.state.journey;
  const limit = journey.terms.noFixMinutes;
  if (limit === null) return;
  const upMs = step.moment.upMs;
  const since = missingSince(step.state);
  const turn = watchReception(journey.reception, isRaised(step.state, "no-fix"), since, limit, upMs);
  follow(step, "no-fix", turn, since === null ? null : minutes(upMs - since));
}

function passArrival(step: Step): void {
  const journey = step.state.journey;
  const consent = step.state.consent;
  if (!journey.terms.notArrived || step.utcMs === null || consent === null) return;
  const slots = consent.schedule.oneOff;
  const ending = slots !== undefined && isEnding(slots, step.utcMs);
  const raised = isRaised(step.state, "not-arrived");
  const turn = watchArrival(journey.arrival, raised, journey.standing, ending, journey.soundUpMs, step.moment.upMs);
  follow(step, "not-arrived", turn, null);
}

/** One tick. */
export function passJourney(state: TrackerState, moment: Moment, utcMs: number | null, effects: Effect[]): void {
  const step: Step = { state: state, moment: moment, utcMs: utcMs, effects: effects };
  const percent = moment.batteryPercent;
  follow(step, "low-battery", watchBattery(state.journey.battery, isRaised(state, "low-battery"), percent, moment.upMs), percent);
  passReception(step);
  passArrival(step);
}
