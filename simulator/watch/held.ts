import type { Household } from "../world/household.ts";
import { type Eavesdropper, placeOf } from "./eavesdropper.ts";
import type { Never } from "./invariants.ts";

const MOST = 1_000_000;
/** The longest that a raw trace is kept. */
const RETENTION_MS = 14 * 86_400_000;

/**
 * What the guardian holds against what was truly said: nothing twice, nothing that nobody said, and all that they
 * acknowledged, unless they were asked to erase it or it is older than may be kept.
 */
export function heldBroken(house: Household, ear: Eavesdropper): Never[] {
  const found: Never[] = [];
  const pairs = house.guardianStore.pairs();
  // Who has left has erased everything.
  if (pairs.ok && pairs.value.length === 0) return found;
  const trail = house.guardianStore.trail("simulated", 0, MOST);
  const held = new Set(trail.map(({ fix }) => JSON.stringify(fix)));
  if (held.size !== trail.length) found.push("a position held twice");
  const said = [...ear.sealed.values()].filter(({ report }) => report.kind === "fix");
  const erased = house.guardianStore.deletion("simulated");
  if (erased.ok && erased.value !== null) return found;
  const oldestS = ((house.clock.utcMs() ?? 0) - RETENTION_MS) / 1000;
  const lost = said.some((each) => {
    if (each.report.kind !== "fix" || !ear.acknowledged.has(placeOf(each)) || each.report.timeS < oldestS) return false;
    return !held.has(JSON.stringify(each.report));
  });
  if (lost) found.push("an acknowledged position lost");
  const known = new Set(said.map(({ report }) => JSON.stringify(report)));
  if (trail.some(({ fix }) => !known.has(JSON.stringify(fix)))) found.push("a position that nobody measured");
  return found;
}
