import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import type { ZoneOffsets } from "../../device/core/schedule.ts";

/** The time-zone database of this system, read by its own tool: zdump(8) of the tz project. */

const TZDATA = "/usr/share/zoneinfo/tzdata.zi";
export const FROM_YEAR = 2024;
/** Not itself within the span. */
export const UNTIL_YEAR = 2038;
const MINUTE_MS = 60_000;
const MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

/** One reading of both clocks: UTC, and how far ahead the civil one is then. Both in minutes. */
export interface Reading {
  utcMinute: number;
  offset: number;
}

/** @returns what is not on this machine, in words, or null. */
export function missingZdump(): string | null {
  if (!existsSync(TZDATA)) return `${TZDATA} (package tzdata)`;
  try {
    execFileSync("zdump", ["--version"], { stdio: "ignore" });
    return null;
  } catch {
    return "zdump (package libc-bin)";
  }
}

/** Every zone of the system's database, backward links included, with the database's version. */
export function systemZones(): { version: string; names: string[] } {
  const lines = readFileSync(TZDATA, "utf8").split("\n");
  const names = lines.flatMap((line) => {
    const [kind, first = "", second = ""] = line.split(" ");
    if (kind === "Z") return [first];
    return kind === "L" ? [second] : [];
  });
  return { version: lines[0]?.replace("# version ", "") ?? "unknown", names: [...new Set(names)].sort() };
}

function zdump(flag: string, zones: string[], years: string): string {
  return execFileSync("zdump", [flag, "-c", years, ...zones], { encoding: "utf8", maxBuffer: 64e6 });
}

// "+0530", "-03", "+10:30": hours and perhaps minutes ahead of UTC.
function offsetOf(text: string): number {
  const digits = text.replace(":", "").slice(1).padEnd(4, "0");
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2, 4));
  return text.startsWith("-") ? -minutes : minutes;
}

/** The tables as the device keeps them, from the intervals that `zdump -i` prints. */
export function zdumpTables(zones: string[], fromYear = FROM_YEAR, untilYear = UNTIL_YEAR): Map<string, ZoneOffsets> {
  const tables = new Map<string, ZoneOffsets>();
  let table: ZoneOffsets | null = null;
  for (const line of zdump("-i", zones, `${fromYear},${untilYear}`).split("\n")) {
    const named = /^TZ="(.+)"$/.exec(line);
    if (named?.[1] !== undefined) {
      table = { fromMinutes: [], offsets: [], untilMinute: Date.UTC(untilYear, 0) / MINUTE_MS };
      tables.set(named[1], table);
    }
    const [date, time, offsetText] = line.split("\t");
    if (table === null || date === undefined || time === undefined || offsetText === undefined) continue;
    const offset = offsetOf(offsetText);
    const [hour = "0", minute = "0"] = time.split(":");
    const local = Date.parse(`${date}T00:00:00Z`) / MINUTE_MS + Number(hour) * 60 + Number(minute);
    table.fromMinutes.push(date === "-" ? Date.UTC(fromYear, 0) / MINUTE_MS : local - offset);
    table.offsets.push(offset);
  }
  return tables;
}

// "Sun Mar 31 00:59:59 2024"
function secondsOf(text: string): number {
  const [, month = "", day, time = "", year] = text.trim().split(/ +/);
  const [hour, minute, second] = time.split(":").map(Number);
  return Date.UTC(Number(year), MONTHS.indexOf(month) / 3, Number(day), hour, minute, second) / 1000;
}

/**
 * The two clocks as `zdump -V` prints them, a second before and at each change: another output of the tool than the
 * tables come from, and its words for both clocks rather than its offsets.
 * @returns for each zone that changes at all, its readings in ascending order.
 */
export function zdumpReadings(zones: string[], fromYear = FROM_YEAR, untilYear = UNTIL_YEAR): Map<string, Reading[]> {
  const all = new Map<string, Reading[]>();
  for (const line of zdump("-V", zones, `${fromYear},${untilYear}`).split("\n")) {
    const parts = /^(\S+) +(.+) UT = (.+ \d{4}) \S+ isdst/.exec(line);
    if (parts === null) continue;
    const [, zone = "", utc = "", local = ""] = parts;
    const readings = all.get(zone) ?? [];
    const seconds = secondsOf(utc);
    readings.push({ utcMinute: Math.floor(seconds / 60), offset: (secondsOf(local) - seconds) / 60 });
    all.set(zone, readings);
  }
  return all;
}
