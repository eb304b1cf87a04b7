import { keepsRest } from "../../device/core/rest.ts";
import { inHours, nextChange } from "../../device/core/schedule.ts";
import { zoneOffsets } from "../../device/node/zone-offsets.ts";
import { compareAt, makeTally, type Tally } from "../oracle/slow-hours-comparison.ts";
import { FROM_YEAR, missingZdump, systemZones, UNTIL_YEAR, zdumpReadings, zdumpTables } from "../oracle/zdump.ts";
import { borderCrossing, placesIn, type SystemTables } from "../oracle/zdump-places.ts";
import { compareTables, type ZoneVerdict } from "../oracle/zdump-zone-tables.ts";
import { pick, random } from "../random.ts";
import type { Finding, HowToRun, Proof } from "./proof.ts";

const FULL_SETS = 200;
const QUICK_SETS = 2;
/** In a quick run every n-th zone's table is made from this platform's database; it is slow to ask. */
const QUICK_TABLES = 6;
const candidate = { inHours, nextChange, keepsRest };

function hhmm(offset: number): string {
  const minutes = Math.abs(offset);
  const two = (value: number) => String(value).padStart(2, "0");
  return `UTC${offset < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function tableOf(zone: string, system: SystemTables): ZoneVerdict | null {
  const table = system.tables.get(zone);
  if (table === undefined) return null;
  try {
    return compareTables(zone, zoneOffsets(zone, Date.UTC(FROM_YEAR, 0), Date.UTC(UNTIL_YEAR, 0)), table);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

interface Tables {
  equal: number;
  wrong: number;
  listed: string[];
}

function compareWithPlatform(zones: string[], system: SystemTables, version: string): Tables {
  const editions = `this Node has ${process.versions.tz ?? "an unnamed edition"}, the system has ${version}`;
  const tables: Tables = { equal: 0, wrong: 0, listed: [] };
  for (const zone of zones) {
    const verdict = tableOf(zone, system);
    if (verdict === null) {
      tables.listed.push(`${zone}: not compared, this Node does not know the zone`);
      continue;
    }
    if (verdict.kind === "equal") {
      tables.equal++;
      continue;
    }
    const { utcMs, ours, systems } = verdict;
    const what = `at ${new Date(utcMs).toISOString()} Node ${hhmm(ours)}, the system ${hhmm(systems)}`;
    if (verdict.kind === "wrong") tables.wrong++;
    tables.listed.push(`${zone}: ${verdict.kind === "wrong" ? "WRONG TABLE" : "tables differ"}, ${what}; ${editions}`);
  }
  return tables;
}

function compareHours(names: string[], system: SystemTables, how: HowToRun): { tally: Tally; changes: number } {
  const next = random(how.seed);
  const sets = how.quick ? QUICK_SETS : FULL_SETS;
  const tally = makeTally();
  let changes = 0;
  for (const [i, zone] of names.entries()) {
    how.progress(i / names.length);
    const places = placesIn(system, zone, next);
    changes += (system.tables.get(zone)?.fromMinutes.length ?? 1) - 1;
    for (const place of places) compareAt(candidate, place, sets, next, tally);
    compareAt(candidate, borderCrossing(system, zone, pick(next, names), next), sets, next, tally);
  }
  return { tally, changes };
}

async function run(how: HowToRun): Promise<Finding> {
  const missing = missingZdump();
  if (missing !== null) return { count: 0, figure: "", holds: false, missing };
  const { version, names } = systemZones();
  const system = { tables: zdumpTables(names), readings: zdumpReadings(names) };
  const asked = how.quick ? names.filter((_, i) => (i + how.seed) % QUICK_TABLES === 0) : names;
  const platform = compareWithPlatform(asked, system, version);
  const foreign = Intl.supportedValuesOf("timeZone").filter((name) => !system.tables.has(name));
  const { tally, changes } = compareHours(names, system, how);
  return {
    count: tally.sets,
    figure: `${tally.sets} random sets of hours in ${names.length} zones, at ${changes} changes of the clock from ${FROM_YEAR} to ${UNTIL_YEAR - 1} and ${names.length} border crossings: at ${tally.instants} instants ${tally.disagreements.length} disagreements with a reading that knows only zdump's two clocks; rest granted ${tally.granted} times, ${tally.overfull} days overfull; ${platform.equal} of ${asked.length} tables made from Node's time zones equal zdump's, ${platform.wrong} wrong`,
    holds: tally.disagreements.length === 0 && tally.overfull === 0 && tally.granted > 0 && platform.wrong === 0,
    details: [
      ...tally.disagreements.slice(0, 20),
      ...platform.listed,
      ...foreign.map((zone) => `${zone}: not compared, the system's edition ${version} does not know the zone`),
    ],
  };
}

export const proof: Proof = {
  name: "gate/hours",
  claim:
    "The agreed hours open and close when the civil clock of every time zone says, also on days on which it changes and over borders; and no day of a minor whose rest was granted is ever full.",
  run,
};
