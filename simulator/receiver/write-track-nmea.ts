import { SYNTHETIC_MARK, SYNTHETIC_NOTICE } from "../trace/synthetic-mark.ts";
import type { Trace, TracePoint } from "../trace/trace.ts";
import { dateField, latitudeFields, longitudeFields, sentence, timeField } from "./sentence.ts";
import { notice } from "./sky-sentences.ts";

const KNOTS_PER_MPS = 3600 / 1852;

/**
 * Writes the points of a trace as GGA and RMC, each at its own time and place: a conversion, where `write-nmea.ts` plays a
 * receiver. Satellites and dilution are not known and stay empty.
 */
export function writeTrackNmea(trace: Trace): string {
  const head = trace.synthetic ? `# ${SYNTHETIC_MARK}\n${notice(SYNTHETIC_NOTICE)}` : "# Converted by the Lychnos simulator.\n";
  return (
    head +
    trace.points
      .filter((point) => point.valid)
      .map(sentencesOf)
      .join("")
  );
}

function sentencesOf(point: TracePoint): string {
  const time = timeField(point.timeMs, point.timeMs % 1000 === 0 ? 0 : 3);
  const place = `${latitudeFields(point.latDeg)},${longitudeFields(point.lonDeg)}`;
  const speed = point.speedMps === null ? "" : (point.speedMps * KNOTS_PER_MPS).toFixed(3);
  const course = point.courseDeg === null ? "" : ((Math.round(point.courseDeg * 100) / 100) % 360).toFixed(2);
  const altitude = point.altitudeM === null ? "" : point.altitudeM.toFixed(1);
  // GGA first: GPSBabel 1.8 gives each position the time of the next when it reads RMC first.
  return (
    sentence(`GPGGA,${time},${place},1,,,${altitude},M,,M,,`) +
    sentence(`GPRMC,${time},A,${place},${speed},${course},${dateField(point.timeMs)},,,A`)
  );
}
