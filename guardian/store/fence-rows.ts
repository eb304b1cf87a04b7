import { type Command, RESULTS } from "../../device/protocol/command.ts";
import type { Fence } from "../../device/protocol/fence.ts";
import type { AnswerReport } from "../../device/protocol/report.ts";
import type { KeptFence } from "../core/fences.ts";
import type { Driver } from "./driver.ts";
import { opened } from "./stored-key.ts";
import type { Vault } from "./vault.ts";

/** Rows of `fence`: name and place sealed, because a home is one. Callers that write hold the transaction. */
export interface FenceRows {
  /** @param parts the commands that draw it, in their order. */
  keep(pairRow: number, name: string, fence: Fence, parts: readonly Command[], nowMs: number): void;
  remove(pairRow: number, number: number): void;
  /** By number. */
  all(pairRow: number): KeptFence[];
  /** What the device says to one part: a refusal of any is one of the fence, a yes to the last a yes to it. */
  noteAnswer(pairRow: number, answer: AnswerReport): void;
}

interface FenceRow {
  number: number;
  drawing: Uint8Array;
  consent: number;
  set_ms: number;
  expires_s: number;
  result: string | null;
}

export function fenceRows(driver: Driver, vault: Vault): FenceRows {
  const insert = driver.prepare(
    "INSERT OR REPLACE INTO fence (pair, number, drawing, consent, set_ms, expires_s, first_part, last_part, result) " +
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL)",
  );
  const remove = driver.prepare("DELETE FROM fence WHERE pair = ? AND number = ?");
  const select = driver.prepare<FenceRow>("SELECT * FROM fence WHERE pair = ? ORDER BY number");
  const done = driver.prepare("UPDATE fence SET result = 'done' WHERE pair = ? AND last_part = ? AND result IS NULL");
  const refused = driver.prepare(
    "UPDATE fence SET result = ? WHERE pair = ? AND first_part <= ? AND last_part >= ? AND result IS NULL",
  );

  function keptOf(row: FenceRow): KeptFence {
    const { name, fence } = JSON.parse(new TextDecoder().decode(opened(vault, row.drawing))) as Pick<KeptFence, "name" | "fence">;
    const result = RESULTS.find((one) => one === row.result) ?? null;
    return { name, fence, consent: row.consent, setMs: row.set_ms, expiresS: row.expires_s, result };
  }

  return {
    keep(pairRow, name, fence, parts, nowMs) {
      const [first] = parts;
      const last = parts[parts.length - 1];
      if (first === undefined || last === undefined) return;
      const drawing = vault.wrap(new TextEncoder().encode(JSON.stringify({ name, fence })));
      insert.run(pairRow, fence.number, drawing, first.consent, nowMs, last.expiresS, first.sequence, last.sequence);
    },
    remove: (pairRow, number) => void remove.run(pairRow, number),
    all: (pairRow) => select.all(pairRow).map(keptOf),
    noteAnswer(pairRow, { sequence, result }) {
      if (result === "done") done.run(pairRow, sequence);
      else refused.run(result, pairRow, sequence, sequence);
    },
  };
}
