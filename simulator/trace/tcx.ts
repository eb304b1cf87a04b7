import { type Outcome, refused, type TraceFault } from "./fault.ts";
import { atLine } from "./place.ts";
import type { Trace, TracePoint } from "./trace.ts";
import { appendPoint } from "./track-points.ts";
import { isFault, pointOf } from "./written-point.ts";
import { isoTimeMs } from "./written-time.ts";
import { readXml, type XmlElement } from "./xml-file.ts";

const READ_CHILDREN: ReadonlySet<string> = new Set(["Time", "LatitudeDegrees", "LongitudeDegrees", "AltitudeMeters", "Speed"]);

/**
 * Reads the track points of a TCX file (Garmin's Training Center Database, version 1 or 2): activities and courses. A
 * point without a position, as a watch writes them indoors and while it is paused, is left out.
 */
export function readTcx(pieces: AsyncIterable<string> | Iterable<string>): Promise<Outcome<Trace>> {
  const points: TracePoint[] = [];
  let texts: Map<string, string> | null = null;
  let name = "";
  return readXml(
    pieces,
    { root: "TrainingCenterDatabase", name: "TCX", fault: "not-tcx" },
    {
      begin(element) {
        if (element.name === "Trackpoint") texts = new Map();
        return null;
      },
      finish(element, above) {
        if (element.name === "Trackpoint") {
          const fault = append(points, element, texts ?? new Map());
          texts = null;
          return fault;
        }
        if (texts !== null && READ_CHILDREN.has(element.name)) texts.set(element.name, element.text);
        if (name === "" && element.name === "Name" && above[above.length - 1]?.name === "Course") name = element.text.trim();
        return null;
      },
      end() {
        if (points.length === 0)
          return refused("empty", null, "The file has no track point with a position, so there is no way to play.");
        return { ok: true, value: { name, synthetic: false, points } };
      },
    },
  );
}

function append(points: TracePoint[], { line }: XmlElement, texts: ReadonlyMap<string, string>): TraceFault | null {
  const lat = texts.get("LatitudeDegrees");
  const lon = texts.get("LongitudeDegrees");
  if (lat === undefined && lon === undefined) return null;
  const time = texts.get("Time");
  const place = atLine(line);
  const point = pointOf(
    {
      lat,
      lon,
      timeMs: time === undefined ? undefined : isoTimeMs(time.trim()),
      altitude: texts.get("AltitudeMeters"),
      speed: texts.get("Speed"),
    },
    place,
  );
  return isFault(point) ? point : appendPoint(points, point, place);
}
