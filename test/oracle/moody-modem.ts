import type { Fate, Mood } from "../../simulator/modem/mood.ts";
import { bytes, integer, pick, type Random } from "../random.ts";
import { TRACKER_COMMANDS } from "./tracker-commands.ts";

/** How often each kind of trouble comes, drawn anew for every life, so that lives differ. */
interface Odds {
  lateAnswer: number;
  swallowed: number;
  mute: number;
  error: number;
  dies: number;
  restarts: number;
  noise: number;
  interruption: number;
}

const ERRORS = [
  "ERROR",
  "+CME ERROR: 100",
  "+CME ERROR: 14",
  "+CMS ERROR: 38",
  "+CMS ERROR: 1",
  "+CMS ERROR: 330",
  "+CMS ERROR: 331",
  "+CMS ERROR: 500",
  "NO CARRIER",
];
/** What modems say unasked, in the middle of anything. */
const INTERRUPTIONS = [
  "RING",
  '+CLIP: "+15550100",145',
  "+CREG: 2",
  '+CREG: 1,"00AB","0012"',
  '+CMTI: "SM",3',
  '+CUSD: 0,"text",15',
  "^RSSI:18",
  "+CGEV: NW DETACH",
  "RDY",
  "Call Ready",
  "+CMT: ,24\r\n0004069110325476F80000620112314102008002E834",
];

function oddsOf(next: Random): Odds {
  const some = (most: number): number => (next() < 0.5 ? 0 : next() * most);
  return {
    lateAnswer: some(0.15),
    swallowed: some(0.2),
    mute: some(0.2),
    error: some(0.2),
    dies: some(0.03),
    restarts: some(0.05),
    noise: some(0.3),
    interruption: some(0.4),
  };
}

function fateOf(next: Random, odds: Odds): Fate {
  let drawn = next();
  const falls = (odd: number): boolean => {
    drawn -= odd;
    return drawn < 0;
  };
  // Later than any limit of the driver: the answer then meets another question.
  if (falls(odds.lateAnswer)) return { kind: "answered", pauseMs: 1000 + integer(next, 140_000) };
  if (falls(odds.swallowed)) return { kind: "swallowed" };
  if (falls(odds.mute)) return { kind: "mute" };
  if (falls(odds.error)) return { kind: "error", line: pick(next, ERRORS) };
  if (falls(odds.dies)) return { kind: "dies" };
  if (falls(odds.restarts)) return { kind: "restarts" };
  return { kind: "answered", pauseMs: integer(next, 400) };
}

/** A modem on a bad day. `cured` makes it a good one from then on. */
export function badMood(next: Random, cured: () => boolean): Mood {
  const odds = oddsOf(next);
  return {
    sim: "ready",
    echoStuck: next() < 0.2,
    pushes: next() < 0.3 ? pick(next, ["pdu", "text"] as const) : "as-asked",
    freshTextMode: next() < 0.3,
    fate: () => (cured() ? { kind: "answered", pauseMs: 20 } : fateOf(next, odds)),
    interruption: () => (!cured() && next() < odds.interruption ? pick(next, INTERRUPTIONS) : null),
    noise: () => (!cured() && next() < odds.noise ? bytes(next, integer(next, 40)) : new Uint8Array(0)),
  };
}

/** What a stranger texts to the modem meanwhile. */
export function strangersText(next: Random): string {
  return pick(next, ["OK", "+CMGS: 3\r\n\r\nOK", "> ", "+CMS ERROR: 38", "ERROR", pick(next, TRACKER_COMMANDS).text]);
}
