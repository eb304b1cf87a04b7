import type { Cipher } from "../../device/protocol/cipher.ts";
import type { AskedCommand } from "../core/asking.ts";
import type { Deletion } from "../core/deletion.ts";
import type { Hearing } from "../core/hearing.ts";
import type { Answered, Incident } from "../core/incidents.ts";
import { NO_SEQUENCES, type SequenceTally } from "../core/sequence-tally.ts";
import type { HeadRecord } from "../core/told-head.ts";
import type { StoredFix } from "../core/view.ts";
import { type AlertRows, alertRows } from "./alert-rows.ts";
import { type CommandRows, commandRows } from "./command-rows.ts";
import { identify } from "./console-row.ts";
import { type DeletionRows, deletionRows } from "./deletion-rows.ts";
import type { Driver } from "./driver.ts";
import { type Eraser, eraser } from "./erasure.ts";
import { attempt, type Done, failed } from "./failure.ts";
import { type FenceRows, fenceRows } from "./fence-rows.ts";
import { fencing } from "./fencing.ts";
import { frameKeeper, type Keep, type Kept } from "./frame-rows.ts";
import { type HeadRows, headRows } from "./head-rows.ts";
import { type PairRows, pairRows } from "./pair-rows.ts";
import { openQueries, type Queries } from "./queries.ts";
import type { CommandStore, PairBatch, Store } from "./store.ts";
import { openVault, type Vault } from "./vault.ts";

interface Rows {
  driver: Driver;
  vault: Vault;
  pairs: PairRows;
  queries: Queries;
  erasure: Eraser;
  deletions: DeletionRows;
  heads: HeadRows;
  commands: CommandRows;
  alerts: AlertRows;
  fences: FenceRows;
}

type Access = ReturnType<typeof accessTo>;

/** How anything of a pair is written and read: whole or not at all, and never with an error thrown. */
function accessTo({ driver, vault, pairs }: Rows) {
  function ofPair<T>(pairId: string, otherwise: T, query: (row: number) => T): T {
    const row = pairs.rowOf(pairId);
    return row === null ? otherwise : query(row);
  }
  return {
    ofPair,
    durably<T>(work: () => T): Done<T> {
      const done = attempt(() => driver.transaction(work));
      if (!done.ok) vault.forgetDays();
      return done;
    },
    readOr<T>(otherwise: T, work: () => T): T {
      const done = attempt(work);
      return done.ok ? done.value : otherwise;
    },
  };
}

type Reading = Pick<
  Store,
  "pairs" | "trail" | "hearing" | "tally" | "clashes" | "deletion" | "heads" | "headFindings" | "incidents" | "answered"
>;

function reading({ pairs, queries, deletions, heads, alerts }: Rows, { ofPair, readOr }: Access): Reading {
  return {
    pairs: () => attempt(() => pairs.all()),
    trail: (pairId, sinceMs, limit) =>
      readOr([], () => ofPair<StoredFix[]>(pairId, [], (row) => queries.trail(row, sinceMs, limit))),
    hearing: (pairId) => attempt(() => ofPair<Hearing | null>(pairId, null, queries.hearing)),
    tally: (pairId) => readOr(NO_SEQUENCES, () => ofPair<SequenceTally>(pairId, NO_SEQUENCES, queries.tally)),
    clashes: (pairId) => readOr(0, () => ofPair(pairId, 0, queries.clashes)),
    deletion: (pairId) => attempt(() => ofPair<Deletion | null>(pairId, null, deletions.of)),
    incidents: (pairId) => attempt(() => ofPair<readonly Incident[]>(pairId, [], alerts.incidents)),
    answered: (pairId) => attempt(() => ofPair<Answered[]>(pairId, [], alerts.answered)),
    heads: (pairId) => attempt(() => ofPair<HeadRecord>(pairId, { told: [], findings: [] }, heads.record)),
    headFindings: (pairId) => readOr(0, () => ofPair(pairId, 0, heads.countFindings)),
  };
}

