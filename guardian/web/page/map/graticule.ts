import L from "leaflet";
import { degreeLabel, gridLines, gridStep } from "./grid-step.ts";
import type { Palette } from "./palette.ts";

/** Meridians and parallels, so that the map has a scale and a north even where nothing else is drawn. */
export interface Graticule {
  recolour(palette: Palette): void;
}

const LINE_LIMIT = 60;
/** Labels leave the corners alone: both edges meet in one, the scale bar lies in the other. */
const CORNER_PX = { up: 40, left: 80, right: 210 };

function edgeLabel(text: string, at: L.LatLng, side: "bottom" | "left"): L.Marker {
  const element = document.createElement("span");
  element.textContent = text;
  const icon = L.divIcon({ className: `grid-label ${side}`, html: element, iconSize: [0, 0] });
  return L.marker(at, { icon, interactive: false, keyboard: false, pane: "grid-labels" });
}

export function addGraticule(map: L.Map, first: Palette): Graticule {
  const renderer = L.canvas({ pane: "grid", padding: 0.2 });
  const group = L.layerGroup().addTo(map);
  let palette = first;
  const draw = (): void => {
    group.clearLayers();
    const view = map.getBounds();
    const bounds = view.pad(0.2);
    const step = gridStep((256 * 2 ** map.getZoom()) / 360);
    const style = { renderer, interactive: false, color: palette.grid, weight: 1 };
    const south = Math.max(-85, bounds.getSouth());
    const north = Math.min(85, bounds.getNorth());
    for (const lat of gridLines(south, north, step, LINE_LIMIT)) {
      group.addLayer(
        L.polyline(
          [
            [lat, bounds.getWest()],
            [lat, bounds.getEast()],
          ],
          style,
        ),
      );
      const at = L.latLng(lat, view.getWest());
      const room = map.latLngToContainerPoint(at).y < map.getSize().y - CORNER_PX.up;
      if (room) group.addLayer(edgeLabel(degreeLabel(lat, step, "N", "S"), at, "left"));
    }
    for (const lon of gridLines(bounds.getWest(), bounds.getEast(), step, LINE_LIMIT)) {
      group.addLayer(
        L.polyline(
          [
            [south, lon],
            [north, lon],
          ],
          style,
        ),
      );
      const turned = ((((lon + 180) % 360) + 360) % 360) - 180;
      const at = L.latLng(view.getSouth(), lon);
      const { x } = map.latLngToContainerPoint(at);
      const room = x > CORNER_PX.left && x < map.getSize().x - CORNER_PX.right;
      if (room) group.addLayer(edgeLabel(degreeLabel(turned, step, "E", "W"), at, "bottom"));
    }
  };
  map.on("moveend", draw);
  draw();
  return {
    recolour(next) {
      palette = next;
      draw();
    },
  };
}
