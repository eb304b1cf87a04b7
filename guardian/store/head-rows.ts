import type { FrameHeader } from "../../device/protocol/envelope.ts";
import { dayIndex } from "../../device/protocol/topic.ts";
import { goesBack, type HeadFinding, type HeadRecord, NO_RECEIPTS, sameHead, type ToldHead } from "../core/told-head.ts";
import type { Driver } from "./driver.ts";

/** Rows of `told_head` and `head_finding`. They hold no position, so neither retention nor deletion touches them. */
export interface HeadRows {
  /** Takes in what one new status told. The caller holds the transaction. */
  hear(pairRow: number, header: FrameHeader, head: ToldHead, toldMs: number): void;
  record(pairRow: number): HeadRecord;
  countFindings(pairRow: number): number;
}

/** Heads that are kept of one device: the first, and the newest of each day that had any, for more than a year. */
export const MAX_HEADS = 400;
/** Contradictions that are kept of one device; the first ones say what there is to say. */
export const MAX_FINDINGS = 64;

interface HeadRow {
  epoch: number;
  number: number;
  told_ms: number;
  count: number;
  head: Uint8Array;
}

interface FindingRow {
  told_ms: number;
  count_before: number;
  head_before: Uint8Array;
  count_after: number;
  head_after: Uint8Array;
}

function toldOf({ count, head }: HeadRow): ToldHead {
  return { count, head: new Uint8Array(head) };
}

function findingOf(row: FindingRow): HeadFinding {
  return {
    toldMs: row.told_ms,
    before: { count: row.count_before, head: new Uint8Array(row.head_before) },
    after: { count: row.count_after, head: new Uint8Array(row.head_after) },
  };
}

/** Erases heads that no bound has room for. */
function thinner(driver: Driver): (pairRow: number, day: number) => void {
  const first = "SELECT epoch, number FROM told_head WHERE pair = ? ORDER BY epoch, number LIMIT 1";
  const newest = "ORDER BY epoch DESC, number DESC LIMIT 1";
  const ofDay = driver.prepare(
    `DELETE FROM told_head WHERE pair = ? AND day = ? AND (epoch, number) <> (${first}) AND (epoch, number) <> ` +
      `(SELECT epoch, number FROM told_head WHERE pair = ? AND day = ? ${newest})`,
  );
  const oldest = driver.prepare(
    `DELETE FROM told_head WHERE pair = ? AND (epoch, number) <> (${first}) AND (epoch, number) <= ` +
      `(SELECT epoch, number FROM told_head WHERE pair = ? ${newest} OFFSET ${MAX_HEADS - 1})`,
  );
  return (pairRow, day) => {
    ofDay.run(pairRow, day, pairRow, pairRow, day);
    oldest.run(pairRow, pairRow, pairRow);
  };
}

export function headRows(driver: Driver): HeadRows {
  const columns = "epoch, number, told_ms, count, head";
  const before = driver.prepare<HeadRow>(
    `SELECT ${columns} FROM told_head WHERE pair = ? AND (epoch, number) < (?, ?) ORDER BY epoch DESC, number DESC LIMIT 1`,
  );
  const after = driver.prepare<HeadRow>(
    `SELECT ${columns} FROM told_head WHERE pair = ? AND (epoch, number) > (?, ?) ORDER BY epoch, number LIMIT 1`,
  );
  const all = driver.prepare<HeadRow>(`SELECT ${columns} FROM told_head WHERE pair = ? ORDER BY epoch, number`);
  const insert = driver.prepare(
    "INSERT OR IGNORE INTO told_head (pair, epoch, number, told_ms, day, count, head) VALUES (?, ?, ?, ?, ?, ?, ?)",
  );
  const note = driver.prepare("INSERT OR IGNORE INTO head_finding VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  const findings = driver.prepare<FindingRow>("SELECT * FROM head_finding WHERE pair = ? ORDER BY epoch, number");
  const countFindings = driver.prepare<{ n: number }>("SELECT count(*) AS n FROM head_finding WHERE pair = ?");
  const thin = thinner(driver);
  const count = (pairRow: number): number => countFindings.get(pairRow)?.n ?? 0;

  function compare(pairRow: number, earlier: ToldHead, later: ToldHead, place: FrameHeader, toldMs: number): void {
    if (!goesBack(earlier, later) || count(pairRow) >= MAX_FINDINGS) return;
    note.run(pairRow, place.epoch, place.number, toldMs, earlier.count, earlier.head, later.count, later.head);
  }

  return {
    hear(pairRow, header, head, toldMs) {
      const { epoch, number } = header;
      // By place in the chain, not by arrival: the network may bring the older status last.
      const earlier = before.get(pairRow, epoch, number);
      const later = after.get(pairRow, epoch, number);
      if (earlier === undefined && sameHead(head, NO_RECEIPTS)) return;
      compare(pairRow, earlier === undefined ? NO_RECEIPTS : toldOf(earlier), head, header, toldMs);
      if (later !== undefined) compare(pairRow, head, toldOf(later), later, later.told_ms);
      const day = dayIndex(toldMs);
      insert.run(pairRow, epoch, number, toldMs, day, head.count, head.head);
      thin(pairRow, day);
    },
    record: (pairRow) => ({ told: all.all(pairRow).map(toldOf), findings: findings.all(pairRow).map(findingOf) }),
    countFindings: count,
  };
}
