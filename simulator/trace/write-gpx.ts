import { SYNTHETIC_MARK } from "./synthetic-mark.ts";
import type { Trace, TracePoint } from "./trace.ts";
import { isoText } from "./written-time.ts";
import { escaped } from "./xml-text.ts";

/** Writes a trace as GPX 1.1. A made-up one says so in its description, where every program shows it. */
export function writeGpx(trace: Trace): string {
  const nature = trace.synthetic ? SYNTHETIC_MARK : "";
  const head = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<gpx version="1.1" creator="Lychnos simulator" xmlns="http://www.topografix.com/GPX/1/1">',
    `  <metadata><name>${escaped(trace.name)}</name>${described(nature)}</metadata>`,
    `  <trk><name>${escaped(trace.name)}</name>${described(nature)}<trkseg>`,
  ];
  const points = trace.points.filter((point) => point.valid).map(trackPoint);
  return [...head, ...points, "  </trkseg></trk>", "</gpx>", ""].join("\n");
}

/** Seven decimals of a degree are a centimetre. GPX 1.1 has no place for speed, and readers work it out. */
function trackPoint({ latDeg, lonDeg, altitudeM, timeMs }: TracePoint): string {
  const altitude = altitudeM === null ? "" : `<ele>${altitudeM.toFixed(1)}</ele>`;
  return `    <trkpt lat="${latDeg.toFixed(7)}" lon="${lonDeg.toFixed(7)}">${altitude}<time>${isoText(timeMs)}</time></trkpt>`;
}

function described(text: string): string {
  return text === "" ? "" : `<desc>${escaped(text)}</desc>`;
}
