import type { ChipRun } from "./interpreter.ts";
import type { Recorded } from "./script.ts";

function firstUnequal<T>(one: readonly T[], other: readonly T[]): number | null {
  const length = Math.max(one.length, other.length);
  for (let i = 0; i < length; i++) if (one[i] !== other[i]) return i;
  return null;
}

/** Where the interpreter's run and Node's part; null: nowhere. Says no more of a frame than what kind of line it is in. */
export function firstDifference(node: Pick<Recorded, "said" | "pages">, chip: ChipRun): string | null {
  if (chip.faults.length > 0) return `The interpreter failed: ${chip.faults[0]}`;
  const line = firstUnequal(node.said, chip.said);
  if (line !== null) {
    const kind = (of: string | undefined) => (of === undefined ? "nothing" : (of.split(" ")[0] ?? ""));
    return `Answer ${line} differs: Node says ${kind(node.said[line])}, the interpreter ${kind(chip.said[line])}.`;
  }
  const page = firstUnequal(node.pages, chip.pages);
  return page === null ? null : `Page ${page} of the flash differs.`;
}
