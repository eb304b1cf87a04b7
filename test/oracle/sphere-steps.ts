import type { Place } from "../../device/protocol/place.ts";

/** A ball as large as the earth, with vectors from its middle: nothing special lies at a pole or at any longitude. */
export type Vector = readonly [number, number, number];
export const BALL_M = 6371008.8;
const DEGREE = Math.PI / 180;

export function vectorOf({ latDeg, lonDeg }: Place): Vector {
  const level = Math.cos(latDeg * DEGREE);
  return [level * Math.cos(lonDeg * DEGREE), level * Math.sin(lonDeg * DEGREE), Math.sin(latDeg * DEGREE)];
}

export function placeOf([x, y, z]: Vector): Place {
  return { latDeg: Math.atan2(z, Math.hypot(x, y)) / DEGREE, lonDeg: Math.atan2(y, x) / DEGREE };
}

export function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

export function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

export function blend(a: Vector, shareA: number, b: Vector, shareB: number): Vector {
  return [a[0] * shareA + b[0] * shareB, a[1] * shareA + b[1] * shareB, a[2] * shareA + b[2] * shareB];
}

/** From a place so many metres straight on, in a direction counted from some axis: any, but the same for the same place. */
export function walk(from: Place, direction: number, metres: number): Place {
  const start = vectorOf(from);
  // An axis that is not nearly the place's own direction.
  const axis: Vector = Math.abs(start[2]) < 0.9 ? [0, 0, 1] : [1, 0, 0];
  const side = cross(axis, start);
  const length = Math.hypot(...side);
  const across: Vector = [side[0] / length, side[1] / length, side[2] / length];
  const ahead = blend(across, Math.sin(direction), cross(start, across), Math.cos(direction));
  const angle = metres / BALL_M;
  return placeOf(blend(start, Math.cos(angle), ahead, Math.sin(angle)));
}

/** Along the ball. */
export function metresBetween(from: Place, to: Place): number {
  const a = vectorOf(from);
  const b = vectorOf(to);
  return BALL_M * Math.atan2(Math.hypot(...cross(a, b)), dot(a, b));
}
