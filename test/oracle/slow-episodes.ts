import type { Patience, Sign, Turn } from "../../device/core/episode.ts";

/** How it stood at one moment. */
export interface Sample {
  upMs: number;
  sign: Sign;
}

export interface Turned {
  upMs: number;
  turn: Exclude<Turn, "stay">;
}

/** How long the last known sign has lasted without a break, looking back from the end as a person would. */
function lastedMs(known: readonly Sample[], gapMs: number): number {
  const last = known.at(-1);
  if (last === undefined) return 0;
  let sinceMs = last.upMs;
  for (let i = known.length - 1; i >= 0; i--) {
    const sample = known[i] as Sample;
    if (sample.sign !== last.sign || sinceMs - sample.upMs > gapMs) break;
    sinceMs = sample.upMs;
  }
  return last.upMs - sinceMs;
}

/** When one alert is raised and cleared: each moment is decided from the whole past, and nothing is carried on. */
export function slowTurns(samples: readonly Sample[], patience: Patience): Turned[] {
  const turned: Turned[] = [];
  const known: Sample[] = [];
  for (const sample of samples) {
    if (sample.sign === "unknown") continue;
    known.push(sample);
    const raised = turned.at(-1)?.turn === "raise";
    const lasted = lastedMs(known.slice(-2000), patience.gapMs);
    if (sample.sign === "wrong" && !raised && lasted >= patience.raiseMs) turned.push({ upMs: sample.upMs, turn: "raise" });
    if (sample.sign === "right" && raised && lasted >= patience.clearMs) turned.push({ upMs: sample.upMs, turn: "clear" });
  }
  return turned;
}
