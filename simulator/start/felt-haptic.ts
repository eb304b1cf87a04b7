import { type Feel, playable, pulsesOf } from "../../device/core/feel.ts";
import type { Haptic } from "../../device/core/ports.ts";
import type { Felt } from "../../guardian/web/wearer-panel.ts";
import { countedPulses } from "./counted-pulses.ts";

const MEANING: Record<Feel, string> = {
  withdrawn: "consent is withdrawn.",
  deleted: "your data is deleted here, and the others are asked to delete theirs.",
  paused: "paused.",
  resumed: "the pause is over.",
  objected: "your objection is heard.",
  recording: "it is recording.",
  silent: "it is not recording.",
  announced: "an emergency. Any press refuses it.",
  located: "somebody asked where you are, and was told.",
  calling: "a call for help goes out in a moment. One press takes it back.",
  called: "your call for help goes out.",
  "call-over": "the call is over.",
  heard: "a guardian has heard you.",
  remind: "a reminder that this device may record.",
  refused: "refused.",
};

/** What can be counted, and what it means. @param pulsesMs on and off in turn. */
export function feltWords(pulsesMs: readonly number[]): string {
  const feels = Object.keys(MEANING) as Feel[];
  const feel = feels.find((one) => String(pulsesOf(one)) === String(pulsesMs));
  const counted = countedPulses(pulsesMs);
  return feel === undefined ? `${counted}: it has no name.` : `${counted}: ${MEANING[feel]}`;
}

/** A motor that tells what the wearer felt last. */
export interface FeltHaptic extends Haptic {
  felt(): Felt | null;
}

export function feltHaptic(motor: Haptic): FeltHaptic {
  let last: Felt | null = null;
  return {
    play(pulsesMs) {
      motor.play(pulsesMs);
      last = { number: (last?.number ?? 0) + 1, pulsesMs: playable(pulsesMs), words: feltWords(pulsesMs) };
    },
    close: () => motor.close(),
    felt: () => last,
  };
}
