import type { TimeSource } from "../../device/core/trusted-time.ts";
import { BOUND_MS, type ClockTally, DEVICE, keepsPromise, liveThrough, makeClockTally } from "../oracle/slow-clock-comparison.ts";
import { random } from "../random.ts";
import type { Finding, HowToRun, Proof } from "./proof.ts";

const FULL_EVENTS = 10_000_000;
const QUICK_EVENTS = 200_000;
const SLICES = 20;
const BOARDS: TimeSource[] = ["host", "gnss", "rtc"];

function count(value: number): string {
  return value.toLocaleString("en-GB");
}

function line(board: TimeSource, tally: ClockTally): string {
  const share = ((tally.passed / tally.due) * 100).toFixed(2);
  return `${board}: ${count(tally.events)} events; open at ${count(tally.passed)} of ${count(tally.due)} sound moments (${share} %); believed time at most ${(tally.worstMs / 60_000).toFixed(1)} min wrong`;
}

async function run(how: HowToRun): Promise<Finding> {
  const events = Math.ceil((how.quick ? QUICK_EVENTS : FULL_EVENTS) / BOARDS.length / SLICES);
  const tallies = BOARDS.map((board, kind) => {
    const tally = makeClockTally();
    const next = random(how.seed + kind);
    for (let slice = 0; slice < SLICES; slice++) {
      how.progress((kind + slice / SLICES) / BOARDS.length);
      liveThrough(DEVICE, board, events, next, tally);
    }
    return tally;
  });
  const sum = (of: (tally: ClockTally) => number) => count(tallies.reduce((total, tally) => total + of(tally), 0));
  return {
    count: tallies.reduce((total, tally) => total + tally.events, 0),
    figure: `${sum((t) => t.events)} clock events: ${sum((t) => t.opened)} openings of hours that were shut for ${BOUND_MS / 60_000} minutes around, ${sum((t) => t.reopened)} reopenings after the close, ${sum((t) => t.outOfLife)} dates outside 20 years of the build, ${sum((t) => t.differing)} differences from the slow model; open at ${sum((t) => t.passed)} of ${sum((t) => t.due)} moments at which all was sound`,
    holds: tallies.every(keepsPromise),
    details: [
      ...BOARDS.map((board, kind) => line(board, tallies[kind] as ClockTally)),
      ...tallies.flatMap((tally) => tally.examples),
    ],
  };
}

export const proof: Proof = {
  name: "gate/clocks",
  claim:
    "No single clock that is lost, set, dragged, frozen, rolled over or late opens hours that are shut or opens them again, and where the clocks are sound the hours are open.",
  run,
};
