import { CORPORA, corpus } from "../corpora.ts";
import { type DateTally, judgeDates, own, recordedDates } from "../oracle/recorded-dates.ts";
import { everyNight, liveNight, type Night } from "../oracle/rollover-nights.ts";
import type { Finding, HowToRun, Proof } from "./proof.ts";

/** Built in the year before, as a device would be that meets this rollover. */
const BUILT_BEFORE_2019_MS = Date.UTC(2018, 5, 1);

function nameOf({ nightMs, builtMs, receiver, timeSource }: Night): string {
  const built = new Date(builtMs).toISOString().slice(0, 7);
  return `${new Date(nightMs).toISOString().slice(0, 10)}, built ${built}, receiver ${receiver}, time from ${timeSource}`;
}

function recordingsLine({ name, dates }: { name: string; dates: number[] }): string {
  const repaired = dates.map((date) => own(BUILT_BEFORE_2019_MS, date)).filter((date) => !Number.isNaN(date));
  const april = repaired.filter((date) => new Date(date).toISOString().startsWith("2019-04")).length;
  return `${name}: ${dates.length} dates, for a device built in June 2018 ${april} in April 2019, ${dates.length - repaired.length} refused`;
}

async function run({ quick, progress }: HowToRun): Promise<Finding> {
  const folder = corpus("gpsd");
  if (folder === null)
    return { count: 0, figure: "", holds: false, missing: `gpsd's recordings, the rollovers among them, in ${CORPORA}/gpsd` };
  const { all, rolled } = recordedDates(folder);
  const recorded: DateTally = judgeDates(all, own);
  const nights = everyNight().filter((_night, i) => !quick || i % 2 === 0);
  const wrong: string[] = [];
  let told = 0;
  for (const [i, night] of nights.entries()) {
    const tally = liveNight(night);
    told += tally.told;
    if (tally.outside + tally.untrue > 0)
      wrong.push(`${nameOf(night)}: ${tally.outside} outside, ${tally.untrue} untrue of ${tally.told}`);
    progress((i + 1) / nights.length);
  }
  const lacking = ["april6_2019.log", "gp-320fw-2019-04-06-overflow.log", "gp-320fw-2019-04-07-coldboot.log"].filter(
    (log) => !rolled.some(({ name }) => name === log),
  );
  return {
    count: recorded.dates + told,
    figure:
      `0 dates wanted outside [built, built + 20 years]: ${recorded.outside} of ${recorded.accepted} accepted of ${recorded.dates} recorded dates, ${recorded.invented} invented; ` +
      `${nights.length} nights of rollovers in 2019 and 2038: ${told} positions told, ${wrong.length} nights with a wrong date`,
    holds: recorded.outside === 0 && recorded.invented === 0 && wrong.length === 0 && told > 1000 && recorded.accepted > 1000,
    details: [
      ...wrong.slice(0, 20),
      ...rolled.map(recordingsLine),
      ...lacking.map((name) => `${name} is not on this machine: what the receiver does there is only simulated`),
    ],
  };
}

export const proof: Proof = {
  name: "quality/rollover",
  claim:
    "No date outside the twenty years after the firmware was built is accepted, from recordings or in the nights of the rollovers of 2019 and 2038, and no position is told with another time than the true one.",
  run,
};
