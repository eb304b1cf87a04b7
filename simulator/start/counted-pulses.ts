import { LONG_MS, MEDIUM_MS } from "../../device/core/feel.ts";

const NUMBERS = ["no", "one", "two", "three", "four"];

function kindOf(ms: number): string {
  if (ms >= LONG_MS) return "long";
  return ms >= MEDIUM_MS ? "medium" : "short";
}

/** Neighbours of one length, together. */
function rowsOf(kinds: readonly string[]): { kind: string; count: number }[] {
  const rows: { kind: string; count: number }[] = [];
  for (const kind of kinds) {
    const last = rows.at(-1);
    if (last?.kind === kind) last.count += 1;
    else rows.push({ kind, count: 1 });
  }
  return rows;
}

/** What a finger counts: "Two long", "Long, short", "Three medium", "A rattle". @param pulsesMs on and off in turn. */
export function countedPulses(pulsesMs: readonly number[]): string {
  const kinds = pulsesMs.filter((_ms, index) => index % 2 === 0).map(kindOf);
  if (kinds.length >= NUMBERS.length) return "A rattle";
  const rows = rowsOf(kinds);
  const words = rows.map(({ kind, count }) => (rows.length > 1 && count === 1 ? kind : `${NUMBERS[count]} ${kind}`)).join(", ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
