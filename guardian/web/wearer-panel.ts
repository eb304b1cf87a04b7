/**
 * The wearer's side of a simulated device, so that a person trying Lychnos can put their own hand on it. Only the
 * simulator attaches one; a console in service has none.
 */
export interface WearerPanelState {
  /** Pattern that the simulated lamp really shows; null: it does not answer. */
  lamp: "dark" | "recording" | "silent" | "fault" | null;
  lampBroken: boolean;
  consent: "none" | "active" | "withdrawn";
  inHours: boolean;
  /** The made-up family's time zone, so that page and scene tell one time wherever the reader is. */
  timeZone?: string;
  /** One line for people, for example "Monday 07:41, on the bus, time runs 4 times as fast". */
  scene: string;
}

export type WearerAction = "break-lamp" | "mend-lamp" | "withdraw" | "grant" | "skip-to-closing" | "skip-to-opening";

/** Streets and places of the made-up town, so that the map is not empty at street level. */
export interface WearerPanel {
  state(): WearerPanelState;
  act(action: WearerAction): void;
  onChange(listener: () => void): () => void;
  /** GeoJSON FeatureCollection with properties { kind: "street" | "building" | "park" | "water" | "place", name?: string }. */
  town(): unknown;
}
