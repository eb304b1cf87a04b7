import { createInterface } from "node:readline/promises";
import { Argument, Command } from "commander";
import { askedFor, progressOf, progressSentence } from "../core/asked-words.ts";
import type { AskedCommand } from "../core/asking.ts";
import type { Store } from "../store/store.ts";
import { askedView } from "../subscriber/device-state.ts";
import { findPair } from "./find-pair.ts";
import { openData } from "./open-data.ts";
import { configProblem, finish, Problem, withSettings } from "./problem.ts";
import { type Flags, settingsOf } from "./settings.ts";
import { WORDS, type Word, wishOf } from "./wish.ts";

export interface AskOptions extends Flags {
  wait: string;
  yes?: boolean;
}

const DEFAULT_WAIT_S = 20;
const LONGEST_WAIT_S = 3600;
const POLL_MS = 250;

const LEAVING =
  "Leaving: the device forgets this console, and this console erases its keys to the device and every position of it.\n" +
  "That happens when the device has answered, or after three days without an answer. Nobody can undo it.\n" +
  "Type yes to leave: ";

async function agreesToLeave(): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stdout, terminal: false });
  // At the end of the input the question is never answered; the closing is the answer then.
  const closed = new Promise<string>((resolve) => lines.once("close", () => resolve("")));
  const answer = await Promise.race([lines.question(LEAVING), closed]);
  lines.close();
  return answer.trim().toLowerCase() === "yes";
}

function secondsOf(wait: string): number {
  const seconds = /^\d{1,4}$/.test(wait) ? Number(wait) : -1;
  if (seconds >= 0 && seconds <= LONGEST_WAIT_S) return seconds;
  throw configProblem(`--wait must be a number of seconds from 0 to ${LONGEST_WAIT_S}.`);
}

/** Null when the pair is gone: the console has left the device. */
function fared(store: Store, pairId: string, sequence: number): AskedCommand | null {
  const newest = store.asked(pairId, LONGEST_LIST);
  if (!newest.ok) throw new Problem(newest.sentence);
  return newest.value.find((asked) => asked.sequence === sequence) ?? null;
}

/** More than can be asked while one waits. */
const LONGEST_LIST = 64;

function tell(asked: AskedCommand | null): void {
  if (asked === null) {
    process.stdout.write("This console has left the device and erased what it had of it.\n");
    return;
  }
  const view = askedView(asked);
  process.stdout.write(`${progressSentence(view, Date.now())}\n`);
  const progress = progressOf(view, Date.now());
  if (progress === "waiting") process.stdout.write("Is the console running? Start it with: lychnos guardian serve\n");
  if (progress !== "answered") process.stdout.write("See later how it fared with: lychnos guardian asked NAME\n");
  if (asked.result !== null && asked.result !== "done") process.exitCode = 1;
}

async function ask(name: string, word: Word, value: string | undefined, options: AskOptions): Promise<void> {
  const seconds = secondsOf(options.wait);
  const store = openData(settingsOf(options, process.env));
  try {
    const { id } = findPair(store, name);
    const wish = wishOf(store, id, word, value);
    if (word === "leave" && options.yes !== true && !(await agreesToLeave())) {
      process.stdout.write("Nothing was asked.\n");
      process.exitCode = 1;
      return;
    }
    const done = store.ask(id, wish, Date.now());
    if (!done.ok) throw new Problem(done.sentence);
    process.stdout.write(`Asked for: ${askedFor(wish)}.\n`);
    const deadline = performance.now() + seconds * 1000;
    let asked = fared(store, id, done.value.sequence);
    while (asked !== null && asked.answeredMs === null && performance.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      asked = fared(store, id, done.value.sequence);
    }
    tell(asked);
  } finally {
    store.close();
  }
}

export function askCommand(): Command {
  return withSettings(new Command("ask"))
    .description("ask a device, through the console that runs; the device refuses what the wearer did not agree to")
    .argument("<name>", "what you call the device, or its id")
    .addArgument(new Argument("<what>", "what to ask for; leave: this console forgets the device").choices(WORDS))
    .argument("[number]", "seconds for interval, decimals of a degree for precision")
    .option("--wait <seconds>", "how long to wait for the answer", String(DEFAULT_WAIT_S))
    .option("--yes", "leave without the question")
    .action((name: string, word: Word, value: string | undefined, options: AskOptions) =>
      finish(() => ask(name, word, value, options)),
    );
}
