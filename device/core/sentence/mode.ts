import type { FixQuality } from "../fix.ts";

export const NOT_VALID = 78;

/**
 * NMEA 0183 (2.3 and later), positioning system mode indicator: A autonomous, D differential, E estimated, F float RTK,
 * M manual, N not valid, P precise, R fixed RTK, S simulator. Receivers invent more letters (C, O, U, V seen): what they
 * mean is not known, so such a position does not count as measured.
 * @returns null for N.
 */
export function qualityOfMode(letter: number): FixQuality | null {
  switch (letter) {
    case NOT_VALID:
      return null;
    case 65:
    case 80:
      return "autonomous";
    case 68:
      return "differential";
    case 70:
    case 82:
      return "rtk";
    case 77:
      return "manual";
    case 83:
      return "simulated";
  }
  return "estimated";
}

function rank(quality: FixQuality): number {
  if (quality === "autonomous") return 0;
  if (quality === "differential") return 1;
  return quality === "rtk" ? 2 : 3;
}

/** False for dead reckoning, manual input and simulation. */
export function isMeasured(quality: FixQuality): boolean {
  return rank(quality) < 3;
}

/** When two sentences of one epoch differ: "not measured" outweighs any grade, then the better grade counts. */
export function mergeQuality(a: FixQuality, b: FixQuality): FixQuality {
  return rank(b) > rank(a) ? b : a;
}
