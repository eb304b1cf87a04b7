import { createReceiver, type ReceiverOptions } from "./receiver/receiver.ts";
import { retimed } from "./receiver/retime.ts";
import type { Burst, Playable } from "./replay.ts";
import type { NmeaRecording } from "./trace/nmea-recording.ts";
import { pointAt } from "./trace/point-at.ts";
import type { Trace } from "./trace/trace.ts";

const SECOND_MS = 1000;

/** A recording, its sentences' times moved by whole seconds; by 0 its bytes are the file's own. */
export function playRecording(recording: NmeaRecording, shiftMs: number): Playable {
  return {
    durationMs: recording.durationMs,
    *bursts(): Iterator<Burst> {
      for (const burst of recording.bursts) {
        yield shiftMs === 0 ? burst : { ...burst, utcMs: shifted(burst.utcMs, shiftMs), bytes: retimed(burst.bytes, shiftMs) };
      }
    },
  };
}

/** What a receiver would say along a trace, at each whole second of it, or more often by its rate. */
export function playTrace(trace: Trace, options: ReceiverOptions, shiftMs: number): Playable {
  const [firstMs, lastMs] = wholeSeconds(trace);
  return {
    durationMs: lastMs - firstMs,
    *bursts(): Iterator<Burst> {
      const receiver = createReceiver(options);
      for (let timeMs = firstMs; timeMs <= lastMs; timeMs += SECOND_MS / options.rateHz) {
        const utcMs = timeMs + shiftMs;
        yield { atMs: timeMs - firstMs, utcMs, bytes: receiver.burst({ ...pointAt(trace, timeMs), timeMs: utcMs }) };
      }
    },
  };
}

/** The whole seconds within a trace; one shorter than that is played at the second it began in. */
function wholeSeconds(trace: Trace): [number, number] {
  const startMs = trace.points[0]?.timeMs ?? 0;
  const endMs = trace.points[trace.points.length - 1]?.timeMs ?? startMs;
  const first = Math.ceil(startMs / SECOND_MS) * SECOND_MS;
  const last = Math.floor(endMs / SECOND_MS) * SECOND_MS;
  return first <= last ? [first, last] : [last, last];
}

/** By how much a recording's times move so that it seems to begin now: whole seconds, as many sentences have no others. */
export function shiftToNow(startUtcMs: number | null, nowUtcMs: number): number {
  return startUtcMs === null ? 0 : Math.round((nowUtcMs - startUtcMs) / SECOND_MS) * SECOND_MS;
}

/** When a recording began, by the first time in it; null when it never tells time and date. */
export function recordingStart(recording: NmeaRecording): number | null {
  const timed = recording.bursts.find((burst) => burst.utcMs !== null);
  return timed === undefined || timed.utcMs === null ? null : timed.utcMs - timed.atMs;
}

function shifted(utcMs: number | null, shiftMs: number): number | null {
  return utcMs === null ? null : utcMs + shiftMs;
}
