/**
 * One position of the receiver at one instant, as the sentences of one epoch told it. Null is "the receiver did not say",
 * never zero.
 */
export interface Fix {
  /** UTC, milliseconds since 1970, with the receiver's own fraction of a second. */
  timeMs: number;
  /** WGS 84 degrees, north positive. */
  latDeg: number;
  /** WGS 84 degrees, east positive. */
  lonDeg: number;
  /** Above mean sea level. */
  altitudeM: number | null;
  /** Horizontal, one sigma, from GST or GBS. */
  accuracyM: number | null;
  hdop: number | null;
  satellites: number | null;
  speedMps: number | null;
  /** True course over ground, 0 up to 360. */
  courseDeg: number | null;
  /** What the receiver did to get it. */
  quality: FixQuality;
}

/** "simulated" is quality 8 or mode S; "estimated" is dead reckoning: neither is a position that was measured. */
export type FixQuality = "autonomous" | "differential" | "rtk" | "estimated" | "manual" | "simulated";
