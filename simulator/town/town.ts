import type { Plane, Spot } from "./plane.ts";

/** A town that does not exist. The same seed makes the same town. */
export interface Town {
  plane: Plane;
  streets: Street[];
  /** Closed outlines: the first spot comes again at the end. */
  buildings: Spot[][];
  park: { name: string; outline: Spot[] };
  water: { name: string; outline: Spot[] };
  home: Place;
  school: Place;
  busStops: Place[];
  /** From the door of the home, along streets, to the first bus stop. */
  wayToStop: Spot[];
  /** From the first bus stop, past the others, to the last one. */
  busRoute: Spot[];
  /** From the last bus stop to the door of the school. */
  wayToSchool: Spot[];
}

export interface Street {
  name: string;
  line: Spot[];
}

export interface Place {
  name: string;
  spot: Spot;
}
