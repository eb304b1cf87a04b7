import { Command } from "commander";
import { askedFor, progressSentence } from "../core/asked-words.ts";
import type { Store } from "../store/store.ts";
import { askedView } from "../subscriber/device-state.ts";
import { findPair } from "./find-pair.ts";
import { openData } from "./open-data.ts";
import { finish, Problem, withSettings } from "./problem.ts";
import { type Flags, settingsOf } from "./settings.ts";

/** As many as fit on a screen. */
const LISTED = 20;

/**
 * What was asked of a device last and how it fared, one line each, the newest last.
 * @param device label or id.
 * @throws Problem
 */
export function askedLines(store: Store, device: string, nowMs: number): string[] {
  const asked = store.asked(findPair(store, device).id, LISTED);
  if (!asked.ok) throw new Problem(asked.sentence);
  return asked.value.reverse().map((each) => {
    const view = askedView(each);
    return `${new Date(view.askedMs).toISOString()}  ${askedFor(view)}: ${progressSentence(view, nowMs)}`;
  });
}

function asked(name: string, flags: Flags): void {
  const store = openData(settingsOf(flags, process.env));
  try {
    const lines = askedLines(store, name, Date.now());
    for (const line of lines) process.stdout.write(`${line}\n`);
    if (lines.length === 0) process.stdout.write("Nothing was asked of this device within fourteen days.\n");
  } finally {
    store.close();
  }
}

export function askedCommand(): Command {
  return withSettings(new Command("asked"))
    .description("what was asked of a device last, and how it fared")
    .argument("<name>", "what you call the device, or its id")
    .action((name: string, flags: Flags) => finish(() => asked(name, flags)));
}
