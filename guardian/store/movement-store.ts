import type { CivilDay } from "../core/movement/civil-day.ts";
import type { WeekClasses } from "../core/movement/week.ts";
import type { Driver } from "./driver.ts";
import { attempt, type Done } from "./failure.ts";
import type { Vault } from "./vault.ts";
import type { KeptWeek, WeekRows } from "./week-rows.ts";

/** What is kept of a wearer's movement beside the positions. */
export interface MovementStore {
  /** The zone of the wearer's calendar, by its IANA name; null: nobody said. */
  zone(pairId: string): Done<string | null>;
  setZone(pairId: string, zone: string): Done<void>;
  /** Newest first. */
  weeks(pairId: string): Done<KeptWeek[]>;
  keepWeek(pairId: string, monday: CivilDay, classes: WeekClasses): Done<void>;
}

/** How the store runs work: see `accessTo` in store-on.ts. */
interface Running {
  ofPair<T>(pairId: string, otherwise: T, query: (row: number) => T): T;
  durably<T>(work: () => T): Done<T>;
}

export function movementStore(driver: Driver, vault: Vault, weeks: WeekRows, { ofPair, durably }: Running): MovementStore {
  const selectZone = driver.prepare<{ zone: Uint8Array | null }>("SELECT zone FROM pair WHERE row = ?");
  const updateZone = driver.prepare("UPDATE pair SET zone = ? WHERE row = ?");

  function zoneOf(row: number): string | null {
    const sealed = selectZone.get(row)?.zone ?? null;
    const zone = sealed === null ? null : vault.unwrap(sealed);
    return zone === null ? null : new TextDecoder().decode(zone);
  }

  return {
    zone: (pairId) => attempt(() => ofPair<string | null>(pairId, null, zoneOf)),
    setZone: (pairId, zone) =>
      // Sealed: with a rare zone the place would be half told.
      durably(() => ofPair(pairId, undefined, (row) => void updateZone.run(vault.wrap(new TextEncoder().encode(zone)), row))),
    weeks: (pairId) => attempt(() => ofPair<KeptWeek[]>(pairId, [], weeks.all)),
    keepWeek: (pairId, monday, classes) => durably(() => ofPair(pairId, undefined, (row) => weeks.keep(row, monday, classes))),
  };
}
