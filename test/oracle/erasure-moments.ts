import type { Consent } from "../../device/core/consent.ts";
import { searchFor } from "./canaries.ts";
import { plunderOf } from "./withdrawal-attack.ts";
import { BEGAN_MS, consentNow, ROOTS, Stand, type Tamper } from "./withdrawal-stand.ts";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A moment after which nothing of what was queued before may be readable on the device. */
export interface Moment {
  name: string;
  consent?: Partial<Consent>;
  happen(stand: Stand): void;
}

/** Long spans with a tick a minute, as a device lives through a quiet night. */
function wait(stand: Stand, seconds: number): void {
  for (let left = seconds; left > 0; left -= MINUTE) stand.tick(MINUTE * 1000);
}

const BOOKED = { fromMinute: BEGAN_MS / 60_000 - 10, toMinute: BEGAN_MS / 60_000 + 5 };
/** Hours that are long over, so that only the booked slot is open. */
const NO_HOURS = [{ days: 127, fromMinute: 60, toMinute: 61 }];

export const MOMENTS: readonly Moment[] = [
  { name: "the wearer says that all is well", happen: (stand) => stand.running.safe() },
  {
    name: "the booked trip is over",
    consent: { schedule: { ...consentNow().schedule, windows: NO_HOURS, oneOff: [BOOKED] } },
    happen: (stand) => wait(stand, 6 * MINUTE),
  },
  { name: "withdrawal", happen: (stand) => stand.running.withdraw() },
  { name: "objection", happen: (stand) => stand.running.object() },
  { name: "deletion", happen: (stand) => stand.running.deleteData() },
  {
    name: "fourteen days, without a broker",
    happen: (stand) => {
      stand.running.pause(1440);
      pauseAgain(stand, 14);
    },
  },
  { name: "two days, as agreed", consent: { retentionDays: 2 }, happen: (stand) => pauseAgain(stand, 2) },
  {
    name: "two days with the clock set back a year",
    consent: { retentionDays: 2 },
    happen: (stand) => {
      stand.utcMs -= 365 * DAY * 1000;
      pauseAgain(stand, 2);
    },
  },
  {
    name: "two days without a clock",
    consent: { retentionDays: 2 },
    happen: (stand) => {
      stand.hostLost = true;
      pauseAgain(stand, 2);
    },
  },
  {
    name: "two days, off for most of them",
    consent: { retentionDays: 2 },
    happen: (stand) => {
      stand.utcMs += 2 * DAY * 1000;
      stand.restart();
      stand.tick(250);
    },
  },
  {
    name: "a day under a notice that nobody agreed to",
    happen: (stand) => {
      stand.running.changeNotice({ fields: new Uint8Array(56).fill(1), whole: new Uint8Array(32).fill(2) });
      wait(stand, DAY + HOUR);
    },
  },
];

/** Nothing new is captured meanwhile; pauses of a day end by themselves. */
function pauseAgain(stand: Stand, days: number): void {
  for (let day = 0; day < days; day++) {
    stand.running.pause(1440);
    wait(stand, DAY);
  }
}

export interface ErasureFinding {
  name: string;
  /** Positions that the attack opened before, as a control, and after. */
  openedBefore: number;
  openedAfter: number;
  /** Encodings in which a canary lay on the flash, before or after. */
  bare: string[];
  keysTried: number;
  bytes: number;
}

function holds(found: readonly Uint8Array[], degrees: readonly number[]): string[] {
  return searchFor({ degrees, texts: [] }, Buffer.concat(found)).found;
}

function pieces(stand: Stand): Uint8Array[] {
  return [...stand.store.surviving().values(), ...stand.shadows];
}

/** Queues positions, lets the moment come, and looks at every byte. */
export function findingAt(moment: Moment, thorough: boolean, tamper: Tamper = (board) => board): ErasureFinding {
  const stand = new Stand(undefined, tamper);
  stand.running.accept(consentNow(moment.consent));
  stand.seconds(30);
  const canaries = stand.places();
  const before = plunderOf({ pieces: pieces(stand), roots: ROOTS }, false);
  const bareBefore = holds(pieces(stand), canaries);
  moment.happen(stand);
  const after = plunderOf({ pieces: pieces(stand), roots: ROOTS }, thorough);
  return {
    name: moment.name,
    openedBefore: before.positions,
    openedAfter: after.positions,
    bare: [...new Set([...bareBefore, ...holds(pieces(stand), canaries)])],
    keysTried: after.keysTried,
    bytes: pieces(stand).reduce((sum, piece) => sum + piece.length, 0),
  };
}
