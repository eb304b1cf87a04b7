/** A point of the earth's surface, WGS 84 degrees, north and east positive. */
export interface Place {
  latDeg: number;
  lonDeg: number;
}
