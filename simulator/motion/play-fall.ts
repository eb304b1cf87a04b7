import type { ServiceTerms } from "../../device/node/config.ts";
import type { Cipher } from "../../device/protocol/cipher.ts";
import { incidentSentence, incidentTitle } from "../../guardian/core/incident-words.ts";
import { countedPulses } from "../start/counted-pulses.ts";
import { Household } from "../world/household.ts";
import { makeMotion } from "./make-motion.ts";
import type { Scene } from "./scenes.ts";

export interface FallPlay {
  cipher: Cipher;
  scene: Scene;
  seed: number;
  /** The wearer presses once, some seconds after they are asked. */
  presses: boolean;
  /** Whether the wearer said yes to data on health. */
  agrees: boolean;
}

/** Monday 9 March 2026, 07:30 in Athens. */
const START_MS = Date.UTC(2026, 2, 9, 5, 30);
const TERMS: ServiceTerms = {
  controller: "A made-up guardian, Street 1, Town",
  purpose: "to be helped after a fall",
  sensitive: ["falls"],
  timeZone: "Europe/Athens",
  hours: [{ days: ["mon"], from: "07:00", to: "09:00" }],
  closed: [],
  trips: [],
  intervalS: 10,
  decimals: 4,
  months: 1,
};
const WARM_UP_S = 20;
const LASTS_S = 120;
const HESITATES_S = 10;

function clockOf(second: number): string {
  return `${String(Math.floor(second / 60)).padStart(2, "0")}:${String(second % 60).padStart(2, "0")}`;
}

/** What has changed since the second before, in words. */
function changes(home: Household, before: { asked: boolean; told: string }): string[] {
  const lines: string[] = [];
  const asked = home.device.state.fall.askedUpMs !== null;
  const felt = countedPulses(home.haptic.last()?.pulsesMs ?? []).toLowerCase();
  if (asked && !before.asked) lines.push(`the wearer is asked: ${felt}`);
  if (!asked && before.asked) lines.push(`the question is over; the wearer feels ${felt}`);
  const told = home.guardian.device().incidents.map((one) => `${incidentTitle(one)}. ${incidentSentence(one)}`);
  if (told.join() !== before.told) lines.push(...told.map((line) => `the guardian sees: ${line}`));
  before.asked = asked;
  before.told = told.join();
  return lines;
}

/** Plays one scene to a device and tells, a line a moment, what the wearer feels and the guardian sees. Holds no position. */
export function playFall({ cipher, scene, seed, presses, agrees }: FallPlay): string[] {
  const home = new Household({ cipher, startMs: START_MS, terms: TERMS, motion: true });
  home.agree({ sensitive: agrees ? "agreed" : "none" });
  home.pass(WARM_UP_S);
  home.accelerometer.play(makeMotion(scene, seed));
  const lines = [`00:00 the scene begins: ${scene}, seed ${seed}`];
  const before = { asked: false, told: "" };
  for (let second = 1; second <= LASTS_S; second++) {
    home.pass(1);
    const asked = home.device.state.fall.askedUpMs;
    if (presses && asked !== null && Math.floor((home.clock.upMs() - asked) / 1000) === HESITATES_S) {
      home.button.tap(1, home.clock);
      lines.push(`${clockOf(second)} the wearer presses once`);
    }
    for (const line of changes(home, before)) lines.push(`${clockOf(second)} ${line}`);
  }
  const heard = home.accelerometer.handedOver();
  lines.push(
    heard === 0 ? "the accelerometer was never read" : `the accelerometer was read ${heard} times; nothing of it was kept`,
  );
  if (before.told === "") lines.push("the guardian was told of nothing");
  return lines;
}
