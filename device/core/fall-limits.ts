/**
 * Where the lines are drawn. Each is from the literature, or was chosen on one half of the subjects of a public recording and
 * measured on the other half (docs/falls.md, proof fall/rates).
 */
export interface FallLimits {
  /** A blow of so much, in milli-g, after the body was light: 2 g (Kangas and others, Gait & Posture 28, 2008). */
  impactMilliG: number;
  /** A blow that counts without it: some falls are broken by hands or knees on the way. */
  hardImpactMilliG: number;
  /** The body was light for so long in the half second of the blow, or in the one before. */
  lightUs: number;
  /** Lying still: the vector strays by no more than this, root mean square in milli-g, over half a second. */
  stillMilliG: number;
  /** So many half seconds of it in a row: whoever sits down hard moves on sooner. */
  stillBins: number;
  /** Stillness must come within so many half seconds of the last blow: whoever moves for longer gets up by themselves. */
  patienceBins: number;
  /** Squared cosine of the least turn of the body, in parts of a thousand. */
  turnedCos2: number;
}

export const FALL_LIMITS: FallLimits = {
  impactMilliG: 2000,
  hardImpactMilliG: 2500,
  lightUs: 60000,
  stillMilliG: 100,
  stillBins: 5,
  patienceBins: 16,
  turnedCos2: 500,
};
