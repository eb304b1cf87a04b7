import { Argument, Command } from "commander";
import type { FenceCalendar } from "../../device/protocol/fence.ts";
import { consentHeard } from "../core/asking.ts";
import { fenceSentence, numberFor } from "../core/fences.ts";
import type { Store } from "../store/store.ts";
import { calendarOf, type DrawOptions, shapeOf } from "./fence-options.ts";
import { findPair } from "./find-pair.ts";
import { openData } from "./open-data.ts";
import { configProblem, finish, Problem, withSettings } from "./problem.ts";
import { type Flags, settingsOf } from "./settings.ts";

export type FenceOptions = Flags & DrawOptions;
type What = "set" | "list" | "clear";

const LONGEST_NAME = 40;

function needName(name: string | undefined): string {
  if (name !== undefined && name.length > 0 && name.length <= LONGEST_NAME) return name;
  throw configProblem(`say what you call the fence, in at most ${LONGEST_NAME} characters.`);
}

function keptOf(store: Store, pairId: string) {
  const kept = store.fences(pairId);
  if (!kept.ok) throw new Problem(kept.sentence);
  return kept.value;
}

function consentOf(store: Store, pairId: string): number | null {
  const hearing = store.hearing(pairId);
  if (!hearing.ok) throw new Problem(hearing.sentence);
  return hearing.value === null ? null : consentHeard(hearing.value);
}

function hhmm(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}

function daysText(days: number): string {
  const names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].filter((_, day) => (days & (1 << day)) !== 0);
  return names.length === 7 ? "every day" : names.join(",");
}

function calendarText({ days, fromMinute, toMinute }: FenceCalendar): string {
  const hours = fromMinute === 0 && toMinute === 1440 ? "" : ` from ${hhmm(fromMinute)} to ${hhmm(toMinute)}`;
  return `${daysText(days)}${hours}`;
}

/**
 * One line for each fence: what it is called, when it is watched, and whether the device has it. Never where it is.
 * @param device label or id.
 * @throws Problem
 */
export function fenceLines(store: Store, device: string, nowMs: number): string[] {
  const { id } = findPair(store, device);
  const consent = consentOf(store, id);
  return keptOf(store, id).map((kept) => {
    const shape = kept.fence.shape;
    const form = shape.kind === "circle" ? `circle of ${shape.radiusM} m` : `polygon of ${shape.vertices.length} corners`;
    return `${kept.name}  ${form}, ${calendarText(kept.fence.calendar)}: ${fenceSentence(kept, consent, nowMs)}`;
  });
}

/** Draws a fence, or draws it anew. @throws Problem */
export function setFence(store: Store, device: string, name: string | undefined, options: DrawOptions, nowMs: number): void {
  const { id } = findPair(store, device);
  const called = needName(name);
  const drawing = { shape: shapeOf(options), calendar: calendarOf(options) };
  const consent = consentOf(store, id);
  if (consent === null) {
    throw new Problem(
      "the device was not heard yet, so this console does not know what the wearer agreed to. Wait until it is heard: lychnos guardian list",
    );
  }
  const number = numberFor(called, keptOf(store, id));
  if (number === null) throw new Problem("a device watches eight fences of one guardian at most. Clear one first.");
  const done = store.setFence(id, called, { number, ...drawing }, consent, nowMs);
  if (!done.ok) throw new Problem(done.sentence);
}

/** @throws Problem */
export function clearFence(store: Store, device: string, name: string | undefined, nowMs: number): void {
  const { id } = findPair(store, device);
  const called = needName(name);
  const kept = keptOf(store, id).find((one) => one.name === called);
  if (kept === undefined) throw new Problem("no fence of this device is called that. See: lychnos guardian fence NAME list");
  const done = store.clearFence(id, kept.fence.number, consentOf(store, id) ?? 0, nowMs);
  if (!done.ok) throw new Problem(done.sentence);
}

function fence(device: string, what: What, name: string | undefined, options: FenceOptions): void {
  const store = openData(settingsOf(options, process.env));
  try {
    if (what === "set") setFence(store, device, name, options, Date.now());
    if (what === "clear") clearFence(store, device, name, Date.now());
    if (what !== "list") {
      process.stdout.write(`Asked for. See how it stands with: lychnos guardian fence NAME list\n`);
      return;
    }
    const lines = fenceLines(store, device, Date.now());
    for (const line of lines) process.stdout.write(`${line}\n`);
    if (lines.length === 0) process.stdout.write("This device watches no fence for you.\n");
  } finally {
    store.close();
  }
}

export function fenceCommand(): Command {
  return withSettings(new Command("fence"))
    .description("places that the device tells you of when the wearer comes or goes; their names stay on this machine")
    .argument("<device>", "what you call the device, or its id")
    .addArgument(new Argument("<what>", "what to do").choices(["set", "list", "clear"]))
    .argument("[name]", "what you call the fence")
    .option("--circle <lat,lon,radius>", "a circle: degrees, degrees and metres")
    .option("--polygon <file>", "a polygon: a GeoJSON file")
    .option("--days <days>", "days on which it is watched, such as mon-fri; otherwise every day")
    .option("--from <time>", "in the wearer's civil time, such as 08:00")
    .option("--to <time>", "past midnight when it is earlier than --from")
    .action((device: string, what: What, name: string | undefined, options: FenceOptions) =>
      finish(() => fence(device, what, name, options)),
    );
}
