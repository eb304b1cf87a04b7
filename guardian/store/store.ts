import type { Cipher } from "../../device/protocol/cipher.ts";
import type { ActName } from "../../device/protocol/command.ts";
import type { AskedCommand, Wish } from "../core/asking.ts";
import type { Chain, Pair } from "../core/chain.ts";
import type { CommandChain } from "../core/command.ts";
import type { Deletion } from "../core/deletion.ts";
import type { Hearing } from "../core/hearing.ts";
import type { Answered, Incident } from "../core/incidents.ts";
import type { SequenceTally } from "../core/sequence-tally.ts";
import type { HeadRecord } from "../core/told-head.ts";
import type { StoredFix } from "../core/view.ts";
import type { Driver } from "./driver.ts";
import { attempt, type Done } from "./failure.ts";
import type { FenceStore } from "./fencing.ts";
import type { Keep, Kept } from "./frame-rows.ts";
import { migrate } from "./migrations.ts";
import { openSqlite } from "./sqlite.ts";
import { storeOn } from "./store-on.ts";

/** What one pair's frames did together: the rows, and the chain that opened them. */
export interface PairBatch {
  pairId: string;
  before: Chain;
  after: Chain;
  /** Asked for by one of these frames; carried out before they are kept. */
  deletion: Deletion | null;
  keeps: readonly Keep[];
}

/** What was asked of the devices, and how they took it. */
export interface CommandStore {
  /** Gives it a number that was never given before. Not `ok` also when too much waits already, or the guardian is leaving. */
  ask(pairId: string, wish: Wish, nowMs: number): Done<AskedCommand>;
  /** The one whose turn it is: the oldest that is neither answered nor expired, but a leave before all others. */
  nextCommand(pairId: string, nowMs: number): Done<AskedCommand | null>;
  /** Before it leaves for the first time; later times change nothing. */
  noteSent(pairId: string, sequence: number, nowMs: number): Done<void>;
  /** Newest first. */
  asked(pairId: string, limit: number): Done<AskedCommand[]>;
  lastAsked(pairId: string, act: ActName): Done<AskedCommand | null>;
}

/** Durable memory of the console. Whatever returns `ok` is on the disk; whatever does not has changed nothing. */
export interface Store extends CommandStore, FenceStore {
  /** 128 random bits in hex, made with the database: the console's client id and default user name at the broker. */
  clientId: string;
  pairs(): Done<Pair[]>;
  addPair(pair: Pair, nowMs: number): Done<void>;
  /** Erases a pair for good: its keys, its positions, and all else that is known of it. One that is not there is no error. */
  removePair(pairId: string): Done<void>;
  /** Rows and chain states of all pairs in one transaction. What became of the frames, in the order of each pair's keeps. */
  commit(batches: readonly PairBatch[]): Done<Kept[][]>;
  /** Before anything is sealed with it. */
  saveCommand(pairId: string, command: CommandChain): Done<void>;
  /** Empty when the pair is unknown or the database fails. */
  trail(pairId: string, sinceMs: number, limit: number): StoredFix[];
  hearing(pairId: string): Done<Hearing | null>;
  /** Which fixes are held; empty when the pair is unknown or the database fails. */
  tally(pairId: string): SequenceTally;
  clashes(pairId: string): number;
  /** The wearer's last "delete my data". */
  deletion(pairId: string): Done<Deletion | null>;
  /**
   * Empties the log beside the database, which may still hold pages of before a deletion, and notes that it is done.
   * Until it answers `ok` nobody may be told that the data are gone.
   */
  finishDeletion(pairId: string, nowMs: number): Done<void>;
  /** What the device told of what is wrong, newest first. */
  incidents(pairId: string): Done<readonly Incident[]>;
  /** Which incidents this console answered, newest first. */
  answered(pairId: string): Done<Answered[]>;
  /** What the device told of the wearer's receipts. */
  heads(pairId: string): Done<HeadRecord>;
  /** How often it contradicted itself; 0 when the pair is unknown or the database fails. */
  headFindings(pairId: string): number;
  /** Erases what is too old. @returns the chains as they are after it, by pair id. */
  erase(chains: ReadonlyMap<string, Chain>, nowMs: number): Done<Map<string, Chain>>;
  /** Rises when another program wrote to the database. */
  writesElsewhere(): number;
  close(): void;
}

/**
 * Opens or makes the console's database.
 * @param consoleKey 32 bytes, from console-key.ts.
 */
export function openStore(
  file: string,
  consoleKey: Uint8Array,
  cipher: Cipher,
  open: (file: string) => Driver = openSqlite,
): Done<Store> {
  const driver = attempt(() => open(file));
  if (!driver.ok) return driver;
  const migrated = attempt(() => migrate(driver.value));
  const failure = migrated.ok ? migrated.value : migrated;
  const opened = failure ?? attempt(() => storeOn(driver.value, cipher, consoleKey));
  const store: Done<Store> = opened.ok ? opened.value : opened;
  if (!store.ok) attempt(() => driver.value.close());
  return store;
}
