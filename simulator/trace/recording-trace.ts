import type { Fix } from "../../device/core/fix.ts";
import { feed, finish, makeNmea, type NmeaSink } from "../../device/core/nmea.ts";
import { type Outcome, refused, type TraceFault } from "./fault.ts";
import type { NmeaRecording } from "./nmea-recording.ts";
import { SYNTHETIC_NOTICE } from "./synthetic-mark.ts";
import type { Trace, TracePoint } from "./trace.ts";
import { appendPoint } from "./track-points.ts";

/** Where a receiver was by its own words, as the device reads them: only positions that it called valid. */
export function recordingTrace({ bursts }: NmeaRecording): Outcome<Trace> {
  const points: TracePoint[] = [];
  let fault: TraceFault | null = null;
  const nmea = makeNmea("decoded");
  const sink: NmeaSink = {
    fix(fix) {
      fault ??= appendPoint(points, pointOfFix(fix), { line: null, name: `Position ${points.length + 1}` });
    },
    refused: () => undefined,
  };
  let synthetic = false;
  for (const { bytes } of bursts) {
    feed(nmea, bytes, sink);
    synthetic ||= Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(SYNTHETIC_NOTICE);
    if (fault !== null) return { ok: false, fault };
  }
  finish(nmea, sink);
  if (fault !== null) return { ok: false, fault };
  if (points.length === 0)
    return refused("empty", null, "The receiver never had a fix with time and date, so there is no way in this log.");
  return { ok: true, value: { name: "", synthetic, points } };
}

function pointOfFix({ timeMs, latDeg, lonDeg, altitudeM, speedMps, courseDeg }: Fix): TracePoint {
  return { timeMs, latDeg, lonDeg, altitudeM, speedMps, courseDeg, valid: true };
}
