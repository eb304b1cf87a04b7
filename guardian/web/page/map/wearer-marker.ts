import L from "leaflet";
import type { Palette } from "./palette.ts";

/** One device on the map. */
export interface Spot {
  at: L.LatLngTuple;
  accuracyM: number | null;
  label: string;
  /** Only a live spot glows; any other is hollow and says when it was true (P51). */
  live: boolean;
  /** "last seen 14:02, 6 min ago"; null while live. */
  seen: string | null;
  /** "estimated, told 14 s ago" while a live spot stands where the wearer should be by now; null where they said to be. */
  estimated: string | null;
}

export interface WearerMarker {
  show(spot: Spot, palette: Palette): void;
  remove(): void;
}

const GLIDE_MS = 600;
/** A leap of more pixels than this is shown as a leap. */
const GLIDE_PX = 400;

function iconOf(element: HTMLElement): L.DivIcon {
  return L.divIcon({ className: "spot-anchor", html: element, iconSize: [0, 0] });
}

function drawing(): { root: HTMLElement; name: HTMLElement; seen: HTMLElement } {
  const part = (className: string, parent: HTMLElement): HTMLElement => {
    const element = document.createElement("span");
    element.className = className;
    parent.append(element);
    return element;
  };
  const root = document.createElement("div");
  root.className = "spot";
  part("spot-glow", root);
  part("spot-core", root);
  const flag = part("spot-flag", root);
  return { root, name: part("spot-name", flag), seen: part("spot-seen", flag) };
}

/** Glides between two positions, reported or estimated, and never beyond the last one. */
function glider(map: L.Map, move: (at: L.LatLng) => void): (to: L.LatLng, glide: boolean) => void {
  let from: L.LatLng | null = null;
  let frame = 0;
  return (to, glide) => {
    if (from?.equals(to) === true) return;
    cancelAnimationFrame(frame);
    const start = from;
    from = to;
    const far = start === null || map.latLngToContainerPoint(start).distanceTo(map.latLngToContainerPoint(to)) > GLIDE_PX;
    if (start === null || far || !glide || matchMedia("(prefers-reduced-motion: reduce)").matches) {
      move(to);
      return;
    }
    const began = performance.now();
    const step = (now: number): void => {
      const share = Math.min(1, Math.max(0, (now - began) / GLIDE_MS));
      const eased = share * (2 - share);
      move(L.latLng(start.lat + (to.lat - start.lat) * eased, start.lng + (to.lng - start.lng) * eased));
      if (share < 1) frame = requestAnimationFrame(step);
    };
    frame = requestAnimationFrame(step);
  };
}

/** @param renderer of the pane that the accuracy circle lies in. */
export function addWearerMarker(map: L.Map, renderer: L.Renderer): WearerMarker {
  const { root, name, seen } = drawing();
  const circle = L.circle([0, 0], { renderer, interactive: false, radius: 0 }).addTo(map);
  const marker = L.marker([0, 0], { icon: iconOf(root), interactive: false, keyboard: false, pane: "spots" }).addTo(map);
  const glideTo = glider(map, (at) => {
    marker.setLatLng(at);
    circle.setLatLng(at);
  });
  return {
    show(spot, palette) {
      glideTo(L.latLng(spot.at), spot.live);
      root.classList.toggle("live", spot.live);
      root.dataset.live = spot.live ? "yes" : "no";
      name.textContent = spot.label;
      root.classList.toggle("estimated", spot.estimated !== null);
      seen.textContent = spot.seen ?? spot.estimated ?? "";
      circle.setRadius(spot.accuracyM ?? 0);
      const color = spot.live ? palette.flame : palette.ash;
      circle.setStyle({
        color,
        weight: 1.2,
        opacity: 0.8,
        fillColor: color,
        fillOpacity: spot.live ? 0.16 : 0.06,
        ...(spot.live && spot.estimated === null ? { dashArray: "" } : { dashArray: "4 4" }),
      });
    },
    remove() {
      marker.remove();
      circle.remove();
    },
  };
}
