import { type Outcome, refused, type TraceFault } from "./fault.ts";
import { atLine } from "./place.ts";
import { saysSynthetic } from "./synthetic-mark.ts";
import type { Trace, TracePoint } from "./trace.ts";
import { appendPoint } from "./track-points.ts";
import { isFault, pointOf } from "./written-point.ts";
import { isoTimeMs } from "./written-time.ts";
import { readXml, type XmlElement, type XmlTrackReader } from "./xml-file.ts";

/** GPX 1.0 has speed (m/s) and course as children; 1.1 has them in extensions of many makers under the same names. */
const READ_CHILDREN: ReadonlySet<string> = new Set(["ele", "time", "speed", "course"]);
const MAX_NAME_CHARS = 64;

/**
 * Reads the tracks of a GPX 1.0 or 1.1 file, or its routes when it has no track, piece by piece. The points of all
 * segments are joined, and a second point of the same millisecond is left out.
 */
export function readGpx(pieces: AsyncIterable<string> | Iterable<string>): Promise<Outcome<Trace>> {
  return readXml(pieces, { root: "gpx", name: "GPX", fault: "not-gpx" }, gpxReader());
}

function gpxReader(): XmlTrackReader<Trace> {
  const gathered = gatherPoints();
  let texts: Map<string, string> | null = null;
  let name = "";
  let synthetic = false;

  return {
    begin(element) {
      if (isPoint(element)) texts = new Map();
      return null;
    },
    finish(element, above) {
      if (isPoint(element)) {
        const fault = gathered.add(element, texts ?? new Map());
        texts = null;
        return fault;
      }
      const parent = above[above.length - 1]?.name;
      if (texts !== null && READ_CHILDREN.has(element.name)) texts.set(element.name, element.text);
      if (element.name === "name" && parent === "trk") name = (name + element.text.trim()).slice(0, MAX_NAME_CHARS);
      if (element.name === "desc" && texts === null && saysSynthetic(element.text)) synthetic = true;
      return null;
    },
    end: () => gathered.end(name, synthetic),
  };
}

function isPoint({ name }: XmlElement): boolean {
  return name === "trkpt" || name === "rtept";
}

interface Gathered {
  add(element: XmlElement, texts: ReadonlyMap<string, string>): TraceFault | null;
  end(name: string, synthetic: boolean): Outcome<Trace>;
}

function gatherPoints(): Gathered {
  const track: TracePoint[] = [];
  const route: TracePoint[] = [];
  let routeFault: TraceFault | null = null;
  return {
    add(element, texts) {
      if (element.name === "trkpt") return append(track, element, texts);
      // A route beside a track is a plan that nobody has to be able to play.
      routeFault ??= append(route, element, texts);
      return null;
    },
    end(name, synthetic) {
      if (track.length === 0 && routeFault !== null) return { ok: false, fault: routeFault };
      const points = track.length > 0 ? track : route;
      if (points.length === 0)
        return refused("empty", null, "The file has neither a track nor a route with points. Waypoints alone cannot be played.");
      return { ok: true, value: { name, synthetic, points } };
    },
  };
}

function append(points: TracePoint[], { attributes, line }: XmlElement, texts: ReadonlyMap<string, string>): TraceFault | null {
  const time = texts.get("time");
  const place = atLine(line);
  const point = pointOf(
    {
      lat: attributes.lat,
      lon: attributes.lon,
      timeMs: time === undefined ? undefined : isoTimeMs(time.trim()),
      altitude: texts.get("ele"),
      speed: texts.get("speed"),
      course: texts.get("course"),
    },
    place,
  );
  return isFault(point) ? point : appendPoint(points, point, place);
}
