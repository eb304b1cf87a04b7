import L from "leaflet";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import type { Palette } from "./palette.ts";

/**
 * Land and borders of Natural Earth, as a quiet ground. Near the ground the outlines are wrong by hundreds of metres and
 * would put people into the sea, so they give way to plain paper.
 */

/** From here on the finer outlines are drawn. */
const REGION_ZOOM = 6;
/** From here on no outline is drawn. */
export const PAPER_ZOOM = 11;

type Atlas = Topology<{ countries: GeometryCollection; land: GeometryCollection }>;
export type FetchBasemap = (detail: "50m" | "10m") => Promise<unknown>;

export interface Basemap {
  recolour(palette: Palette): void;
}

function outlines(atlas: Atlas, renderer: L.Renderer): { land: L.GeoJSON; borders: L.GeoJSON } {
  const quiet = { renderer, interactive: false };
  const land = feature(atlas, atlas.objects.land);
  const borders = mesh(atlas, atlas.objects.countries, (a, b) => a !== b);
  return { land: L.geoJSON(land, { ...quiet }), borders: L.geoJSON(borders, { ...quiet }) };
}

/** Null: nearer than any outline is good for, so the map is plain paper. */
function detailAt(zoom: number): "50m" | "10m" | null {
  if (zoom >= PAPER_ZOOM) return null;
  return zoom >= REGION_ZOOM ? "10m" : "50m";
}

/** Adds the ground to the map; the outlines come when they have been fetched, and the map works without them. */
export function addBasemap(map: L.Map, fetchBasemap: FetchBasemap, first: Palette): Basemap {
  const renderer = L.canvas({ pane: "ground", padding: 0.5 });
  const drawn = new Map<string, { land: L.GeoJSON; borders: L.GeoJSON }>();
  const asked = new Set<string>();
  let palette = first;
  const paint = (layers: { land: L.GeoJSON; borders: L.GeoJSON }): void => {
    layers.land.setStyle({ fillColor: palette.land, fillOpacity: 1, stroke: false });
    layers.borders.setStyle({ color: palette.border, weight: 0.8, fill: false });
  };
  const choose = (): void => {
    const zoom = map.getZoom();
    const wanted = detailAt(zoom);
    map.getContainer().classList.toggle("on-paper", wanted === null);
    const shown = wanted === null ? undefined : (drawn.get(wanted) ?? drawn.get("50m"));
    for (const layers of drawn.values()) {
      if (layers !== shown) map.removeLayer(layers.land).removeLayer(layers.borders);
    }
    if (shown !== undefined) map.addLayer(shown.land).addLayer(shown.borders);
    if (wanted !== null && !asked.has(wanted)) load(wanted);
  };
  const load = (detail: "50m" | "10m"): void => {
    asked.add(detail);
    fetchBasemap(detail).then(
      (atlas) => {
        const layers = outlines(atlas as Atlas, renderer);
        paint(layers);
        drawn.set(detail, layers);
        choose();
      },
      () => asked.delete(detail),
    );
  };
  map.on("zoomend", choose);
  choose();
  return {
    recolour(next) {
      palette = next;
      for (const layers of drawn.values()) paint(layers);
    },
  };
}
