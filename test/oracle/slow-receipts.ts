import { createHmac } from "node:crypto";

/**
 * A second verifier of receipts, written from docs/protocol.md and not from the code: it reads every record into fields,
 * makes all keys from the first on, builds the whole file anew from the fields, and compares. Slow, and without opinions
 * on what was done: it only says whether the file is the device's own history.
 */
const RECORD = 48;
const KINDS = 27;
const FOLDED = 26;

export interface SlowHead {
  count: number;
  head: Uint8Array;
}

function hmac(key: Buffer, ...parts: (string | Buffer)[]): Buffer {
  const mac = createHmac("sha256", key);
  for (const part of parts) mac.update(part);
  return mac.digest();
}

/** The genuine file with these fields, heads and tags made anew; null when a field is outside its range. */
function rebuilt(key: Uint8Array, file: Buffer, first: number, headBefore: Buffer): Buffer | null {
  let present: Buffer = Buffer.from(key);
  for (let i = 0; i < first; i++) present = hmac(present, "receipt key");
  const records: Buffer[] = [];
  let head = headBefore;
  for (let at = 0; at < file.length; at += RECORD) {
    const kind = file.readUInt8(at + 1);
    const flags = file.readUInt8(at + 2);
    if (kind >= KINDS || flags > 1) return null;
    const record = Buffer.alloc(RECORD);
    record.writeUInt8(1, 0);
    record.writeUInt8(kind, 1);
    record.writeUInt8(flags, 2);
    record.writeUInt32BE(first + at / RECORD, 4);
    record.writeUInt32BE(file.readUInt32BE(at + 8), 8);
    record.writeUInt32BE(file.readUInt32BE(at + 12), 12);
    head.copy(record, 16);
    hmac(present, "receipt", record.subarray(0, 32)).copy(record, 32, 0, 16);
    present = hmac(present, "receipt key");
    head = record.subarray(32, 48);
    records.push(record);
  }
  return Buffer.concat(records);
}

// After 1,024 receipts, and after every 512 more, the device keeps the newest 512 and a receipt that says so.
function beginsLawfully(file: Buffer, first: number): boolean {
  if (first === 0) return true;
  if (first % 512 !== 0 || first < 512 || file.length < 513 * RECORD) return false;
  const fold = file.subarray(512 * RECORD);
  return fold.readUInt8(1) === FOLDED && fold.readUInt32BE(4) === first + 512 && fold.readUInt32BE(12) === first;
}

/** Whether a file is a device's whole and unchanged history, as far as the file, the key and told heads can say. */
export function slowSound(key: Uint8Array, log: Uint8Array, told: SlowHead[]): boolean {
  const file = Buffer.from(log);
  if (file.length % RECORD !== 0) return false;
  const zeros = Buffer.alloc(16);
  if (file.length === 0) return told.every(({ count, head }) => count === 0 && zeros.subarray(0, head.length).equals(head));
  const first = file.readUInt32BE(4);
  if (first > 1_048_576 || !beginsLawfully(file, first)) return false;
  const before = first === 0 ? zeros : file.subarray(16, 32);
  if (rebuilt(key, file, first, before)?.equals(file) !== true) return false;
  const count = first + file.length / RECORD;
  return told.every(({ count: at, head }) => {
    if (at > count) return false;
    if (at < first) return true;
    const true16 = at === first ? before : file.subarray((at - first) * RECORD - 16, (at - first) * RECORD);
    return true16.subarray(0, head.length).equals(head);
  });
}
