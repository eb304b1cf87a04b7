/**
 * The wearer's side of a simulated device, so that a person trying Lychnos can put their own hand on it. Only the
 * simulator attaches one; a console in service has none.
 */
export interface WearerPanelState {
  /** Pattern that the simulated lamp really shows; null: it does not answer. */
  lamp: "dark" | "recording" | "silent" | "announced" | "panic" | "fault" | null;
  lampBroken: boolean;
  /** Whether the device itself takes its button for pressed; a page may be wrong about that. */
  buttonDown: boolean;
  felt: Felt | null;
  consent: "none" | "active" | "withdrawn" | "deletion-asked" | "objected" | "expired" | "notice-changed" | "paused";
  /** UTC milliseconds; null: there is no pause, or its end is not known. */
  pausedUntilMs: number | null;
  /** "closed": over or refused, and none can be called again before `emergencyUntilMs`. */
  emergency: "none" | "announced" | "open" | "closed";
  /** When the present phase of the emergency ends by itself, UTC milliseconds; null when there is none. */
  emergencyUntilMs: number | null;
  /** What is to be read before agreeing, and may be read again at any time; null before the device started. */
  notice: NoticeToRead | null;
  inHours: boolean;
  /** The wearer's call for help: "announced" may still be taken back, "heard" was answered. */
  call: "none" | "announced" | "calling" | "heard";
  /** The made-up family's time zone, so that page and scene tell one time wherever the reader is. */
  timeZone?: string;
  /** One line for people, for example "Monday 07:41, on the bus, time runs 4 times as fast". */
  scene: string;
}

/** One vibration, as the wearer feels it. */
export interface Felt {
  /** Grows with each vibration, so that every page can show each of them once. */
  number: number;
  /** Real milliseconds of on and of off in turn, beginning with on. */
  pulsesMs: number[];
  /** What can be counted and what it means, for example "Two long: deleted." */
  words: string;
}

export interface NoticeToRead {
  /** The wearer has not agreed to it, or no longer. */
  asked: boolean;
  pages: string[];
  /** So many of them, the first ones, are in the child's own words; the others are for who agrees. */
  childPages: number;
  /** Pages that were turned so far, as the device counts them: agreeing before the last one opens nothing (P10). */
  turned: number;
}

export const WEARER_ACTIONS = [
  "press",
  "release",
  "turn-page",
  /** The notice is put away without a yes, and is to be read anew. */
  "decline",
  "grant",
  "break-lamp",
  "mend-lamp",
  "skip-to-closing",
  "skip-to-opening",
  "call-emergency",
  "change-notice",
] as const;
export type WearerAction = (typeof WEARER_ACTIONS)[number];

/** Streets and places of the made-up town, so that the map is not empty at street level. */
export interface WearerPanel {
  state(): WearerPanelState;
  act(action: WearerAction): void;
  /** A page that listened is gone: it cannot let go of what it holds any more. */
  pageLeft(): void;
  onChange(listener: () => void): () => void;
  /** GeoJSON FeatureCollection with properties { kind: "street" | "building" | "park" | "water" | "place", name?: string }. */
  town(): unknown;
}