/** Keeps what one pair's frames did, the wearer's deletion before everything else. The caller holds the transaction. */
function committing(
  { driver, vault, pairs, deletions, heads, commands, alerts, fences }: Rows,
  { ofPair }: Access,
): (batch: PairBatch) => Kept[] {
  const keepFrame = frameKeeper(driver, vault, alerts);

  function keepOne(row: number, keep: Keep): Kept {
    const kept = keepFrame(row, keep);
    for (const { header, report } of kept.fresh) {
      if (report.kind === "status") heads.hear(row, header, report.receipts, keep.receivedMs);
      if (report.kind !== "answer") continue;
      commands.noteAnswer(row, report, keep.receivedMs);
      fences.noteAnswer(row, report);
    }
    return kept;
  }

  return ({ pairId, before, after, deletion, keeps }) =>
    ofPair<Kept[]>(pairId, [], (row) => {
      pairs.saveChain(row, before, after);
      if (deletion !== null) deletions.carryOut(row, deletion);
      return keeps.map((keep) => keepOne(row, keep));
    });
}

/** A command that has its number, or why there is none. */
type Asked = AskedCommand | "no-device" | "many-waiting" | "leaving";

function asking({ commands }: Rows, { durably, ofPair }: Access): CommandStore {
  return {
    ask(pairId, wish, nowMs) {
      const done = durably(() => ofPair<Asked>(pairId, "no-device", (row) => commands.add(row, wish, nowMs)));
      if (!done.ok) return done;
      return typeof done.value === "string" ? failed(done.value) : { ok: true, value: done.value };
    },
    nextCommand: (pairId, nowMs) => attempt(() => ofPair<AskedCommand | null>(pairId, null, (row) => commands.next(row, nowMs))),
    noteSent: (pairId, sequence, nowMs) =>
      durably(() => ofPair(pairId, undefined, (row) => commands.noteSent(row, sequence, nowMs))),
    asked: (pairId, limit) => attempt(() => ofPair<AskedCommand[]>(pairId, [], (row) => commands.newest(row, limit))),
    lastAsked: (pairId, act) => attempt(() => ofPair<AskedCommand | null>(pairId, null, (row) => commands.newestOf(row, act))),
  };
}

type Erasing = Pick<Store, "erase" | "finishDeletion" | "removePair">;

function erasing({ erasure, deletions, pairs }: Rows, { durably, ofPair }: Access): Erasing {
  return {
    removePair(pairId) {
      const done = durably(() => pairs.remove(pairId));
      // The log beside the database still holds the keys; while another program reads, the day's erasing empties it.
      if (done.ok) attempt(erasure.checkpoint);
      return done;
    },
    erase(chains, nowMs) {
      const done = durably(() => erasure.erase(chains, nowMs));
      if (done.ok) attempt(erasure.checkpoint);
      return done;
    },
    finishDeletion(pairId, nowMs) {
      const emptied = attempt(erasure.checkpoint);
      if (!emptied.ok) return emptied;
      if (!emptied.value) return failed("busy");
      return durably(() => ofPair(pairId, undefined, (row) => deletions.finish(row, nowMs)));
    },
  };
}

/** The store on an opened and migrated database. @throws the engine's error. */
export function storeOn(driver: Driver, cipher: Cipher, consoleKey: Uint8Array): Done<Store> {
  const vault = openVault(driver, cipher, consoleKey);
  const console = driver.transaction(() => identify(driver, vault));
  if (!console.ok) return console;
  const pairs = pairRows(driver, vault);
  const queries = openQueries(driver, vault);
  const erasure = eraser(driver, vault, pairs);
  const own = {
    deletions: deletionRows(driver, vault),
    heads: headRows(driver),
    commands: commandRows(driver, vault),
    alerts: alertRows(driver, vault),
    fences: fenceRows(driver, vault),
  };
  const rows: Rows = { driver, vault, pairs, queries, erasure, ...own };
  const access = accessTo(rows);
  const { durably, ofPair, readOr } = access;
  const commitPair = committing(rows, access);
  const dataVersion = driver.prepare<{ data_version: number }>("PRAGMA data_version");
  const store: Store = {
    ...reading(rows, access),
    ...asking(rows, access),
    ...erasing(rows, access),
    ...fencing(rows.commands, rows.fences, access),
    clientId: console.value,
    addPair: (pair, nowMs) => durably(() => pairs.add(pair, nowMs)),
    commit: (batches) => durably(() => batches.map(commitPair)),
    saveCommand: (pairId, command) => durably(() => ofPair(pairId, undefined, (row) => pairs.saveCommand(row, command))),
    writesElsewhere: () => readOr(0, () => dataVersion.get()?.data_version ?? 0),
    close: () => void attempt(() => driver.close()),
  };
  return { ok: true, value: store };
}
