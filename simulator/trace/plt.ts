import { amount } from "./amounts.ts";
import { type Outcome, refused, type TraceFault } from "./fault.ts";
import { atLine } from "./place.ts";
import { eachLine } from "./text-lines.ts";
import type { Trace, TracePoint } from "./trace.ts";
import { appendPoint } from "./track-points.ts";
import { isFault, pointOf } from "./written-point.ts";
import { isoTimeMs } from "./written-time.ts";

/** Microsoft's GeoLife user guide: the first six lines are of no use, the seventh holds the first point. */
const HEAD_LINES = 6;
const FIELDS = 7;
const METRES_PER_FOOT = 0.3048;
/** GeoLife writes this where the altitude is not known. */
const UNKNOWN_FEET = -777;

/**
 * Reads a trajectory of the GeoLife data set: latitude, longitude, 0, altitude in feet, days since 1899-12-30, date and
 * time (GMT). The day number only repeats date and time, to fewer digits, and is not looked at.
 */
export async function readPlt(pieces: AsyncIterable<string> | Iterable<string>): Promise<Outcome<Trace>> {
  const points: TracePoint[] = [];
  const read = await eachLine(pieces, (line, number) => {
    const fault = number <= HEAD_LINES ? headFault(line, number) : rowFault(points, line, number);
    return fault === null ? null : { ok: false, fault };
  });
  if (!read.ok) return read;
  if (points.length === 0) return refused("empty", null, "The trajectory has no point after its six head lines.");
  return { ok: true, value: { name: "", synthetic: false, points } };
}

function headFault(line: string, number: number): TraceFault | null {
  if (number !== 2 || line.trim() === "WGS 84") return null;
  return notPlt(number, "the datum is not WGS 84, so its positions would be somewhere else");
}

function rowFault(points: TracePoint[], line: string, number: number): TraceFault | null {
  if (line.trim() === "") return null;
  const fields = line.split(",");
  if (fields.length !== FIELDS) return notPlt(number, `it has ${fields.length} fields and not ${FIELDS}`);
  const [lat, lon, , feet, , date, time] = fields as [string, string, string, string, string, string, string];
  const place = atLine(number);
  const point = pointOf({ lat, lon, timeMs: isoTimeMs(`${date.trim()}T${time.trim()}Z`) }, place);
  if (isFault(point)) return point;
  const altitude = amount(feet);
  const altitudeM = altitude === null || altitude === UNKNOWN_FEET ? null : altitude * METRES_PER_FOOT;
  return appendPoint(points, { ...point, altitudeM }, place);
}

function notPlt(line: number, reason: string): TraceFault {
  return { kind: "not-plt", line, message: `Line ${line}: ${reason}. Is it really a whole GeoLife trajectory (.plt)?` };
}
