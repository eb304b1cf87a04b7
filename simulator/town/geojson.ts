import type { Feature, FeatureCollection, Geometry, Position } from "geojson";
import { TOWN_NAME } from "./names.ts";
import type { Spot } from "./plane.ts";
import type { Town } from "./town.ts";

/** What a map can show of a town. */
export interface TownProperties {
  kind: "street" | "building" | "park" | "water" | "place";
  name?: string;
}

export type TownFeature = Feature<Geometry, TownProperties>;
export type TownGeoJson = FeatureCollection<Geometry, TownProperties> & { name: string };

/** The town as GeoJSON (RFC 7946: longitude first, outlines counter-clockwise), what lies below comes first. */
export function townGeoJson(town: Town): TownGeoJson {
  const position = (spot: Spot): Position => {
    const { latDeg, lonDeg } = town.plane.degrees(spot);
    return [sevenDecimals(lonDeg), sevenDecimals(latDeg)];
  };
  const area = (outline: Spot[]): Geometry => ({ type: "Polygon", coordinates: [counterClockwise(outline).map(position)] });
  const places = [town.home, town.school, ...town.busStops];
  return {
    type: "FeatureCollection",
    name: TOWN_NAME,
    features: [
      feature(area(town.water.outline), { kind: "water", name: town.water.name }),
      feature(area(town.park.outline), { kind: "park", name: town.park.name }),
      ...town.buildings.map((outline) => feature(area(outline), { kind: "building" })),
      ...town.streets.map(({ name, line }) =>
        feature({ type: "LineString", coordinates: line.map(position) }, { kind: "street", name }),
      ),
      ...places.map(({ name, spot }) => feature({ type: "Point", coordinates: position(spot) }, { kind: "place", name })),
    ],
  };
}

function feature(geometry: Geometry, properties: TownProperties): TownFeature {
  return { type: "Feature", geometry, properties };
}

/** A centimetre; more digits would only make the file longer. */
function sevenDecimals(degrees: number): number {
  return Math.round(degrees * 1e7) / 1e7;
}

function counterClockwise(outline: Spot[]): Spot[] {
  let doubled = 0;
  for (let n = 1; n < outline.length; n++) {
    const [from, to] = [outline[n - 1] as Spot, outline[n] as Spot];
    doubled += from.eastM * to.northM - to.eastM * from.northM;
  }
  return doubled < 0 ? [...outline].reverse() : outline;
}
