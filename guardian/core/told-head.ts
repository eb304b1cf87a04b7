import { equalBytes } from "../../device/protocol/bytes.ts";
import { RECEIPT_HEAD_TOLD } from "../../device/protocol/report.ts";

/** How many receipts a device said that it keeps, and the beginning of the head after them. Holds no position. */
export interface ToldHead {
  count: number;
  /** RECEIPT_HEAD_TOLD bytes. */
  head: Uint8Array;
}

/** Before the first receipt. */
export const NO_RECEIPTS: ToldHead = { count: 0, head: new Uint8Array(RECEIPT_HEAD_TOLD) };

/** A device told less, or something else, than it had told before: receipts were cut off, exchanged or begun anew. */
export interface HeadFinding {
  /** When this console heard the later of the two. */
  toldMs: number;
  before: ToldHead;
  after: ToldHead;
}

/** What one device told of its receipts, oldest first, and where it contradicts itself. */
export interface HeadRecord {
  told: ToldHead[];
  findings: HeadFinding[];
}

export function sameHead(a: ToldHead, b: ToldHead): boolean {
  return a.count === b.count && equalBytes(a.head, b.head);
}

/** True when `after` cannot be what `before` grew into. */
export function goesBack(before: ToldHead, after: ToldHead): boolean {
  return after.count < before.count || (after.count === before.count && !equalBytes(after.head, before.head));
}

/** As `lychnos receipts verify --head` takes it. */
export function headText({ count, head }: ToldHead): string {
  return `${count}:${Buffer.from(head).toString("hex")}`;
}

/** Every head that was told and kept, each once; those that were contradicted too, and not the one that says nothing. */
export function headsOf({ told, findings }: HeadRecord): ToldHead[] {
  const heads: ToldHead[] = [];
  for (const head of [...told, ...findings.flatMap(({ before, after }) => [before, after])]) {
    if (head.count > 0 && !heads.some((known) => sameHead(known, head))) heads.push(head);
  }
  return heads.sort((a, b) => a.count - b.count);
}
