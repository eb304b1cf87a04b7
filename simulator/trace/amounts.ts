/** What a file wrote where a number belongs, or null for anything else: a gap is no zero. */
export function amount(text: string | undefined): number | null {
  if (text === undefined || text.trim() === "") return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

/** @param limit 90 for latitudes, 180 for longitudes */
export function degrees(text: string | undefined, limit: number): number | null {
  const value = amount(text);
  return value === null || Math.abs(value) > limit ? null : value;
}

export function notNegative(value: number | null): number | null {
  return value === null || value < 0 ? null : value;
}

/** Onto the circle from 0 up to 360. */
export function circle(value: number | null): number | null {
  return value === null ? null : ((value % 360) + 360) % 360;
}
