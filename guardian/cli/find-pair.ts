import type { Pair } from "../core/chain.ts";
import type { Store } from "../store/store.ts";
import { Problem } from "./problem.ts";

/**
 * The pair that is meant.
 * @param device label or id.
 * @throws Problem when there is none, or more than one of that label.
 */
export function findPair(store: Store, device: string): Pair {
  const pairs = store.pairs();
  if (!pairs.ok) throw new Problem(pairs.sentence);
  const found = pairs.value.filter(({ id, label }) => id === device || label === device);
  const [pair, another] = found;
  if (pair === undefined) throw new Problem("no device is called that. See what they are called with: lychnos guardian list");
  if (another !== undefined)
    throw new Problem("more than one device is called that. Name one by the first column of: lychnos guardian list");
  return pair;
}
