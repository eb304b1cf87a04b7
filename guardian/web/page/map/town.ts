import type { Feature, FeatureCollection } from "geojson";
import L from "leaflet";
import type { Palette } from "./palette.ts";

/** The made-up town of a simulated device: parks, water, houses, streets, and the names of places. */
export interface Town {
  recolour(palette: Palette): void;
}

/** Below this zoom the town is a speck and its names would cover it. */
const NAMES_ZOOM = 15;
const STREET_NAMES_ZOOM = 16;
const STREET_M = 7;
const METRES_A_PIXEL = 156543.034;

function kindOf(feature: Feature | undefined): string {
  const kind: unknown = feature?.properties?.kind;
  return typeof kind === "string" ? kind : "";
}

function nameOf(feature: Feature | undefined): string | null {
  const name: unknown = feature?.properties?.name;
  return typeof name === "string" && name !== "" ? name : null;
}

function isCollection(value: unknown): value is FeatureCollection {
  return typeof value === "object" && value !== null && "features" in value && Array.isArray(value.features);
}

function label(text: string, className: string, at: L.LatLng, turnDeg: number): L.Marker {
  const element = document.createElement("span");
  element.textContent = text;
  if (turnDeg !== 0) element.style.rotate = `${turnDeg}deg`;
  const icon = L.divIcon({ className, html: element, iconSize: [0, 0] });
  return L.marker(at, { icon, interactive: false, keyboard: false, pane: "names" });
}

/** A street's name lies along its longest straight, never upside down. */
function streetLabel(feature: Feature, name: string): L.Marker | null {
  if (feature.geometry.type !== "LineString") return null;
  const points = feature.geometry.coordinates.map(([lon, lat]) => L.latLng(lat ?? 0, lon ?? 0));
  const straights = points.slice(1).map((to, index): [L.LatLng, L.LatLng] => [points[index] ?? to, to]);
  const [longest] = straights.sort(([a, b], [c, d]) => c.distanceTo(d) - a.distanceTo(b));
  if (longest === undefined) return null;
  const [from, to] = longest;
  return label(name, "street-name", L.latLng((from.lat + to.lat) / 2, (from.lng + to.lng) / 2), upright(from, to));
}

/** Degrees by which a text turns to lie along a line without standing on its head. */
function upright(from: L.LatLng, to: L.LatLng): number {
  const a = L.CRS.EPSG3857.project(from);
  const b = L.CRS.EPSG3857.project(to);
  const turn = (Math.atan2(a.y - b.y, b.x - a.x) * 180) / Math.PI;
  if (turn > 90) return turn - 180;
  return turn <= -90 ? turn + 180 : turn;
}

function placeLabel(feature: Feature, name: string): L.Marker {
  const className = `place-name ${kindOf(feature) === "place" ? "" : "area"}`;
  if (feature.geometry.type !== "Point") return label(name, className, L.geoJSON(feature).getBounds().getCenter(), 0);
  const [lon, lat] = feature.geometry.coordinates;
  return label(name, className, L.latLng(lat ?? 0, lon ?? 0), 0);
}

function names(town: FeatureCollection): { places: L.LayerGroup; streets: L.LayerGroup } {
  const places = L.layerGroup();
  const streets = L.layerGroup();
  const named = new Set<string>();
  for (const feature of town.features) {
    const name = nameOf(feature);
    if (name === null) continue;
    if (kindOf(feature) !== "street") {
      places.addLayer(placeLabel(feature, name));
      continue;
    }
    const marker = named.has(name) ? null : streetLabel(feature, name);
    named.add(name);
    if (marker !== null) streets.addLayer(marker);
  }
  return { places, streets };
}

export function addTown(map: L.Map, geojson: unknown, first: Palette): Town {
  if (!isCollection(geojson)) return { recolour: () => undefined };
  const renderer = L.canvas({ pane: "town", padding: 0.5 });
  const of = (...kinds: string[]): L.GeoJSON =>
    L.geoJSON(geojson, { filter: (feature) => kinds.includes(kindOf(feature)), ...{ renderer }, interactive: false }).addTo(map);
  const green = of("park");
  const water = of("water");
  const edges = of("street");
  const streets = of("street");
  const houses = of("building");
  const labels = names(geojson);
  let palette = first;
  const paint = (): void => {
    const zoom = map.getZoom();
    const width = Math.max(1.2, (STREET_M * 2 ** zoom) / (METRES_A_PIXEL * 0.8));
    green.setStyle({ fillColor: palette.park, fillOpacity: 1, stroke: false });
    water.setStyle({ fillColor: palette.water, fillOpacity: 1, color: palette.water, weight: width });
    edges.setStyle({ color: palette.streetEdge, weight: width + 2, fill: false });
    streets.setStyle({ color: palette.street, weight: width, fill: false });
    houses.setStyle({ fillColor: palette.building, fillOpacity: 1, color: palette.streetEdge, weight: zoom >= 16 ? 1 : 0 });
    if (zoom >= NAMES_ZOOM) labels.places.addTo(map);
    else labels.places.remove();
    if (zoom >= STREET_NAMES_ZOOM) labels.streets.addTo(map);
    else labels.streets.remove();
  };
  map.on("zoomend", paint);
  paint();
  return {
    recolour(next) {
      palette = next;
      paint();
    },
  };
}
