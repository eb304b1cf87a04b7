import { createRequire } from "node:module";
import type { Place } from "../../device/protocol/place.ts";
import type { Contains } from "./slow-sphere-polygon.ts";

/** The two functions of d3-geo that are asked, as its documentation describes them. */
interface D3Geo {
  geoContains(object: { type: "Polygon"; coordinates: [number, number][][] }, point: [number, number]): boolean;
  geoArea(object: { type: "Polygon"; coordinates: [number, number][][] }): number;
}

function load(): D3Geo | null {
  try {
    return createRequire(import.meta.url)("d3-geo") as D3Geo;
  } catch {
    return null;
  }
}

const point = ({ latDeg, lonDeg }: Place): [number, number] => [lonDeg, latDeg];

/** d3-geo's answer, or null when it is not installed. To it a ring the other way round is the rest of the earth. */
export function d3Contains(): Contains | null {
  const d3 = load();
  if (d3 === null) return null;
  return (ring, place) => {
    const closed = [...ring, ...ring.slice(0, 1)].map(point);
    const polygon = { type: "Polygon" as const, coordinates: [closed] };
    if (d3.geoArea(polygon) > 2 * Math.PI) polygon.coordinates = [closed.reverse()];
    return d3.geoContains(polygon, point(place));
  };
}
