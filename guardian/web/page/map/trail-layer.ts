import L from "leaflet";
import type { StoredFix } from "../../../core/view.ts";
import { BANDS, strokes } from "../trail.ts";
import type { Palette } from "./palette.ts";

/** Draws where the wearer was, fading with age; joined only where the way between is known. */
export interface TrailLayer {
  /** @param live the trail glows while its device is live and is ash otherwise. */
  show(trail: readonly StoredFix[], endMs: number, live: boolean, palette: Palette): void;
}

const OLDEST_OPACITY = 0.12;
const NEWEST_OPACITY = 0.95;

function position(stored: StoredFix): L.LatLngTuple {
  return [stored.fix.latE7 / 1e7, stored.fix.lonE7 / 1e7];
}

export function addTrail(map: L.Map): TrailLayer {
  const renderer = L.canvas({ pane: "trail", padding: 0.3 });
  const group = L.layerGroup().addTo(map);
  return {
    show(trail, endMs, live, palette) {
      group.clearLayers();
      const color = live ? palette.flame : palette.ash;
      for (const stroke of strokes(trail, endMs)) {
        const opacity = NEWEST_OPACITY - ((NEWEST_OPACITY - OLDEST_OPACITY) * stroke.band) / (BANDS - 1);
        const points = stroke.fixes.map(position);
        const [only] = points;
        const quiet = { renderer, interactive: false };
        if (points.length > 1) group.addLayer(L.polyline(points, { ...quiet, color, weight: 4, opacity, lineCap: "butt" }));
        else if (only !== undefined)
          group.addLayer(L.circleMarker(only, { ...quiet, radius: 2.5, stroke: false, fillColor: color, fillOpacity: opacity }));
      }
    },
  };
}
