import { type Outcome, refused, type TraceFault } from "./fault.ts";
import { atLine, type Place } from "./place.ts";
import { saysSynthetic } from "./synthetic-mark.ts";
import { MAX_TRACE_POINTS, type Trace, type TracePoint } from "./trace.ts";
import { appendPoint, inOrder, tooManyPoints } from "./track-points.ts";
import { isFault, noTime, pointOf } from "./written-point.ts";
import { isoTimeMs } from "./written-time.ts";
import { readXml, type XmlElement, type XmlTrackReader } from "./xml-file.ts";

/**
 * Reads where something was from a KML file: its `gx:Track` elements, or else its placemarks that have a point and a time
 * stamp. A line without times says where but not when, and is refused.
 */
export function readKml(pieces: AsyncIterable<string> | Iterable<string>): Promise<Outcome<Trace>> {
  return readXml(pieces, { root: "kml", name: "KML", fault: "not-kml" }, kmlReader());
}

/** A text with the line it stood on. */
interface Written {
  text: string;
  line: number;
}

interface Placemark {
  when: Written | null;
  position: Written | null;
}

function kmlReader(): XmlTrackReader<Trace> {
  const tracks = gatherTracks();
  const marks = gatherMarks();
  let name = "";
  let synthetic = false;
  let lineAt: number | null = null;
  return {
    begin(element) {
      tracks.begin(element);
      marks.begin(element);
      return null;
    },
    finish(element, above) {
      const parent = above[above.length - 1]?.name ?? "";
      if (element.name === "LineString") lineAt ??= element.line;
      if (element.name === "name" && name === "") name = element.text.trim();
      if (element.name === "description" && saysSynthetic(element.text)) synthetic = true;
      marks.finish(element, parent);
      return tracks.finish(element, parent);
    },
    end() {
      if (tracks.points.length > 0) return { ok: true, value: { name, synthetic, points: tracks.points } };
      const fault = marks.fault();
      if (fault !== null) return { ok: false, fault };
      if (marks.points.length > 0) return { ok: true, value: { name, synthetic, points: inOrder(marks.points) } };
      if (lineAt !== null) return { ok: false, fault: noTime(atLine(lineAt)) };
      return refused("empty", null, "The file has neither a gx:Track nor placemarks with a point and a time stamp.");
    },
  };
}

interface Tracks {
  points: TracePoint[];
  begin(element: XmlElement): void;
  finish(element: XmlElement, parent: string): TraceFault | null;
}

function gatherTracks(): Tracks {
  const points: TracePoint[] = [];
  let whens: Written[] = [];
  let coords: Written[] = [];
  return {
    points,
    begin({ name }) {
      if (name === "Track") [whens, coords] = [[], []];
    },
    finish(element, parent) {
      if (element.name === "Track") return pairUp(points, whens, coords, element.line);
      if (parent !== "Track") return null;
      const written = { text: element.text.trim(), line: element.line };
      if (element.name === "when") return held(whens, written);
      return element.name === "coord" ? held(coords, written) : null;
    },
  };
}

interface Marks {
  points: TracePoint[];
  begin(element: XmlElement): void;
  finish(element: XmlElement, parent: string): void;
  /** Of the first placemark that cannot be played; beside a track it does not matter, since it is then a note on the map. */
  fault(): TraceFault | null;
}

function gatherMarks(): Marks {
  const points: TracePoint[] = [];
  let open: Placemark = { when: null, position: null };
  let first: TraceFault | null = null;
  return {
    points,
    begin({ name }) {
      if (name === "Placemark") open = { when: null, position: null };
    },
    finish({ name, text, line }, parent) {
      if (name === "when" && parent === "TimeStamp") open.when = { text: text.trim(), line };
      if (name === "coordinates" && parent === "Point") open.position = { text: text.trim(), line };
      if (name === "Placemark") first ??= appendMark(points, open);
    },
    fault: () => first,
  };
}

function held(list: Written[], written: Written): TraceFault | null {
  if (list.length >= MAX_TRACE_POINTS) return tooManyPoints(atLine(written.line));
  list.push(written);
  return null;
}

/** KML pairs the n-th time of a track with its n-th position. An empty position is one that was not known. */
function pairUp(points: TracePoint[], whens: readonly Written[], coords: readonly Written[], line: number): TraceFault | null {
  if (whens.length !== coords.length) {
    return {
      kind: "not-kml",
      line,
      message: `Line ${line}: the gx:Track has ${whens.length} times and ${coords.length} positions, so nobody knows which belong together. Write the file anew with the program that made it.`,
    };
  }
  for (let n = 0; n < coords.length; n++) {
    const [when, coord] = [whens[n] as Written, coords[n] as Written];
    if (coord.text === "") continue;
    const fault = append(points, when, coord.text.split(/\s+/), atLine(coord.line));
    if (fault !== null) return fault;
  }
  return null;
}

function appendMark(points: TracePoint[], { when, position }: Placemark): TraceFault | null {
  if (when === null || position === null) return null;
  const place = atLine(position.line);
  const point = written(when, position.text.split(","), place);
  if (isFault(point)) return point;
  if (points.length >= MAX_TRACE_POINTS) return tooManyPoints(place);
  points.push(point);
  return null;
}

function append(points: TracePoint[], when: Written, fields: readonly string[], place: Place): TraceFault | null {
  const point = written(when, fields, place);
  return isFault(point) ? point : appendPoint(points, point, place);
}

/** KML writes longitude, latitude, altitude. */
function written(when: Written, [lon, lat, altitude]: readonly string[], place: Place): TracePoint | TraceFault {
  return pointOf({ lat, lon, altitude, timeMs: isoTimeMs(when.text) }, place);
}
