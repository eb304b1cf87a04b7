import L from "leaflet";
import type { StoredFix } from "../../../core/view.ts";
import { addBasemap, type Basemap, type FetchBasemap } from "./basemap.ts";
import { addGraticule, type Graticule } from "./graticule.ts";
import { onSchemeChange, type Palette, readPalette } from "./palette.ts";
import { addTown, type Town } from "./town.ts";
import { addTrail, type TrailLayer } from "./trail-layer.ts";
import { addWay, type Way, type WayLayer } from "./way-layer.ts";
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
  /** Draws one trip and goes to where it was, instead of following; null takes it away. */
  showWay(way: Way | null): void;
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
  ["way", 415],
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

class OpenMap implements LiveMap {
  private readonly map: L.Map;
  private palette: Palette;
  private readonly ground: Basemap;
  private readonly grid: Graticule;
  private readonly trail: TrailLayer;
  private readonly way: WayLayer;
  private readonly accuracy = L.canvas({ pane: "accuracy" });
  private readonly markers = new Map<string, WearerMarker>();
  private readonly stopScheme: () => void;
  private readonly resized: ResizeObserver;
  private town: Town | null = null;
  private scene: Scene = { spots: new Map(), selected: null, trail: [], endMs: 0 };
  private following = true;
  private arrived = false;

  constructor(
    private readonly element: HTMLElement,
    fetchBasemap: FetchBasemap,
    private readonly onFollow: (following: boolean) => void,
  ) {
    this.map = makeMap(element);
    this.palette = readPalette(element);
    this.ground = addBasemap(this.map, fetchBasemap, this.palette);
    this.grid = addGraticule(this.map, this.palette);
    this.trail = addTrail(this.map);
    this.way = addWay(this.map);
    this.map.on("dragstart", () => this.setFollowing(false));
    this.stopScheme = onSchemeChange(() => this.recolour());
    this.resized = new ResizeObserver(() => this.map.invalidateSize({ animate: false }));
    this.resized.observe(element);
  }

  show(scene: Scene): void {
    this.scene = scene;
    this.keepInView();
    this.draw();
  }

  showTown(geojson: unknown): void {
    this.town = addTown(this.map, geojson, this.palette);
  }

  showWay(way: Way | null): void {
    const bounds = this.way.show(way, this.palette);
    if (bounds === null) return;
    this.setFollowing(false);
    this.map.fitBounds(bounds, { padding: [40, 40], maxZoom: STREET_ZOOM });
  }

  follow(): void {
    this.arrived = false;
    this.setFollowing(true);
    this.keepInView();
  }

  close(): void {
    this.stopScheme();
    this.resized.disconnect();
    this.map.remove();
  }

  private setFollowing(value: boolean): void {
    if (this.following === value) return;
    this.following = value;
    this.onFollow(value);
  }

  private selectedSpot(): Spot | undefined {
    return this.scene.selected === null ? undefined : this.scene.spots.get(this.scene.selected);
  }

  private keepInView(): void {
    const spot = this.selectedSpot();
    if (spot === undefined || !this.following) return;
    if (!this.arrived) this.map.setView(spot.at, STREET_ZOOM, { animate: false });
    else if (!this.map.getBounds().pad(-0.25).contains(spot.at)) this.map.panTo(spot.at);
    this.arrived = true;
  }

  private draw(): void {
    const { spots, trail, endMs } = this.scene;
    for (const [id, marker] of this.markers) {
      if (spots.has(id)) continue;
      marker.remove();
      this.markers.delete(id);
    }
    for (const [id, spot] of spots) {
      const marker = this.markers.get(id) ?? addWearerMarker(this.map, this.accuracy);
      this.markers.set(id, marker);
      marker.show(spot, this.palette);
    }
    this.trail.show(trail, endMs, this.selectedSpot()?.live === true, this.palette);
  }

  private recolour(): void {
    this.palette = readPalette(this.element);
    this.ground.recolour(this.palette);
    this.grid.recolour(this.palette);
    this.town?.recolour(this.palette);
    this.way.recolour(this.palette);
    this.draw();
  }
}

/** @param onFollow told whenever the map starts or stops keeping the selected device in view. */
export function openMap(element: HTMLElement, fetchBasemap: FetchBasemap, onFollow: (following: boolean) => void): LiveMap {
  return new OpenMap(element, fetchBasemap, onFollow);
}
