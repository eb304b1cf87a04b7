/** Where something was, second by second: what a recorded track or a made-up journey comes down to. */
export interface Trace {
  /** For people, for example "school run"; empty when the file did not say. */
  name: string;
  /** True when nobody ever walked it: every file written from it has to say so. */
  synthetic: boolean;
  /** In order of time, no two at the same millisecond, at least one. */
  points: TracePoint[];
}

/** One position. Null is "not known", never zero. */
export interface TracePoint {
  /** UTC, milliseconds since 1970. */
  timeMs: number;
  /** WGS 84 degrees, north positive. */
  latDeg: number;
  /** WGS 84 degrees, east positive. */
  lonDeg: number;
  /** Above mean sea level. */
  altitudeM: number | null;
  speedMps: number | null;
  /** True course over ground, 0 up to 360. */
  courseDeg: number | null;
  /** False where the receiver had no fix: the position is then only where the thing really was. */
  valid: boolean;
}

/** Some 11 days at one point a second: enough for any journey, and a bound on what one file can make us hold. */
export const MAX_TRACE_POINTS = 1_000_000;
