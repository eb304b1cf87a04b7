import { decode } from "../../device/protocol/codec.ts";
import type { FrameHeader } from "../../device/protocol/envelope.ts";
import { dayIndex } from "../../device/protocol/topic.ts";
import { type Hearing, hear, isNewer, NOTHING_HEARD } from "../core/hearing.ts";
import { isTelemetry, type Telemetry } from "../core/ingest.ts";
import { countSequence, NO_SEQUENCES, type SequenceTally } from "../core/sequence-tally.ts";
import type { StoredFix } from "../core/view.ts";
import type { Driver } from "./driver.ts";
import type { Vault } from "./vault.ts";

/** What is read back. A row that does not open is left out: its day was erased, or its bytes were changed. */
export interface Queries {
  /** Fixes by the device's own time, oldest first; when there are more than `limit`, the newest of them. */
  trail(pairRow: number, sinceMs: number, limit: number): StoredFix[];
  /** What was last heard, as far as the rows tell it. */
  hearing(pairRow: number): Hearing;
  /** Reads every row: for the start and after erasing, not for each fix. */
  tally(pairRow: number): SequenceTally;
  /** Places in the chain that were used twice. */
  clashes(pairRow: number): number;
}

interface ReportRow {
  epoch: number;
  number: number;
  received_ms: number;
  body: Uint8Array;
}

interface Read {
  header: FrameHeader;
  report: Telemetry;
  receivedMs: number;
}

/** How far back to look for the beginning of the present silence; beyond it, that is when it is said to have begun. */
const SILENCE_LOOKBACK = 500;

export function openQueries(driver: Driver, vault: Vault): Queries {
  const columns = "epoch, number, received_ms, body";
  const trail = driver.prepare<ReportRow>(
    `SELECT ${columns} FROM fix WHERE pair = ? AND time_s >= ? ORDER BY time_s DESC LIMIT ?`,
  );
  const lastFix = driver.prepare<ReportRow>(`SELECT ${columns} FROM fix WHERE pair = ? ORDER BY epoch DESC, number DESC LIMIT 1`);
  const lastStatuses = driver.prepare<ReportRow>(
    `SELECT ${columns} FROM status WHERE pair = ? ORDER BY epoch DESC, number DESC LIMIT ${SILENCE_LOOKBACK}`,
  );
  const lastHeard = driver.prepare<{ ms: number | null }>("SELECT max(received_ms) AS ms FROM frame WHERE pair = ?");
  const sequences = driver.prepare<{ sequence: number }>(
    "SELECT DISTINCT sequence FROM fix WHERE pair = ? ORDER BY epoch, number",
  );
  const clashes = driver.prepare<{ n: number }>("SELECT count(*) AS n FROM clash WHERE pair = ?");

  function read(pairRow: number, row: ReportRow): Read | null {
    const header = { epoch: row.epoch, number: row.number };
    const body = vault.openReport(dayIndex(row.received_ms), pairRow, header, row.body);
    const report = body === null ? null : decode(body);
    if (report === null || !isTelemetry(report)) return null;
    return { header, report, receivedMs: row.received_ms };
  }

  function hearing(pairRow: number): Hearing {
    const fixes = lastFix.all(pairRow).map((row) => read(pairRow, row));
    const fix = fixes[0] ?? null;
    const statuses: Read[] = [];
    for (const row of lastStatuses.all(pairRow)) {
      const status = read(pairRow, row);
      if (status !== null && (statuses.length === 0 || isNewer(status.header, fix?.header ?? null))) statuses.push(status);
    }
    // Oldest first, so that a silence is dated from its first report.
    const reports = statuses.reverse().concat(fix === null ? [] : [fix]);
    reports.sort((a, b) => (isNewer(a.header, b.header) ? 1 : -1));
    let heard = NOTHING_HEARD;
    for (const { header, report, receivedMs } of reports) heard = hear(heard, header, report, receivedMs);
    return { ...heard, lastHeardMs: lastHeard.get(pairRow)?.ms ?? heard.lastHeardMs };
  }

  return {
    hearing,
    trail(pairRow, sinceMs, limit) {
      const rows = trail.all(pairRow, Math.ceil(sinceMs / 1000), Math.max(0, limit)).reverse();
      const fixes: StoredFix[] = [];
      for (const row of rows) {
        const found = read(pairRow, row);
        if (found !== null && found.report.kind === "fix") fixes.push({ fix: found.report, receivedMs: found.receivedMs });
      }
      return fixes;
    },
    tally: (pairRow) => sequences.all(pairRow).reduce((tally, row) => countSequence(tally, row.sequence), NO_SEQUENCES),
    clashes: (pairRow) => clashes.get(pairRow)?.n ?? 0,
  };
}
