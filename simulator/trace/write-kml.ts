import { SYNTHETIC_MARK } from "./synthetic-mark.ts";
import type { Trace } from "./trace.ts";
import { isoText } from "./written-time.ts";
import { escaped } from "./xml-text.ts";

/** Writes a trace as KML 2.2 with one `gx:Track`, which every globe plays along its time slider. */
export function writeKml(trace: Trace): string {
  const points = trace.points.filter((point) => point.valid);
  const nature = trace.synthetic ? `<description>${SYNTHETIC_MARK}</description>` : "";
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2">',
    `  <Document><name>${escaped(trace.name)}</name>${nature}`,
    `    <Placemark><name>${escaped(trace.name)}</name>${nature}<gx:Track>`,
    ...(points.some((point) => point.altitudeM !== null) ? ["      <altitudeMode>absolute</altitudeMode>"] : []),
    ...points.map((point) => `      <when>${isoText(point.timeMs)}</when>`),
    ...points.map(({ latDeg, lonDeg, altitudeM }) => {
      const altitude = altitudeM === null ? "" : ` ${altitudeM.toFixed(1)}`;
      return `      <gx:coord>${lonDeg.toFixed(7)} ${latDeg.toFixed(7)}${altitude}</gx:coord>`;
    }),
    "    </gx:Track></Placemark>",
    "  </Document>",
    "</kml>",
    "",
  ].join("\n");
}
