import { hmac, number } from "./slow-l1-bytes.ts";

/** A second L1, "Receipts": writing them. The second verifier is slow-receipts.ts. */
export interface SlowReceipt {
  /** Place of the kind in the list of kinds. */
  kind: number;
  /** Seconds since 1970; null: the time was not trusted. */
  timeS: number | null;
  detail: number;
}

export interface SlowReceiptRecord extends SlowReceipt {
  number: number;
  /** RK[number]. */
  key: Buffer;
  record: Buffer;
}

/** A whole log from its first record on. @param key RK[0]. */
export function receiptsOf(key: Uint8Array, receipts: SlowReceipt[]): SlowReceiptRecord[] {
  const log: SlowReceiptRecord[] = [];
  let present: Buffer = Buffer.from(key);
  let head: Buffer = Buffer.alloc(16);
  for (const [at, receipt] of receipts.entries()) {
    const { kind, timeS, detail } = receipt;
    const told = Buffer.concat([
      number(1, 1),
      number(1, kind),
      number(1, timeS === null ? 0 : 1),
      number(1, 0),
      number(4, at),
      number(4, timeS ?? 0),
      number(4, detail),
      head,
    ]);
    const tag = hmac(present, "receipt", told).subarray(0, 16);
    log.push({ ...receipt, number: at, key: present, record: Buffer.concat([told, tag]) });
    present = hmac(present, "receipt key");
    head = Buffer.from(tag);
  }
  return log;
}
