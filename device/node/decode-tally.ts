/** What `lychnos decode` counts for its closing line. */
export interface Tally {
  fixes: number;
  decoded: Map<string, number>;
  named: Map<string, number>;
  refused: Map<string, number>;
}

/** Noise can spell any name: beyond so many different ones they are counted together. */
const MAX_NAMES = 200;
const ALL_OTHERS = "(others)";

export function makeTally(): Tally {
  return { fixes: 0, decoded: new Map(), named: new Map(), refused: new Map() };
}

export function count(counts: Map<string, number>, name: string): void {
  const key = counts.has(name) || counts.size < MAX_NAMES ? name : ALL_OTHERS;
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function sorted(counts: Map<string, number>): Record<string, number> {
  return Object.fromEntries([...counts].sort((a, b) => b[1] - a[1]));
}

export function summary(tally: Tally): string {
  return JSON.stringify({
    class: "summary",
    fixes: tally.fixes,
    decoded: sorted(tally.decoded),
    named: sorted(tally.named),
    refused: sorted(tally.refused),
  });
}
