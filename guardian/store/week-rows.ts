import { randomBytes } from "node:crypto";
import { type CivilDay, dayAfter } from "../core/movement/civil-day.ts";
import { decodeWeek, encodeWeek, type WeekClasses } from "../core/movement/week.ts";
import type { Driver } from "./driver.ts";
import type { Vault } from "./vault.ts";

/** A week of a wearer's, as coarse as it is kept. */
export interface KeptWeek {
  monday: CivilDay;
  classes: WeekClasses;
}

/**
 * Rows of `movement_week`: what outlives the positions, for WEEKS_KEPT weeks. They do not name the pair: a tag of
 * chance ties the weeks of one wearer together, and which wearer's it is stands sealed in `pair`, so that a wearer's deletion
 * finds them. Callers that write hold the transaction.
 */
export interface WeekRows {
  /** Newest first; one that does not open is left out. */
  all(pairRow: number): KeptWeek[];
  /** Replaces the week if it is there. */
  keep(pairRow: number, monday: CivilDay, classes: WeekClasses): void;
  /** Every week of a pair, and the tag that told whose they were. */
  forget(pairRow: number): void;
  /** Of all pairs, those that are too old. */
  expire(nowMs: number): void;
}

/** Half a year: no statistics are kept longer than the law allows, and these not even as long. */
export const WEEKS_KEPT = 26;
const TAG_BYTES = 16;
const DAYS = 7;
const DAY_MS = 86_400_000;

export function weekRows(driver: Driver, vault: Vault): WeekRows {
  const selectTag = driver.prepare<{ tag: Uint8Array | null }>("SELECT movement_tag AS tag FROM pair WHERE row = ?");
  const updateTag = driver.prepare("UPDATE pair SET movement_tag = ? WHERE row = ?");
  const select = driver.prepare<{ monday: number; body: Uint8Array }>(
    "SELECT monday, body FROM movement_week WHERE tag = ? ORDER BY monday DESC",
  );
  const replace = driver.prepare("INSERT OR REPLACE INTO movement_week (tag, monday, body) VALUES (?, ?, ?)");
  const remove = driver.prepare("DELETE FROM movement_week WHERE tag = ?");
  const expire = driver.prepare("DELETE FROM movement_week WHERE monday < ?");

  function tagOf(pairRow: number): Uint8Array | null {
    const sealed = selectTag.get(pairRow)?.tag ?? null;
    return sealed === null ? null : vault.unwrap(sealed);
  }

  function makeTag(pairRow: number): Uint8Array {
    const tag = new Uint8Array(randomBytes(TAG_BYTES));
    updateTag.run(vault.wrap(tag), pairRow);
    return tag;
  }

  function weekOf(monday: number, sealed: Uint8Array): KeptWeek | null {
    const body = vault.unwrap(sealed);
    const classes = body === null ? null : decodeWeek(body);
    return classes === null ? null : { monday: dayAfter("1970-01-01", monday), classes };
  }

  return {
    all(pairRow) {
      const tag = tagOf(pairRow);
      const rows = tag === null ? [] : select.all(tag);
      return rows.map(({ monday, body }) => weekOf(monday, body)).filter((week) => week !== null);
    },
    keep(pairRow, monday, classes) {
      const day = Math.floor(Date.parse(`${monday}T00:00:00Z`) / DAY_MS);
      replace.run(tagOf(pairRow) ?? makeTag(pairRow), day, vault.wrap(encodeWeek(classes)));
    },
    forget(pairRow) {
      const tag = tagOf(pairRow);
      if (tag !== null) remove.run(tag);
      updateTag.run(null, pairRow);
    },
    expire: (nowMs) => void expire.run(Math.floor(nowMs / DAY_MS) - WEEKS_KEPT * DAYS),
  };
}
