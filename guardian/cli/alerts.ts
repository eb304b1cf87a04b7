import { Command } from "commander";
import type { KeptFence } from "../core/fences.ts";
import { incidentSentence, incidentTitle } from "../core/incident-words.ts";
import type { Incident } from "../core/incidents.ts";
import { standingOf } from "../core/incidents.ts";
import type { Store } from "../store/store.ts";
import { findPair } from "./find-pair.ts";
import { openData } from "./open-data.ts";
import { finish, Problem, withSettings } from "./problem.ts";
import { type Flags, settingsOf } from "./settings.ts";

function incidentsOf(store: Store, pairId: string): readonly Incident[] {
  const incidents = store.incidents(pairId);
  if (!incidents.ok) throw new Problem(incidents.sentence);
  return incidents.value;
}

/** What this console calls a fence; null: it has none of that number any more. */
function fenceName(kept: readonly KeptFence[], subject: number): string | null {
  return kept.find(({ fence }) => fence.number === subject)?.name ?? null;
}

function lineOf(incident: Incident, kept: readonly KeptFence[]): string {
  const at = new Date(incident.raisedMs ?? incident.firstHeardMs).toISOString();
  return `${at}  no. ${incident.incident}  ${incidentTitle(incident, fenceName(kept, incident.subject))}. ${incidentSentence(incident)}`;
}

/** One line an incident, the newest last. @param device label or id. @throws Problem */
export function alertLines(store: Store, device: string): string[] {
  const { id } = findPair(store, device);
  const kept = store.fences(id);
  if (!kept.ok) throw new Problem(kept.sentence);
  return [...incidentsOf(store, id)].reverse().map((incident) => lineOf(incident, kept.value));
}

function alerts(name: string, flags: Flags): void {
  const store = openData(settingsOf(flags, process.env));
  try {
    const lines = alertLines(store, name);
    for (const line of lines) process.stdout.write(`${line}\n`);
    if (lines.length === 0) process.stdout.write("Nothing was told of this device within fourteen days.\n");
  } finally {
    store.close();
  }
}

/** The newest that nobody has answered, unless a number is named. @throws Problem when there is none. */
export function openIncident(store: Store, pairId: string, number: string | undefined): Incident {
  const found = incidentsOf(store, pairId).find((one) =>
    number === undefined ? standingOf(one) === "open" : String(one.incident) === number,
  );
  if (found !== undefined) return found;
  throw new Problem(
    number === undefined
      ? "there is nothing to answer. See: lychnos guardian alerts NAME"
      : `the device told of no incident no. ${number}. See: lychnos guardian alerts NAME`,
  );
}

function answer(name: string, number: string | undefined, flags: Flags): void {
  const store = openData(settingsOf(flags, process.env));
  try {
    const { id } = findPair(store, name);
    const incident = openIncident(store, id, number);
    const done = store.ask(id, { act: "panic-ack", value: incident.incident, consent: 0 }, Date.now());
    if (!done.ok) throw new Problem(done.sentence);
    process.stdout.write(`Answered: ${incidentTitle(incident)}. The console that runs tells the device; the wearer feels it.\n`);
  } finally {
    store.close();
  }
}

export function alertsCommand(): Command {
  return withSettings(new Command("alerts"))
    .description("what the device told of what is wrong, and how it stands")
    .argument("<name>", "what you call the device, or its id")
    .action((name: string, flags: Flags) => finish(() => alerts(name, flags)));
}

export function answerCommand(): Command {
  return withSettings(new Command("answer"))
    .description("tell the wearer that somebody has heard")
    .argument("<name>", "what you call the device, or its id")
    .argument("[number]", "of the incident; left out, the newest that nobody has answered")
    .action((name: string, number: string | undefined, flags: Flags) => finish(() => answer(name, number, flags)));
}
