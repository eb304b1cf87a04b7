/**
 * Knows when an epoch is complete without waiting for the next one: receivers repeat their sentences in one order, so
 * the sentence that was last to bring news in one epoch ends the next as well. gpsd learns the same.
 */
export interface EpochEnd {
  /** How many of each kind of sentence this epoch has had. */
  counts: Uint8Array;
  /** The last one that brought news: its kind, and the how-manieth of its kind. -1: none yet. */
  lastKind: number;
  lastCount: number;
  /** What `lastKind` and `lastCount` were when the epoch before ended. */
  learntKind: number;
  learntCount: number;
}

/** Kinds are numbered as in `sentence/formatter.ts`. */
export const KINDS = 9;
const MANY = 255;

export function makeEpochEnd(): EpochEnd {
  return { counts: new Uint8Array(KINDS), lastKind: -1, lastCount: 0, learntKind: -1, learntCount: 0 };
}

/** A new epoch has begun: what ended the old one is what to wait for in this one. */
export function learn(end: EpochEnd): void {
  end.learntKind = end.lastKind;
  end.learntCount = end.lastCount;
  end.lastKind = -1;
  end.counts.fill(0);
}

/**
 * @param news whether the sentence added anything to the epoch
 * @returns true when this is the sentence that ended the epoch before.
 */
export function endsEpoch(end: EpochEnd, kind: number, news: boolean): boolean {
  const count = (end.counts[kind] as number) + 1;
  if (count > MANY) return false;
  end.counts[kind] = count;
  if (news) {
    end.lastKind = kind;
    end.lastCount = count;
  }
  return kind === end.learntKind && count === end.learntCount;
}
