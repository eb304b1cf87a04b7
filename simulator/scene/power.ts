import type { SimStore } from "../world/sim-store.ts";

/** Thrown out of a write, because a device without power does not even finish the line that it was at. */
export class PowerCut extends Error {}

/** From now on a write that loses its power ends everything at once, as it does in the world. */
export function endsAtPowerCut(store: SimStore): void {
  const { replace, append, erase } = store;
  const judged = (done: boolean): boolean => {
    if (store.isCut()) throw new PowerCut("the power is gone in the middle of a write");
    return done;
  };
  store.replace = (name, bytes) => judged(replace(name, bytes));
  store.append = (name, bytes) => judged(append(name, bytes));
  store.erase = (name) => judged(erase(name));
}
