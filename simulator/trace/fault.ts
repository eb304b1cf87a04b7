/** Why a trace file cannot be used. */
export type TraceFaultKind =
  | "unreadable"
  | "unknown-format"
  | "too-large"
  | "empty"
  | "not-nmea"
  | "not-gpx"
  | "not-kml"
  | "not-tcx"
  | "not-fit"
  | "not-geojson"
  | "not-csv"
  | "not-plt"
  | "no-time"
  | "bad-time"
  | "time-goes-back"
  | "bad-position";

export interface TraceFault {
  kind: TraceFaultKind;
  /** The line of the file, counted from one, or null when the fault is of the file as a whole. */
  line: number | null;
  /** What is wrong and what to do about it, as one sentence or two. It never holds a position. */
  message: string;
}

export type Outcome<T> = { ok: true; value: T } | { ok: false; fault: TraceFault };

export function refused(kind: TraceFaultKind, line: number | null, message: string): { ok: false; fault: TraceFault } {
  return { ok: false, fault: { kind, line, message } };
}
