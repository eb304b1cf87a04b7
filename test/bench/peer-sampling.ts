import type { Fix } from "../../device/core/fix.ts";

/**
 * When others send a position, written anew from what they document. None of them says how its map goes on between two
 * messages: it stays at the last one.
 *
 * OwnTracks, move mode: on iOS after 100 m or 300 s, whichever comes first (owntracks.org/booklet/features/location); on
 * Android each 10 s (moveModeLocatorInterval).
 * Meshtastic, smart broadcast: behind at least 30 s when it moved at least 100 m, and in any case each 15 minutes
 * (meshtastic.org/docs/configuration/radio/position).
 */
export interface Rule {
  name: string;
  /** @param waitedS since the last message @param movedM from the place that it told */
  sends(waitedS: number, movedM: number): boolean;
}

export const OWN_TRACKS_IOS: Rule = { name: "OwnTracks move, iOS", sends: (waitedS, movedM) => movedM >= 100 || waitedS >= 300 };
export const OWN_TRACKS_ANDROID: Rule = { name: "OwnTracks move, Android", sends: (waitedS) => waitedS >= 10 };
export const MESHTASTIC: Rule = {
  name: "Meshtastic smart broadcast",
  sends: (waitedS, movedM) => (waitedS >= 30 && movedM >= 100) || waitedS >= 900,
};
export const EACH_TEN_SECONDS: Rule = { name: "a fix each 10 s", sends: (waitedS) => waitedS >= 10 };

const METRES_A_DEGREE = 111_195;

/** What a rule does on a way: how many messages, and how far off the map is at each fix. */
export function follow(rule: Rule, fixes: readonly Fix[]): { messages: number; errorsM: number[] } {
  const errorsM: number[] = [];
  let messages = 0;
  let told: Fix | null = null;
  for (const fix of fixes) {
    const offM = told === null ? 0 : metres(told, fix);
    if (told === null || rule.sends((fix.timeMs - told.timeMs) / 1000, offM)) {
      messages += 1;
      told = fix;
    }
    errorsM.push(told === fix ? 0 : offM);
  }
  return { messages, errorsM };
}

function metres(from: Fix, to: Fix): number {
  const east = (((to.lonDeg - from.lonDeg + 540) % 360) - 180) * Math.cos((to.latDeg * Math.PI) / 180);
  return Math.hypot(east, to.latDeg - from.latDeg) * METRES_A_DEGREE;
}
