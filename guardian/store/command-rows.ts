import { ACT_NAMES, type ActName, RESULTS } from "../../device/protocol/command.ts";
import type { AnswerReport } from "../../device/protocol/report.ts";
import { type AskedCommand, expiryS, MAX_PARTS_WAITING, MAX_WAITING, nextSequence, type Wish } from "../core/asking.ts";
import type { Driver } from "./driver.ts";
import { opened } from "./stored-key.ts";
import type { Vault } from "./vault.ts";

/** Rows of `command`. They hold no position, and the place of a fence sealed. Callers that write hold the transaction. */
export interface CommandRows {
  /** Gives a number out that was never given before. @returns why nothing was added, else the command. */
  add(pairRow: number, wish: Wish, nowMs: number): AskedCommand | "many-waiting" | "leaving";
  /** The same for several: all or none. */
  addAll(pairRow: number, wishes: readonly Wish[], nowMs: number): AskedCommand[] | "many-waiting" | "leaving";
  /** The one whose turn it is: the oldest that is neither answered nor expired, but a leave, and then an answer to a call for help, before all others. */
  next(pairRow: number, nowMs: number): AskedCommand | null;
  noteSent(pairRow: number, sequence: number, nowMs: number): void;
  /** The first answer counts; one to a number that is not there is let go of. */
  noteAnswer(pairRow: number, answer: AnswerReport, receivedMs: number): void;
  /** Newest first. */
  newest(pairRow: number, limit: number): AskedCommand[];
  newestOf(pairRow: number, act: ActName): AskedCommand | null;
}

interface CommandRow {
  sequence: number;
  act: string;
  value: number;
  consent: number;
  created_ms: number;
  expires_s: number;
  sent_ms: number | null;
  answered_ms: number | null;
  result: string | null;
  fence: Uint8Array | null;
}

/** @throws TypeError for a word that no version of this table ever held. */
function askedOf(vault: Vault, row: CommandRow): AskedCommand {
  const act = ACT_NAMES.find((name) => name === row.act);
  if (act === undefined) throw new TypeError("a stored command is of no kind");
  return {
    act,
    consent: row.consent,
    sequence: row.sequence,
    expiresS: row.expires_s,
    value: row.value,
    createdMs: row.created_ms,
    sentMs: row.sent_ms,
    answeredMs: row.answered_ms,
    result: RESULTS.find((name) => name === row.result) ?? null,
    ...(row.fence === null ? {} : { fence: opened(vault, row.fence) }),
  };
}

/** Why so many more of one act cannot wait; null: they can. @param before what waits. */
function refusal(before: readonly CommandRow[], act: ActName, more: number): "many-waiting" | "leaving" | null {
  if (before.some((row) => row.act === "revoke-self")) return "leaving";
  // Who leaves, or answers a call for help, must not be kept from it by what they asked before.
  if (act === "revoke-self" || act === "panic-ack") return null;
  const draws = act === "fence-set";
  const alike = before.filter((row) => (row.act === "fence-set") === draws);
  return alike.length + more > (draws ? MAX_PARTS_WAITING : MAX_WAITING) ? "many-waiting" : null;
}

export function commandRows(driver: Driver, vault: Vault): CommandRows {
  const waiting = "answered_ms IS NULL AND expires_s * 1000 >= ?";
  const insert = driver.prepare(
    "INSERT INTO command (pair, sequence, act, value, consent, created_ms, expires_s, fence) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
  );
  const last = driver.prepare<{ n: number }>("SELECT command_sequence AS n FROM pair WHERE row = ?");
  const giveOut = driver.prepare("UPDATE pair SET command_sequence = ? WHERE row = ?");
  const allWaiting = driver.prepare<CommandRow>(`SELECT * FROM command WHERE pair = ? AND ${waiting} ORDER BY sequence`);
  // After a leave nothing else matters, and what the device does not answer must not hold it up.
  const first = driver.prepare<CommandRow>(
    `SELECT * FROM command WHERE pair = ? AND ${waiting} ORDER BY act <> 'revoke-self', act <> 'panic-ack', sequence LIMIT 1`,
  );
  const sent = driver.prepare("UPDATE command SET sent_ms = ? WHERE pair = ? AND sequence = ? AND sent_ms IS NULL");
  const answered = driver.prepare(
    "UPDATE command SET answered_ms = ?, result = ? WHERE pair = ? AND sequence = ? AND answered_ms IS NULL",
  );
  const newest = driver.prepare<CommandRow>("SELECT * FROM command WHERE pair = ? ORDER BY sequence DESC LIMIT ?");
  const newestOf = driver.prepare<CommandRow>("SELECT * FROM command WHERE pair = ? AND act = ? ORDER BY sequence DESC LIMIT 1");

  function one(row: CommandRow | undefined): AskedCommand | null {
    return row === undefined ? null : askedOf(vault, row);
  }

  function put(pairRow: number, { act, value, consent, fence }: Wish, nowMs: number): AskedCommand {
    const sequence = nextSequence(last.get(pairRow)?.n ?? 0, nowMs);
    const expiresS = expiryS(act, nowMs);
    giveOut.run(sequence, pairRow);
    const sealed = fence === undefined ? null : vault.wrap(fence);
    insert.run(pairRow, sequence, act, value, consent, nowMs, expiresS, sealed);
    const times = { createdMs: nowMs, sentMs: null, answeredMs: null, result: null };
    return { act, consent, sequence, expiresS, value, ...times, ...(fence === undefined ? {} : { fence }) };
  }

  function addAll(pairRow: number, wishes: readonly Wish[], nowMs: number): AskedCommand[] | "many-waiting" | "leaving" {
    const [first] = wishes;
    const why = first === undefined ? null : refusal(allWaiting.all(pairRow, nowMs), first.act, wishes.length);
    return why ?? wishes.map((wish) => put(pairRow, wish, nowMs));
  }

  return {
    addAll,
    add: (pairRow, wish, nowMs) => refusal(allWaiting.all(pairRow, nowMs), wish.act, 1) ?? put(pairRow, wish, nowMs),
    next: (pairRow, nowMs) => one(first.get(pairRow, nowMs)),
    noteSent: (pairRow, sequence, nowMs) => void sent.run(nowMs, pairRow, sequence),
    noteAnswer: (pairRow, { sequence, result }, receivedMs) => void answered.run(receivedMs, result, pairRow, sequence),
    newest: (pairRow, limit) => newest.all(pairRow, limit).map((row) => askedOf(vault, row)),
    newestOf: (pairRow, act) => one(newestOf.get(pairRow, act)),
  };
}
