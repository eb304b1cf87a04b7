import L from "leaflet";
import type { StoredFix } from "../../../core/view.ts";
import { addBasemap, type FetchBasemap } from "./basemap.ts";
import { addGraticule } from "./graticule.ts";
import { onSchemeChange, readPalette } from "./palette.ts";
import { addTown, type Town } from "./town.ts";
import { addTrail } from "./trail-layer.ts";
import { addWearerMarker, type Spot, type WearerMarker } from "./wearer-marker.ts";

/** What the map is to show now. */
export interface Scene {
  /** By device id. */
  spots: ReadonlyMap<string, Spot>;
  selected: string | null;
  trail: readonly StoredFix[];
  /** The server's clock, from which the trail fades. */
  endMs: number;
}

export interface LiveMap {
  show(scene: Scene): void;
  showTown(geojson: unknown): void;
  /** Keeps the selected device in view from now on, until the reader moves the map. */
  follow(): void;
  close(): void;
}

/** Panes from the ground up; Leaflet's own overlay pane is 400 and its controls lie above all. */
const PANES: readonly [string, number][] = [
  ["ground", 200],
  ["town", 250],
  ["grid", 300],
  ["names", 320],
  ["grid-labels", 330],
  ["trail", 410],
  ["accuracy", 420],
  ["spots", 600],
];
const STREET_ZOOM = 16;
const WORLD: L.LatLngBoundsExpression = [
  [-85, -200],
  [85, 200],
];

function makeMap(element: HTMLElement): L.Map {
  const reduced = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(element, {
    preferCanvas: true,
    minZoom: 2,
    maxZoom: 19,
    maxBounds: WORLD,
    maxBoundsViscosity: 0.8,
    zoomControl: false,
    attributionControl: false,
    zoomAnimation: !reduced,
    fadeAnimation: !reduced,
    inertia: !reduced,
  });
  for (const [name, zIndex] of PANES) {
    const pane = map.createPane(name);
    pane.style.zIndex = String(zIndex);
    pane.style.pointerEvents = "none";
  }
  L.control.zoom({ position: "topright" }).addTo(map);
  L.control.scale({ imperial: false, maxWidth: 140, position: "bottomright" }).addTo(map);
  return map.setView([38, 18], 4);
}

/** @param onFollow told whenever the map starts or stops keeping the selected device in view. */
export function openMap(element: HTMLElement, fetchBasemap: FetchBasemap, onFollow: (following: boolean) => void): LiveMap {
  const map = makeMap(element);
  let palette = readPalette(element);
  const ground = addBasemap(map, fetchBasemap, palette);
  const grid = addGraticule(map, palette);
  const trail = addTrail(map);
  const accuracy = L.canvas({ pane: "accuracy" });
  const markers = new Map<string, WearerMarker>();
  let town: Town | null = null;
  let scene: Scene = { spots: new Map(), selected: null, trail: [], endMs: 0 };
  let following = true;
  let arrived = false;
  const setFollowing = (value: boolean): void => {
    if (following === value) return;
    following = value;
    onFollow(value);
  };
  const selectedSpot = (): Spot | undefined => (scene.selected === null ? undefined : scene.spots.get(scene.selected));
  const keepInView = (): void => {
    const spot = selectedSpot();
    if (spot === undefined || !following) return;
    if (!arrived) map.setView(spot.at, STREET_ZOOM, { animate: false });
    else if (!map.getBounds().pad(-0.25).contains(spot.at)) map.panTo(spot.at);
    arrived = true;
  };
  const draw = (): void => {
    for (const [id, marker] of markers) {
      if (scene.spots.has(id)) continue;
      marker.remove();
      markers.delete(id);
    }
    for (const [id, spot] of scene.spots) {
      const marker = markers.get(id) ?? addWearerMarker(map, accuracy);
      markers.set(id, marker);
      marker.show(spot, palette);
    }
    trail.show(scene.trail, scene.endMs, selectedSpot()?.live === true, palette);
  };
  map.on("dragstart", () => setFollowing(false));
  const stopScheme = onSchemeChange(() => {
    palette = readPalette(element);
    ground.recolour(palette);
    grid.recolour(palette);
    town?.recolour(palette);
    draw();
  });
  const resized = new ResizeObserver(() => map.invalidateSize({ animate: false }));
  resized.observe(element);
  return {
    show(next) {
      scene = next;
      keepInView();
      draw();
    },
    showTown(geojson) {
      town = addTown(map, geojson, palette);
    },
    follow() {
      arrived = false;
      setFollowing(true);
      keepInView();
    },
    close() {
      stopScheme();
      resized.disconnect();
      map.remove();
    },
  };
}
