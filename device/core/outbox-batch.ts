import type { Outbox, Waiting } from "./outbox.ts";

/** Where a batch stands, and for how many numbers before its own. */
export interface BatchPlace {
  slot: number;
  epoch: number;
  number: number;
  fixes: number;
}

/** Whether this is a short frame of a fix that a batch holds as well: of the numbers just before the batch's own. */
function isReplaced(entry: Waiting, batch: BatchPlace): boolean {
  return (
    entry.slot === batch.slot &&
    entry.epoch === batch.epoch &&
    entry.fixes === 0 &&
    entry.worth === "fix" &&
    entry.number < batch.number &&
    entry.number >= batch.number - batch.fixes
  );
}

/** The short frames that a batch would take the place of, as they wait. */
export function replacedBy(outbox: Outbox, batch: BatchPlace): Waiting[] {
  return outbox.waiting.filter((entry) => isReplaced(entry, batch));
}

/** Takes them out. */
export function letGoReplaced(outbox: Outbox, batch: BatchPlace): void {
  outbox.waiting = outbox.waiting.filter((entry) => !isReplaced(entry, batch));
}

/** Whether none of them was ever handed to the link, so that nobody can have it. */
export function noneWasSent(entries: Waiting[]): boolean {
  return entries.every((entry) => entry.tries === 0 && entry.sentUpMs === null);
}
