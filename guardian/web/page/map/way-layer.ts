import L from "leaflet";
import type { Palette } from "./palette.ts";

/** A trip on the map: strokes of latitude and longitude, apart where nobody saw the way. */
export type Way = readonly (readonly (readonly [number, number])[])[];

/** Draws one trip of the past, in a colour that no live trail has. */
export interface WayLayer {
  /** @returns where it lies; null when there is nothing to draw. */
  show(way: Way | null, palette: Palette): L.LatLngBounds | null;
  recolour(palette: Palette): void;
}

export function addWay(map: L.Map): WayLayer {
  const renderer = L.canvas({ pane: "way", padding: 0.3 });
  const group = L.featureGroup().addTo(map);
  return {
    show(way, palette) {
      group.clearLayers();
      const quiet = { renderer, interactive: false, color: palette.way };
      for (const stroke of way ?? []) {
        const points = stroke.map(([lat, lon]): L.LatLngTuple => [lat, lon]);
        group.addLayer(L.polyline(points, { ...quiet, weight: 4, opacity: 0.9, dashArray: "1 8", lineCap: "round" }));
        for (const end of [points[0], points[points.length - 1]]) {
          if (end !== undefined) group.addLayer(L.circleMarker(end, { ...quiet, radius: 4, weight: 2, fillOpacity: 0.4 }));
        }
      }
      return group.getLayers().length === 0 ? null : group.getBounds();
    },
    recolour(palette) {
      group.setStyle({ color: palette.way });
    },
  };
}
