import { type Command, InvalidArgumentError } from "commander";
import { type EventsResult, runEvents } from "../gate/run-events.ts";

const MOST_EVENTS = 1_000_000_000;
const DRAW_EVERY_MS = 250;

function count(value: number): string {
  return value.toLocaleString("en-GB");
}

function drawn(done: number, events: number, beganMs: number): string {
  const elapsedS = (performance.now() - beganMs) / 1000;
  const rate = done / Math.max(elapsedS, 0.001);
  const leftS = Math.round((events - done) / Math.max(rate, 1));
  return `\r\x1b[K${String(Math.floor((100 * done) / events)).padStart(3)} %  ${count(done)} events, ${count(Math.round(rate))} a second, ${leftS} s left`;
}

/** What came of it, line by line. Holds no position. */
export function eventsLines(result: EventsResult): string[] {
  const { counts, refusals, violations, before, seed, hash } = result;
  const looks = [...refusals.values()].reduce((sum, one) => sum + one, 0);
  const share = (of: number) => `${((100 * of) / Math.max(looks, 1)).toFixed(1)} %`;
  const reasons = [...refusals].sort((a, b) => b[1] - a[1]).map(([why, times]) => `${why} ${share(times)}`);
  const lines = [
    `${count(counts.events)} events under seed ${seed}: ${violations.length} violations of the invariant`,
    `${count(counts.passed)} positions passed, ${count(counts.published)} frames were published, ${count(counts.restarts)} restarts`,
    `${count(counts.expected - counts.missed)} of ${count(counts.expected)} positions passed where they had to`,
    `the gate: ${reasons.join(", ")}`,
    `hash of all that the device did: ${hash}`,
  ];
  if (violations.length === 0) return lines;
  return [
    ...lines,
    ...violations,
    `before it: ${before.join("; ")}`,
    `see it again: --gate --seed ${seed} --events ${counts.events}`,
  ];
}

/** @returns the exit code. */
export function runGate(events: number, seed: number): number {
  const beganMs = performance.now();
  let drawnMs = 0;
  const screen = process.stderr.isTTY === true ? process.stderr : null;
  const result = runEvents({
    events,
    seed,
    progress: (done) => {
      const now = performance.now();
      if (screen === null || now - drawnMs < DRAW_EVERY_MS) return;
      drawnMs = now;
      screen.write(drawn(done, events, beganMs));
    },
  });
  screen?.write("\r\x1b[K");
  for (const line of eventsLines(result)) process.stdout.write(`${line}\n`);
  const holds = result.violations.length === 0 && result.counts.missed === 0;
  return holds ? 0 : 1;
}

export function eventsOption(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > MOST_EVENTS)
    throw new InvalidArgumentError(`Give a whole number from 1 to ${MOST_EVENTS}.`);
  return value;
}

/** Adds `--gate` to `lychnos sim`. */
export function withGate(sim: Command, seedOption: (text: string) => number): Command {
  return sim
    .option("--gate", "try the gate with random events against an independent model of its rules")
    .option("--events <number>", "how many, with --gate", eventsOption, 1_000_000)
    .option("--seed <number>", "of the chance, with --gate", seedOption, 1)
    .allowExcessArguments()
    .action((options: { gate?: true; events: number; seed: number }) => {
      const [unknown] = sim.args;
      if (unknown !== undefined) sim.error(`error: unknown command '${unknown}'. "lychnos sim --help" lists them.`);
      if (options.gate === undefined) sim.help({ error: true });
      process.exitCode = runGate(options.events, options.seed);
    });
}
