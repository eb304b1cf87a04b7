import type { Line } from "../line.ts";
import { decimal } from "./field.ts";

/** Metres a second in one knot: a nautical mile of 1852 m an hour. */
export const KNOT_MPS = 1852 / 3600;

/** @returns a number that is not below zero, else NaN. */
export function unsigned(line: Line, field: number): number {
  const value = decimal(line, field);
  return value >= 0 ? value : NaN;
}

/** @returns true course, 0 up to 360, or NaN. */
export function course(line: Line, field: number): number {
  const value = decimal(line, field);
  if (value === 360) return 0;
  return value >= 0 && value < 360 ? value : NaN;
}

/** Receivers write 0.00, 99.00 or 99.99 for a dilution that they do not know. */
export function dilution(line: Line, field: number): number {
  const value = decimal(line, field);
  return value > 0 && value < 90 ? value : NaN;
}

/** One sigma of the horizontal position from those of its two directions, in metres; NaN unless both are told. */
export function horizontal(line: Line, latField: number, lonField: number): number {
  const lat = unsigned(line, latField);
  const lon = unsigned(line, lonField);
  return Math.sqrt(lat * lat + lon * lon);
}
