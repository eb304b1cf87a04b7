import type { Random } from "../random.ts";
import type { Spot } from "../town/plane.ts";
import type { Town } from "../town/town.ts";

/** A crossing by its lane, counted from the west, and its street, counted from the south. */
export interface Crossing {
  lane: number;
  street: number;
}

/** The crossings of a town as somebody on foot finds them: which there are, and what lies next to each. */
export interface StreetMap {
  lanes: number;
  streets: number;
  spot(crossing: Crossing): Spot;
  /** The two to four crossings that can be reached along one street or lane. */
  next(crossing: Crossing): Crossing[];
}

/** Streets cross every lane, so the crossings lie on their lines; the town lists its streets first, from the south. */
export function streetMap(town: Town): StreetMap {
  const lanes = town.streets[0]?.line.length ?? 0;
  const rows = town.streets.filter((street) => street.line.length === lanes).map((street) => street.line);
  const exists = ({ lane, street }: Crossing): boolean => lane >= 0 && lane < lanes && street >= 0 && street < rows.length;
  return {
    lanes,
    streets: rows.length,
    spot: ({ lane, street }) => (rows[street] as Spot[])[lane] as Spot,
    next: ({ lane, street }) =>
      [
        { lane: lane + 1, street },
        { lane: lane - 1, street },
        { lane, street: street + 1 },
        { lane, street: street - 1 },
      ].filter(exists),
  };
}

/** Every crossing from one to another, first along the street, then along the lane, or the other way round by chance. */
export function wayBetween(from: Crossing, to: Crossing, random: Random): Crossing[] {
  const way: Crossing[] = [];
  const corner = random.next() < 0.5 ? { lane: to.lane, street: from.street } : { lane: from.lane, street: to.street };
  for (const [start, end] of [
    [from, corner],
    [corner, to],
  ] as const) {
    const steps = Math.max(Math.abs(end.lane - start.lane), Math.abs(end.street - start.street));
    const [east, north] = [Math.sign(end.lane - start.lane), Math.sign(end.street - start.street)];
    for (let n = 1; n <= steps; n++) way.push({ lane: start.lane + n * east, street: start.street + n * north });
  }
  return way;
}

export function anyCrossing(map: StreetMap, random: Random): Crossing {
  return { lane: random.whole(0, map.lanes - 1), street: random.whole(0, map.streets - 1) };
}
