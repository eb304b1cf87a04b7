import { gga, gll, rmc, vtg } from "./fix-sentences.ts";
import { mtkGreeting, psrfEpe, pubxPosition, sirfGreeting, ubloxGreeting } from "./proprietary.ts";
import type { Reception } from "./reception.ts";
import { gsa } from "./sky-sentences.ts";
import type { Voice } from "./voice.ts";

export const MODELS = ["plain", "ublox", "sirf", "mtk"] as const;
/** Whose habits the receiver has. */
export type Model = (typeof MODELS)[number];

/** What the receivers of one maker say by default, in their order. */
export interface Habits {
  timeDigits: number;
  minuteDigits: number;
  /** Many receivers say GSV less often than the rest; at 4,800 baud they have to. */
  skyEveryS: number;
  /** At power-on. */
  greeting(voice: Voice): string;
  /** @param sky GSV, or "" in the seconds without */
  say(reception: Reception, voice: Voice, sky: string): string;
}

/** The orders and digits are those of the recordings of such receivers in gpsd's collection. */
export const HABITS: Readonly<Record<Model, Habits>> = {
  plain: {
    timeDigits: 0,
    minuteDigits: 6,
    skyEveryS: 5,
    greeting: () => "",
    say: (reception, voice, sky) =>
      rmc(reception, voice) + gga(reception, voice) + gsa(reception, voice) + sky + vtg(reception, voice),
  },
  ublox: {
    timeDigits: 2,
    minuteDigits: 5,
    skyEveryS: 1,
    greeting: ubloxGreeting,
    say: (reception, voice, sky) =>
      rmc(reception, voice) +
      vtg(reception, voice) +
      gga(reception, voice) +
      gsa(reception, voice) +
      sky +
      gll(reception, voice) +
      pubxPosition(reception, voice),
  },
  sirf: {
    timeDigits: 3,
    minuteDigits: 4,
    skyEveryS: 5,
    greeting: sirfGreeting,
    say: (reception, voice, sky) =>
      gga(reception, voice) + gsa(reception, voice) + sky + rmc(reception, voice) + psrfEpe(reception, voice),
  },
  mtk: {
    timeDigits: 3,
    minuteDigits: 4,
    skyEveryS: 5,
    greeting: mtkGreeting,
    say: (reception, voice, sky) =>
      gga(reception, voice) + gsa(reception, voice) + sky + rmc(reception, voice) + vtg(reception, voice),
  },
};
