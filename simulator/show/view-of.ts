import type { Silence } from "../../device/protocol/silence.ts";
import { incidentSentence, incidentTitle } from "../../guardian/core/incident-words.ts";
import { standingOf } from "../../guardian/core/incidents.ts";
import { durationWords } from "../scene/duration.ts";
import type { Pacer } from "./pacer.ts";
import { HEARD, WHY } from "./reasons.ts";
import type { Show } from "./show.ts";
import { SWITCHES } from "./switches.ts";
import type { DeviceSide, GuardianSide, Place, ShowView, StepView } from "./view.ts";

const E7 = 10_000_000;
const SHOWN_FIXES = 400;
const FELT_FOR_MS = 10_000;

function deviceSide(show: Show): DeviceSide {
  const { stage } = show;
  const { house } = stage;
  const { state } = house.device;
  const refusal = show.refusal();
  const felt = house.haptic.last();
  const agoMs = felt === null ? 0 : house.clock.upMs() - felt.upMs;
  const off = "The device has no power.";
  const sentence = refusal === null ? "The gate is open: a position leaves." : `The gate is shut: ${WHY[refusal]}.`;
  return {
    powered: stage.powered,
    lamp: stage.powered ? house.lamp.seen() : "dark",
    lampBroken: show.switchedOn.has("lamp broken"),
    refusal,
    sentence: stage.powered ? sentence : off,
    receiverOpen: house.receiver.isOpen(),
    linkUp: state.linkUp && stage.powered,
    waiting: state.outbox.waiting.length,
    batteryPercent: house.batteryPercent,
    buttonDown: house.button.isDown(),
    felt: felt === null || agoMs > FELT_FOR_MS ? null : { pulsesMs: felt.pulsesMs, agoMs },
  };
}

function heardSentence(account: Silence | null): string {
  return account === null ? "The guardian has heard nothing yet." : HEARD[account];
}

function guardianSide({ stage }: Show): GuardianSide {
  const { guardian, guardianStore } = stage.house;
  const { hearing, pair } = guardian.device();
  const account = hearing.account?.silence ?? null;
  const trail: Place[] = guardianStore
    .trail(pair.id, 0, SHOWN_FIXES)
    .map(({ fix }) => ({ latDeg: fix.latE7 / E7, lonDeg: fix.lonE7 / E7 }));
  const last = hearing.lastFix?.fix ?? null;
  const incidents = guardianStore.incidents(pair.id);
  const alerts = (incidents.ok ? incidents.value : []).slice(0, 6).map((incident) => ({
    words: `${incidentTitle(incident)}: ${incidentSentence(incident)}`,
    open: standingOf(incident) === "open",
  }));
  const place =
    last === null
      ? null
      : { latDeg: last.latE7 / E7, lonDeg: last.lonE7 / E7, ageS: Math.round(stage.nowMs() / 1000 - last.timeS) };
  return { account, sentence: heardSentence(account), place, trail, alerts };
}

function stepsOf({ scene, taken }: Show): StepView[] {
  return scene.steps.map(({ atMs, words }, i) => ({
    after: durationWords(atMs),
    words,
    state: taken[i]?.state ?? "waits",
    instead: taken[i]?.instead ?? null,
  }));
}

/** All that a face of the show shows at this moment. Makes nothing happen. */
export function viewOf(show: Show, { running, speed }: Pacer): ShowView {
  const { stage, messages } = show;
  return {
    title: show.scene.title,
    clock: show.clockOf(stage.nowMs()),
    sinceMs: stage.sinceStartMs(),
    pace: { running, speed },
    device: deviceSide(show),
    wearer: { place: show.place, trail: show.trail },
    guardian: guardianSide(show),
    left: messages.left,
    refused: messages.refused,
    steps: stepsOf(show),
    switches: SWITCHES.map(({ name }) => ({ name, on: show.switchedOn.has(name) })),
    broken: stage.violations.map(({ never, utcMs }) => `${show.clockOf(utcMs)}: ${never}`),
  };
}
