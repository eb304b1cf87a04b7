import { SaxesParser, type SaxesTagPlain } from "saxes";
import { type Outcome, refused, type TraceFault } from "./fault.ts";
import { closePoint, localName, type OpenPoint, openPoint, READ_CHILDREN } from "./gpx-points.ts";
import { MAX_TRACE_POINTS, type Trace, type TracePoint } from "./trace.ts";

/** The XML reader holds a comment or attribute whole, so the file as a whole has an end. */
export const MAX_GPX_BYTES = 256 * 1024 * 1024;
/** Longer than any number or time; the rest of such a text is not kept. */
const MAX_TEXT_CHARS = 64;
const MAX_DEPTH = 64;

/**
 * Reads the tracks of a GPX 1.0 or 1.1 file, or its routes when it has no track, piece by piece. The points of all
 * segments are joined, and a second point of the same millisecond is left out.
 */
export async function readGpx(pieces: AsyncIterable<string> | Iterable<string>): Promise<Outcome<Trace>> {
  const reading = createReading();
  let bytes = 0;
  for await (const piece of pieces) {
    bytes += piece.length;
    if (bytes > MAX_GPX_BYTES)
      return refused("too-large", null, `The file is larger than ${MAX_GPX_BYTES / 1024 / 1024} MB. Cut it up with gpsbabel.`);
    reading.take(piece);
    const fault = reading.fault();
    if (fault !== null) return { ok: false, fault };
  }
  return reading.end();
}

interface Reading {
  take(piece: string): void;
  fault(): TraceFault | null;
  end(): Outcome<Trace>;
}

function createReading(): Reading {
  const parser = new SaxesParser({ xmlns: false, fragment: false });
  const gathered = gatherPoints();
  const path: string[] = [];
  let first: TraceFault | null = null;
  let open: OpenPoint | null = null;
  let name = "";

  function fail(fault: TraceFault): void {
    first ??= fault;
  }

  function begin(tag: SaxesTagPlain): void {
    const element = localName(tag.name);
    if (path.length === 0 && element !== "gpx")
      fail(notGpx(parser.line, `the outermost element is <${tag.name.slice(0, 40)}>, not <gpx>`));
    path.push(element);
    if (path.length > MAX_DEPTH) fail(notGpx(parser.line, "its elements are nested too deeply"));
    if (element !== "trkpt" && element !== "rtept") return;
    const point = openPoint(tag, parser.line);
    if ("kind" in point) fail(point);
    else open = point;
  }

  function text(piece: string): void {
    const element = path[path.length - 1] ?? "";
    if (open !== null && READ_CHILDREN.has(element)) {
      open.texts.set(element, ((open.texts.get(element) ?? "") + piece).slice(0, MAX_TEXT_CHARS));
    }
    if (element === "name" && path[path.length - 2] === "trk") name = (name + piece.trim()).slice(0, MAX_TEXT_CHARS);
  }

  function finish(): void {
    const element = path.pop();
    if (open === null || (element !== "trkpt" && element !== "rtept")) return;
    const fault = gathered.add(open, element === "trkpt");
    open = null;
    if (fault !== null) fail(fault);
  }

  parser.on("opentag", begin);
  parser.on("text", text);
  parser.on("cdata", text);
  parser.on("closetag", finish);
  parser.on("error", (error) => fail(notGpx(parser.line, xmlReason(error))));
  return {
    take: (piece) => void parser.write(piece),
    fault: () => first,
    end() {
      parser.close();
      if (first !== null) return { ok: false, fault: first };
      return gathered.end(name);
    },
  };
}

interface Gathered {
  add(open: OpenPoint, onTrack: boolean): TraceFault | null;
  end(name: string): Outcome<Trace>;
}

function gatherPoints(): Gathered {
  const track: TracePoint[] = [];
  const route: TracePoint[] = [];
  let routeFault: TraceFault | null = null;
  return {
    add(open, onTrack) {
      if (onTrack) return append(track, open);
      // A route beside a track is a plan that nobody has to be able to play.
      routeFault ??= append(route, open);
      return null;
    },
    end(name) {
      if (track.length === 0 && routeFault !== null) return { ok: false, fault: routeFault };
      const points = track.length > 0 ? track : route;
      if (points.length === 0)
        return refused("empty", null, "The file has neither a track nor a route with points. Waypoints alone cannot be played.");
      return { ok: true, value: { name, synthetic: false, points } };
    },
  };
}

function append(points: TracePoint[], open: OpenPoint): TraceFault | null {
  const point = closePoint(open);
  if ("kind" in point) return point;
  const last = points[points.length - 1];
  if (last !== undefined && point.timeMs === last.timeMs) return null;
  if (last !== undefined && point.timeMs < last.timeMs) {
    return {
      kind: "time-goes-back",
      line: open.line,
      message: `Line ${open.line}: the point is earlier than the one before. Put the points in order with: gpsbabel -t -i gpx -f IN.gpx -x track,merge -o gpx -F OUT.gpx`,
    };
  }
  if (points.length >= MAX_TRACE_POINTS)
    return {
      kind: "too-large",
      line: open.line,
      message: `The file has more than ${MAX_TRACE_POINTS} points. Cut it up with gpsbabel.`,
    };
  points.push(point);
  return null;
}

function notGpx(line: number, reason: string): TraceFault {
  return { kind: "not-gpx", line, message: `Line ${line}: ${reason}. Is it really a whole GPX file?` };
}

/** saxes begins with "file:line:column:"; the line is named already, and the rest is short. */
function xmlReason(error: Error): string {
  return `the XML is broken: ${error.message
    .replace(/^\S*?\d+:\d+:\s*/, "")
    .replace(/\.$/, "")
    .slice(0, 120)}`;
}
