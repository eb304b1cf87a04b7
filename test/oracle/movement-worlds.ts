import { existsSync, readFileSync } from "node:fs";
import type { FixReport } from "../../device/protocol/report.ts";
import { makePair } from "../../guardian/core/chain.ts";
import { guardianCipher } from "../../guardian/core/cipher.ts";
import { NOTHING_HEARD } from "../../guardian/core/hearing.ts";
import { NO_SEQUENCES } from "../../guardian/core/sequence-tally.ts";
import { openSqlite } from "../../guardian/store/sqlite.ts";
import type { Store } from "../../guardian/store/store.ts";
import { openVault } from "../../guardian/store/vault.ts";
import type { KeptWeek } from "../../guardian/store/week-rows.ts";
import { makeDeviceState } from "../../guardian/subscriber/device-state.ts";
import { eraseOld } from "../../guardian/subscriber/erase-old.ts";
import { takeInAll } from "../../guardian/subscriber/intake.ts";
import { CONSOLE_KEY, opened, scratch } from "./guardian-store.ts";
import { knownDay } from "./movement-days.ts";
import { searchBytes } from "./movement-scan.ts";
import { ToyDevice } from "./toy-device.ts";

/** A wearer at a console of their own: who they are, and where and when they move. */
export interface Wearer {
  id: string;
  label: string;
  zone: string;
  /** Of what is moved: the same ways, gone elsewhere and at another hour. */
  elsewhere: { south: boolean; eastDeg: number; laterMs: number };
}

export const HERE: Wearer = {
  id: "7f3c9a52-wearer-here",
  label: "Melpomene Canaridou",
  zone: "Europe/Athens",
  elsewhere: { south: false, eastDeg: 0, laterMs: 0 },
};

export const ELSEWHERE: Wearer = {
  id: "c0ffee11-wearer-elsewhere",
  label: "Aristarchos Kanarinis",
  zone: "Africa/Cairo",
  elsewhere: { south: true, eastDeg: 7, laterMs: 3 * 3_600_000 },
};

/** What a fault may be planted into. */
export interface Plants {
  store?(store: Store, firstFixMs: number): Store;
  /** At the end, on the closed database. */
  file?(file: string, wearer: Wearer, fixes: readonly FixReport[]): void;
}

/** What is left of a wearer when their positions are gone. */
export interface Remains {
  weeks: KeptWeek[];
  /** Positions that the store still gives out. */
  positions: number;
  /** What was found in the bytes of the database, and how many forms were looked for. */
  found: string[];
  searched: number;
  /** Forms of four bytes of one figure alone: how often they are there, and how often chance puts them into so many bytes. */
  alone: number;
  chance: number;
  bytes: number;
  /** Of the rows of the weeks, opened with the console's own key: what was found, and bodies of another form than a week's. */
  foundInside: string[];
}

const DAY_MS = 86_400_000;
/** Monday, 2 November 2026. */
export const MONDAY_MS = Date.UTC(2026, 10, 2);
const LIVED_DAYS = 5;
/** So long the device says from day to day that it is there, without a position: then even its frames of before are gone. */
const QUIET_DAYS = 36;
const BODY_BYTES = 5;

function moved(fix: FixReport, { south, eastDeg, laterMs }: Wearer["elsewhere"]): FixReport {
  const latE7 = south ? -fix.latE7 : fix.latE7;
  return { ...fix, latE7, lonE7: fix.lonE7 + eastDeg * 1e7, timeS: fix.timeS + laterMs / 1000 };
}

function rootOf(label: string): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, i) => (i * 7 + label.charCodeAt(i % label.length)) & 255);
}

/** The days of one week, as the wearer's device told them. */
function livedDays(seed: number, wearer: Wearer): FixReport[][] {
  return Array.from({ length: LIVED_DAYS }, (_, n) => {
    const { fixes } = knownDay(
      seed * 100 + n,
      { way: "foreseen", intervalS: 10, wanderM: 2 },
      MONDAY_MS + n * DAY_MS + 5 * 3_600_000,
    );
    return fixes.map(({ fix }) => moved(fix, wearer.elsewhere));
  });
}

