import { PAUSED_UNTIL_TOLD, permissionClaims } from "../../device/core/permission.ts";
import type { Running } from "../../device/core/run.ts";
import { inHours } from "../../device/core/schedule.ts";
import type { TrackerState } from "../../device/core/state.ts";
import {
  VITAL_COUNTDOWN_MS,
  VITAL_LONGEST_MS,
  VITAL_REST_MS,
  type VitalPhase,
  type VitalWatch,
} from "../../device/core/vital-interest.ts";
import type { NoticeToRead, WearerPanelState } from "../../guardian/web/wearer-panel.ts";
import type { NoticeReading } from "./notice-reading.ts";
import type { WorldClock } from "./world-clock.ts";

type Consent = WearerPanelState["consent"];
type Permission = Pick<
  WearerPanelState,
  "consent" | "pausedUntilMs" | "emergency" | "emergencyUntilMs" | "notice" | "inHours" | "call"
>;

function consentOf(state: TrackerState, clock: WorldClock): Consent {
  if (state.consent?.deletionAsked === true) return "deletion-asked";
  return permissionClaims(state.permission, state.consent, clock.upMs(), clock.utcMs()).consent;
}

function pausedUntilMs(state: TrackerState): number | null {
  const untilS = state.consent?.pausedUntilS ?? 0;
  return untilS === 0 || untilS === PAUSED_UNTIL_TOLD ? null : untilS * 1000;
}

const PHASE_LASTS_MS: Record<Exclude<VitalPhase, "idle">, number> = {
  announced: VITAL_COUNTDOWN_MS,
  open: VITAL_LONGEST_MS,
  closed: VITAL_REST_MS,
};

function emergencyUntilMs(watch: VitalWatch, clock: WorldClock): number | null {
  if (watch.phase === "idle") return null;
  // Uptime and time of day of the made-up world differ by the same amount always.
  const bootUtcMs = clock.utcMs() - clock.upMs();
  return bootUtcMs + watch.sinceUpMs + PHASE_LASTS_MS[watch.phase];
}

function callOf(state: TrackerState): Permission["call"] {
  const active = state.alerts.find(({ alert }) => alert === "panic");
  if (active !== undefined) return active.answered ? "heard" : "calling";
  return state.panic.announcedUpMs === null ? "none" : "announced";
}

/** A consent that stands, or will stand again by itself, leaves nothing to ask. */
function isAsked(consent: Consent): boolean {
  return consent !== "active" && consent !== "paused";
}

const BEFORE_BOOT: Permission = {
  consent: "none",
  pausedUntilMs: null,
  emergency: "none",
  emergencyUntilMs: null,
  notice: null,
  inHours: false,
  call: "none",
};

/** What the device may do at this moment, as it says itself. */
export function permissionOf(running: Running | null, reading: NoticeReading | null, clock: WorldClock): Permission {
  if (running === null) return BEFORE_BOOT;
  const { state } = running;
  const consent = consentOf(state, clock);
  const { phase } = state.permission.vital;
  const notice: NoticeToRead | null = reading === null ? null : { ...reading.toRead(), asked: isAsked(consent) };
  return {
    consent,
    pausedUntilMs: consent === "paused" ? pausedUntilMs(state) : null,
    emergency: phase === "idle" ? "none" : phase,
    emergencyUntilMs: emergencyUntilMs(state.permission.vital, clock),
    notice,
    call: callOf(state),
    inHours: state.consent !== null && inHours(state.consent.schedule, clock.utcMs()),
  };
}
