import type { Fix } from "../../device/core/fix.ts";
import { follows, holds, lastTold, type Reason, ROLLOVER_MS, type Told, whyMissing, whyOnlyOurs } from "./gpsd-reason.ts";
import type { Decoder, Recording, Report, SeenEpoch } from "./gpsd-recording.ts";
import { type PlainPosition, plainSentences, printed, samePlace } from "./plain-nmea.ts";

export interface Difference {
  recording: string;
  /** "undated": the same position, which gpsd reported before it knew the date. */
  what: "differs" | "missing" | "only-ours" | "undated";
  /** Null: no rule explains it, and the comparison fails. */
  reason: Reason | null;
}

export interface Comparison {
  /** Positions that gpsd reported, counted once for each time and place. */
  positions: number;
  equal: number;
  differences: Difference[];
}

interface Ours {
  timeMs: number;
  position: PlainPosition;
  epoch: SeenEpoch | null;
  met: boolean;
}

const DAY_MS = 86400000;
/** Within one epoch one sentence has hundredths of a second, another thousandths; gpsd tells the last one's. */
const SAME_TIME_MS = 9;

/** Finds for each fix its epoch in what gpsd saw: both are in the order of the stream. */
function place(fixes: Fix[], epochs: SeenEpoch[]): Ours[] {
  let from = 0;
  return fixes.map((fix) => {
    const position = printed(fix);
    const at = epochs.findIndex((epoch, i) => {
      if (i < from || epoch.timeOfDayMs === null) return false;
      if (Math.abs(epoch.timeOfDayMs - (fix.timeMs % DAY_MS)) > 10) return false;
      return epoch.sentences.some((sentence) => holds(sentence, position));
    });
    if (at >= 0) from = at + 1;
    return { timeMs: fix.timeMs, position, epoch: epochs[at] ?? null, met: false };
  });
}

function sameTime(a: number | null, b: number): boolean {
  return a !== null && Math.abs(a - b) <= SAME_TIME_MS;
}

/** What has been read of the recording up to the epoch under way. */
interface SoFar {
  earlier: PlainPosition[];
  told: Told | null;
}

function whyOtherTime(report: Report & { time: number }, timeMs: number, told: Told | null): Reason | null {
  const shift = Math.abs(report.time - timeMs);
  if (shift % ROLLOVER_MS <= SAME_TIME_MS) return "gpsd-moved-1024-weeks";
  return shift % DAY_MS <= SAME_TIME_MS && follows(told, timeMs) ? "gpsd-dated-otherwise" : null;
}

/** Compares one report of gpsd with the fix of ours that belongs to it. */
function meet(
  epoch: SeenEpoch,
  report: Report,
  position: PlainPosition,
  soFar: SoFar,
  ours: Ours[],
): Omit<Difference, "recording"> | null {
  const there = ours.filter((fix) => fix.epoch === epoch || sameTime(report.time, fix.timeMs));
  const same = there.find((fix) => samePlace(fix.position, position));
  if (same === undefined) {
    const other = there[0];
    if (other !== undefined) other.met = true;
    const reason = whyMissing(epoch, report, position, soFar.earlier, other?.position ?? null, soFar.told);
    return { what: other === undefined ? "missing" : "differs", reason };
  }
  same.met = true;
  if (report.time === null) return { what: "undated", reason: "gpsd-had-no-date" };
  if (sameTime(report.time, same.timeMs)) return null;
  return { what: "differs", reason: whyOtherTime({ ...report, time: report.time }, same.timeMs, soFar.told) };
}

/** A fix of ours that belongs to none of the epochs that gpsd shows: it must stand in what the receiver sent. */
function whyNotShown(recording: Recording, position: PlainPosition): Reason | null {
  const shown = recording.epochs.some((epoch) => epoch.sentences.some((sentence) => holds(sentence, position)));
  const sent = plainSentences(Buffer.from(recording.bytes).toString("latin1"));
  return !shown && sent.some((sentence) => sentence.claim === "valid" && holds(sentence, position)) ? "gpsd-passed-over" : null;
}

export function compare(recording: Recording, decode: Decoder): Comparison {
  const ours = place(decode(recording.bytes), recording.epochs);
  const result: Comparison = { positions: 0, equal: 0, differences: [] };
  const soFar: SoFar = { earlier: [], told: null };
  for (const epoch of recording.epochs) {
    soFar.told = lastTold(epoch, soFar.told);
    const seen = new Set<string>();
    for (const report of epoch.reports) {
      if (report.position === null) continue;
      const key = `${report.time} ${report.position.lat} ${report.position.lon}`;
      if (!seen.has(key)) {
        seen.add(key);
        result.positions++;
        const difference = meet(epoch, report, report.position, soFar, ours);
        if (difference === null) result.equal++;
        else result.differences.push({ recording: recording.name, ...difference });
      }
      soFar.earlier.push(report.position);
    }
  }
  for (const fix of ours) {
    if (fix.met) continue;
    const reason = fix.epoch === null ? whyNotShown(recording, fix.position) : whyOnlyOurs(fix.epoch, fix.position);
    result.differences.push({ recording: recording.name, what: "only-ours", reason });
  }
  return result;
}