function live(store: Store, wearer: Wearer, days: readonly FixReport[][]): void {
  const root = rootOf(wearer.label);
  const device = new ToyDevice(guardianCipher, root.slice());
  const pair = makePair(guardianCipher, wearer.id, wearer.label, root.slice());
  store.addPair(pair, MONDAY_MS);
  store.setZone(wearer.id, wearer.zone);
  const state = makeDeviceState(pair, NOTHING_HEARD, NO_SEQUENCES);
  const devices = new Map([[wearer.id, state]]);
  for (let n = 0; n < LIVED_DAYS + QUIET_DAYS; n++) {
    const nowMs = MONDAY_MS + (n + 1) * DAY_MS - 60_000;
    device.step();
    const frames = (days[n] ?? []).map((fix) => device.seal(fix));
    frames.push(device.status(Math.floor(nowMs / 1000)));
    const taken = takeInAll(
      guardianCipher,
      store,
      frames.map(({ frame }) => ({ device: state, frame })),
      nowMs,
    );
    if (!Array.isArray(taken)) throw new Error(taken.sentence);
    eraseOld(store, devices, nowMs);
  }
}

function wordsOf({ id, label, zone }: Wearer): string[] {
  return [id, label, ...label.split(" "), zone];
}

function openedBodies(file: string): Buffer[] {
  const driver = openSqlite(file);
  const vault = openVault(driver, guardianCipher, CONSOLE_KEY);
  const rows = driver.prepare<{ body: Uint8Array }>("SELECT body FROM movement_week").all();
  driver.close();
  return rows.map(({ body }) => Buffer.from(vault.unwrap(body) ?? new Uint8Array()));
}

/** Lets a wearer live a week and five weeks pass, and looks at what the console's disk still holds. */
export function remainsOf(seed: number, wearer: Wearer, plants: Plants = {}): Remains {
  const place = scratch();
  try {
    const file = place.file("console.db");
    const days = livedDays(seed, wearer);
    const fixes = days.flat();
    const sound = opened(file);
    const store = plants.store?.(sound, (fixes[0] as FixReport).timeS * 1000) ?? sound;
    live(store, wearer, days);
    const weeks = store.weeks(wearer.id);
    const positions = store.trail(wearer.id, 0, 1000).length;
    sound.close();
    plants.file?.(file, wearer, fixes);
    const ends = ["", "-wal", "-shm"].filter((end) => existsSync(file + end));
    const bytes = Buffer.concat(ends.map((end) => readFileSync(file + end)));
    // The pair's own number stands in its row until the pair is removed; its name and its zone are sealed there.
    const outside = searchBytes(bytes, fixes, wordsOf(wearer).slice(1));
    const bodies = openedBodies(file);
    const inside = searchBytes(Buffer.concat(bodies), fixes, wordsOf(wearer));
    const odd = bodies.filter((body) => body.length !== BODY_BYTES).map((body) => `a week of ${body.length} bytes`);
    return {
      weeks: weeks.ok ? weeks.value : [],
      positions,
      found: outside.found,
      searched: outside.searched + inside.searched,
      alone: outside.alone + inside.alone,
      chance: outside.chance + inside.chance,
      bytes: bytes.length,
      foundInside: [...inside.found, ...odd],
    };
  } finally {
    place.clear();
  }
}

/**
 * Two wearers who did the same at other places, at other hours and under other names: who cannot tell them apart by what is
 * kept of them can read none of the three from it.
 * @returns what is wrong.
 */
export function compareWorlds(seed: number, here: Remains, elsewhere: Remains): string[] {
  const wrong: string[] = [];
  for (const { found, foundInside, positions, weeks } of [here, elsewhere]) {
    for (const what of [...found, ...foundInside]) wrong.push(`seed ${seed}: found ${what}`);
    if (positions > 0) wrong.push(`seed ${seed}: ${positions} positions were not erased`);
    if (weeks.length !== 1) wrong.push(`seed ${seed}: ${weeks.length} weeks were kept of one`);
  }
  if (JSON.stringify(here.weeks) !== JSON.stringify(elsewhere.weeks))
    wrong.push(`seed ${seed}: what is kept tells the wearers apart`);
  return wrong;
}
