/**
 * One alert an episode (U23). What is wrong must stay wrong for a while before it is raised, and right for a while before it
 * is cleared. What lies between two thresholds is neither and breaks both; what is not known for a moment breaks nothing. Whether it is raised is kept by
 * alerting.ts alone, so that a restart raises nothing twice.
 */
export interface Episode {
  /** How it stands, and since when without a break. */
  sign: Sign;
  sinceUpMs: number;
  /** When it was last known at all. */
  knownUpMs: number;
}

/** It clearly is, clearly is not, is neither, or is not known. */
export type Sign = "wrong" | "right" | "between" | "unknown";

export type Turn = "raise" | "clear" | "stay";

/** How long each way must last without a break, and how long nothing need be known before it counts as one. */
export interface Patience {
  raiseMs: number;
  clearMs: number;
  gapMs: number;
}

export function makeEpisode(): Episode {
  return { sign: "unknown", sinceUpMs: 0, knownUpMs: 0 };
}

/**
 * Hears how it stands, and says what is to be done about it. Asked again while it still is so, it says the same again: an
 * alert that could not be told the first time is told when it can be.
 * @param raised whether the alert is raised now
 */
export function turnOf(episode: Episode, raised: boolean, sign: Sign, upMs: number, patience: Patience): Turn {
  if (sign === "unknown") return "stay";
  const gap = upMs - episode.knownUpMs;
  if (sign !== episode.sign || gap > patience.gapMs || gap < 0) {
    episode.sign = sign;
    episode.sinceUpMs = upMs;
  }
  episode.knownUpMs = upMs;
  const lasted = upMs - episode.sinceUpMs;
  if (sign === "wrong" && !raised && lasted >= patience.raiseMs) return "raise";
  return sign === "right" && raised && lasted >= patience.clearMs ? "clear" : "stay";
}
