import type { StoredFix } from "../../core/view.ts";
import { TRAIL_LIMIT } from "../messages.ts";

/** How far back the trail is drawn. */
export const TRAIL_MS = 3_600_000;
/** Two fixes further apart in time than this are not joined: nobody knows the way between them. */
export const JOIN_MS = 600_000;
/** The trail fades in this many steps; the first is the newest. */
export const BANDS = 8;

const SEQUENCES = 1 << 24;

/** One stroke of the trail: at least one position, all of one age band. */
export interface Stroke {
  /** 0 is the newest band. */
  band: number;
  fixes: readonly StoredFix[];
}

function place(stored: StoredFix): string {
  return `${stored.fix.timeS}/${stored.fix.sequence}`;
}

/** Adds fixes in the order of the device's own time; one that is known already is not counted twice. */
export function addToTrail(trail: readonly StoredFix[], more: readonly StoredFix[]): readonly StoredFix[] {
  const known = new Set(trail.map(place));
  const added = more.filter((stored) => !known.has(place(stored)));
  if (added.length === 0) return trail;
  const joined = [...trail, ...added];
  const last = trail[trail.length - 1];
  const inOrder = added.length === 1 && (last === undefined || last.fix.timeS <= (added[0]?.fix.timeS ?? 0));
  if (!inOrder) joined.sort((a, b) => a.fix.timeS - b.fix.timeS);
  return joined.slice(-TRAIL_LIMIT);
}

// A missing number is a position that we do not have: a line across it would be a guess.
function joins(before: StoredFix, after: StoredFix): boolean {
  const next = (before.fix.sequence + 1) % SEQUENCES;
  return after.fix.sequence === next && (after.fix.timeS - before.fix.timeS) * 1000 <= JOIN_MS;
}

function bandOf(stored: StoredFix, endMs: number): number {
  const share = (endMs - stored.fix.timeS * 1000) / TRAIL_MS;
  // The square root gives the latest minutes most of the shades.
  return Math.min(BANDS - 1, Math.max(0, Math.floor(Math.sqrt(Math.max(0, share)) * BANDS)));
}

/** Cuts a trail into strokes of one age each, broken wherever the way is not known. */
export function strokes(trail: readonly StoredFix[], endMs: number): Stroke[] {
  const drawn = trail.filter((stored) => endMs - stored.fix.timeS * 1000 <= TRAIL_MS);
  const result: Stroke[] = [];
  let fixes: StoredFix[] = [];
  let band = -1;
  let before: StoredFix | null = null;
  for (const stored of drawn) {
    const age = bandOf(stored, endMs);
    const joined = before !== null && joins(before, stored);
    if (joined && age === band) {
      fixes.push(stored);
    } else {
      // Where only the age changes, the new stroke starts at the old one's end, so that no gap shows.
      fixes = joined && before !== null ? [before, stored] : [stored];
      band = age;
      result.push({ band, fixes });
    }
    before = stored;
  }
  return result;
}
