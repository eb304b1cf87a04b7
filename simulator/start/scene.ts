import type { Running } from "../../device/core/run.ts";
import { inHours } from "../../device/core/schedule.ts";
import type { WearerAction, WearerPanel, WearerPanelState } from "../../guardian/web/wearer-panel.ts";
import type { DemoLamp } from "./demo-lamp.ts";
import type { DeviceSide } from "./device-side.ts";
import type { Journeys } from "./journeys.ts";
import { SCHOOL_ZONE, type Trip } from "./school-day.ts";
import type { WorldClock } from "./world-clock.ts";

/** Made-up time before a moment to which the scene is skipped, so that one sees it happen. */
const LEAD_MS = 20_000;

/** What the panel needs of the demonstration. */
export interface Stage {
  clock: WorldClock;
  lamp: DemoLamp;
  journeys: Journeys;
  device: () => DeviceSide | null;
  town: unknown;
}

function consentOf(running: Running | null): WearerPanelState["consent"] {
  const consent = running === null ? null : running.state.consent;
  if (consent === null) return "none";
  return consent.withdrawn ? "withdrawn" : "active";
}

function isInHours(running: Running | null, utcMs: number): boolean {
  const consent = running === null ? null : running.state.consent;
  return consent !== null && inHours(consent.schedule, utcMs);
}

const TIME = new Intl.DateTimeFormat("en-GB", {
  timeZone: SCHOOL_ZONE,
  weekday: "long",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

function partOf(trip: Trip, utcMs: number): string {
  const way = trip.homeward ? "the way home" : "the way to school";
  if (utcMs < trip.opensMs) return `before ${way}`;
  return utcMs < trip.closesMs ? way : `after ${way}`;
}

/** One line that says where in the made-up day we are. */
export function sceneLine({ clock, journeys }: Stage): string {
  const now = clock.utcMs();
  return `${TIME.format(now)}, ${partOf(journeys.trip(), now)}; time runs ${clock.speed} times as fast`;
}

function skipToOpening({ clock, journeys }: Stage): void {
  const trip = clock.utcMs() < journeys.trip().opensMs ? journeys.trip() : journeys.next();
  clock.skipTo(trip.opensMs - LEAD_MS);
}

/** The hand on the simulated device. */
export function wearerPanel(stage: Stage): WearerPanel & { changed(): void } {
  const listeners = new Set<() => void>();
  const changed = (): void => {
    for (const listener of listeners) listener();
  };
  const actions: Record<WearerAction, () => void> = {
    "break-lamp": () => {
      stage.lamp.broken = true;
    },
    "mend-lamp": () => {
      stage.lamp.broken = false;
    },
    withdraw: () => stage.device()?.running.withdraw(),
    grant: () => stage.device()?.agree(),
    "skip-to-closing": () => stage.clock.skipTo(stage.journeys.trip().closesMs - LEAD_MS),
    "skip-to-opening": () => skipToOpening(stage),
  };
  return {
    changed,
    state() {
      const running = stage.device()?.running ?? null;
      return {
        lamp: stage.lamp.shown(),
        lampBroken: stage.lamp.broken,
        consent: consentOf(running),
        inHours: isInHours(running, stage.clock.utcMs()),
        timeZone: SCHOOL_ZONE,
        scene: sceneLine(stage),
      };
    },
    act(action) {
      actions[action]();
      changed();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    town: () => stage.town,
  };
}
