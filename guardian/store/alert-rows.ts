import { decode } from "../../device/protocol/codec.ts";
import { dayIndex } from "../../device/protocol/topic.ts";
import { type Answered, INCIDENTS_KEPT, type Incident, withAlert } from "../core/incidents.ts";
import type { Part } from "../core/ingest.ts";
import type { Driver } from "./driver.ts";
import type { Vault } from "./vault.ts";

/** Rows of `alert`: every report of an incident, sealed like the others. Callers that write hold the transaction. */
export interface AlertRows {
  keep(pairRow: number, part: Part, iv: Uint8Array, receivedMs: number): boolean;
  /** Newest first. */
  incidents(pairRow: number): readonly Incident[];
  /** Answers that this console gave. */
  answered(pairRow: number): Answered[];
}

interface AlertRow {
  epoch: number;
  number: number;
  received_ms: number;
  body: Uint8Array;
}

/** Reports that are read for the incidents at hand: a call for help that nobody answers is told many times. */
const REPORTS_READ = 4096;

export function alertRows(driver: Driver, vault: Vault): AlertRows {
  const insert = driver.prepare("INSERT INTO alert (pair, epoch, number, received_ms, body) VALUES (?, ?, ?, ?, ?)");
  const newest = driver.prepare<AlertRow>(
    `SELECT epoch, number, received_ms, body FROM alert WHERE pair = ? ORDER BY epoch DESC, number DESC LIMIT ${REPORTS_READ}`,
  );
  const answers = driver.prepare<{ value: number; created_ms: number }>(
    `SELECT value, created_ms FROM command WHERE pair = ? AND act = 'panic-ack' ORDER BY sequence DESC LIMIT ${INCIDENTS_KEPT}`,
  );
  return {
    keep(pairRow, { header, body }, iv, receivedMs) {
      const sealed = vault.sealReport(dayIndex(receivedMs), pairRow, header, iv, body);
      return insert.run(pairRow, header.epoch, header.number, receivedMs, sealed) === 1;
    },
    incidents(pairRow) {
      let incidents: readonly Incident[] = [];
      for (const row of newest.all(pairRow).reverse()) {
        const header = { epoch: row.epoch, number: row.number };
        const body = vault.openReport(dayIndex(row.received_ms), pairRow, header, row.body);
        const report = body === null ? null : decode(body);
        if (report?.kind === "alert") incidents = withAlert(incidents, header, report, row.received_ms);
      }
      return incidents;
    },
    answered: (pairRow) => answers.all(pairRow).map((row) => ({ incident: row.value, askedMs: row.created_ms })),
  };
}
