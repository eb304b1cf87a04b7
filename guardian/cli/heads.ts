import { Command } from "commander";
import { type HeadFinding, headsOf, headText } from "../core/told-head.ts";
import type { Store } from "../store/store.ts";
import { findPair } from "./find-pair.ts";
import { openData } from "./open-data.ts";
import { finish, Problem, withSettings } from "./problem.ts";
import { type Flags, settingsOf } from "./settings.ts";

export interface HeadsOptions extends Flags {
  device: string;
}

/** What the command says: lines for `lychnos receipts verify --head`, and what is wrong, for people. */
export interface HeadsTold {
  lines: string[];
  alarms: string[];
}

function alarmOf({ toldMs, before, after }: HeadFinding): string {
  const fewer = after.count < before.count ? "fewer receipts than before" : "other receipts than before";
  return (
    `ALARM: at ${new Date(toldMs).toISOString()} the device told of ${fewer}: ${headText(before)}, then ${headText(after)}. ` +
    "They were cut off, exchanged or begun anew. The wearer can check with: lychnos receipts verify"
  );
}

/**
 * The heads of the wearer's receipts that this console was told, so that a tail that was cut off is noticed.
 * @param device label or id.
 * @throws Problem
 */
export function headsTold(store: Store, device: string): HeadsTold {
  const record = store.heads(findPair(store, device).id);
  if (!record.ok) throw new Problem(record.sentence);
  return { lines: headsOf(record.value).map(headText), alarms: record.value.findings.map(alarmOf) };
}

function heads(options: HeadsOptions): void {
  const store = openData(settingsOf(options, process.env));
  try {
    const { lines, alarms } = headsTold(store, options.device);
    for (const line of lines) process.stdout.write(`${line}\n`);
    for (const alarm of alarms) process.stderr.write(`${alarm}\n`);
    if (lines.length === 0) process.stderr.write("This device has told of no receipts yet.\n");
  } finally {
    store.close();
  }
}

export function headsCommand(): Command {
  return withSettings(new Command("heads"))
    .description("what a device told of the wearer's receipts; each line is for: lychnos receipts verify --head")
    .requiredOption("--device <name>", "what you call the device, or its id")
    .action((options: HeadsOptions) => finish(() => heads(options)));
}
