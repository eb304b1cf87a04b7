/** One comparison, measured once: ours and every peer in the same run, on the same input. */
export interface Measurement {
  /** What is measured, and on what: "NMEA bytes to fixes, 4,214 sentences". */
  name: string;
  /** What the rates count: "sentences/s", "bytes". */
  unit: string;
  ours: number;
  peers: { name: string; rate: number }[];
  /** True when fewer are better, as with bytes. */
  lowerIsBetter?: boolean;
  /** What is aimed for, in words. */
  goal?: string;
}

/**
 * A file of this folder exports functions whose names begin with `bench`. The runner calls each of them several times,
 * taking turns, and prints the medians; so one call measures each rate once, for `budgetMs` or so.
 */
export type Bench = (how: BenchHow) => Promise<Measurement>;

export interface BenchHow {
  /** Milliseconds to spend on one rate. */
  budgetMs: number;
}

/** Calls `work` again and again for about `budgetMs`. @returns calls a second. */
export function rateOf(work: () => void, budgetMs: number): number {
  work();
  const started = performance.now();
  let calls = 0;
  let batch = 1;
  let spent = 0;
  while (spent < budgetMs) {
    for (let i = 0; i < batch; i++) work();
    calls += batch;
    spent = performance.now() - started;
    // The clock is looked at some hundred times, so that looking at it costs nothing.
    if (spent < budgetMs / 100) batch *= 2;
  }
  return (calls * 1000) / spent;
}
