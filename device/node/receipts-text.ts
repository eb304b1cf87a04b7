import { STORAGE_LOST, STORAGE_RECEIPTS_CHANGED, STORAGE_RECEIPTS_CUT, STORAGE_RECEIPTS_INSERTED } from "../core/receipts.ts";
import { VITAL_ACTORS, VITAL_REASONS } from "../core/vital-interest.ts";
import { RECEIPT_BYTES, type Receipt, type ReceiptKind } from "../protocol/receipt.ts";
import { type ReceiptVerdict, readReceipts } from "../protocol/receipt-verify.ts";

const OPINIONS = ["was asked and disagreed", "was asked and agreed", "was asked and did not answer"];

function storageFault(code: number): string {
  if (code > STORAGE_LOST) return `${code - STORAGE_LOST} receipts could not be kept while the memory failed`;
  if (code === STORAGE_RECEIPTS_CUT) return "receipts were removed from the device while it was off";
  if (code === STORAGE_RECEIPTS_CHANGED) return "receipts on the device were changed while it was off";
  if (code === STORAGE_RECEIPTS_INSERTED) return "receipts were added on the device by somebody else while it was off";
  return "the device's memory failed; nothing was recorded until it worked again";
}

/** Actor and reason, as receipting.ts packs them. */
function by(detail: number): string {
  const actor = VITAL_ACTORS[detail % 256] ?? "nobody named";
  const reason = VITAL_REASONS[Math.floor(detail / 256)] ?? "no reason";
  return ` (${actor}, ${reason})`;
}

const under = (consent: number): string => (consent === 0 ? "" : ` (consent ${consent})`);
const failures = (count: number): string => (count > 1 ? `, after ${count} failures` : "");

/** A sentence of each kind; what the detail means stands in docs/protocol.md, "Receipts". */
const SENTENCES: Record<ReceiptKind, (detail: number) => string> = {
  grant: (detail) => `consent was given${under(detail)}`,
  refuse: (detail) => `consent was refused${under(detail)}`,
  "child-opinion": (detail) => `the child ${OPINIONS[detail] ?? OPINIONS[2]}`,
  "window-open": (detail) => `the agreed hours began${under(detail)}`,
  "window-close": (detail) => `the agreed hours ended${under(detail)}`,
  pause: (detail) => `the wearer paused the recording${under(detail)}`,
  resume: (detail) => `the pause ended${under(detail)}`,
  withdraw: (detail) => `consent was withdrawn${under(detail)}`,
  objection: (detail) => `the wearer objected${under(detail)}`,
  "vital-start": (detail) => `an emergency was called${by(detail)}; the wearer was told`,
  "vital-veto": (detail) => `the wearer refused the emergency${by(detail)}`,
  "vital-stop": (detail) => `the emergency ended${by(detail)}`,
  "notice-change": (detail) => `the notice changed${under(detail)}`,
  "roster-change": (detail) => `guardian ${detail} was added or removed`,
  "lamp-fault": () => "the lamp failed; recording stopped",
  "lamp-mended": (detail) => `the lamp works again${failures(detail)}`,
  "locate-now": (detail) => `guardian ${detail} asked where the wearer is; the wearer felt it`,
  export: () => "data were handed out",
  erasure: () => "data were erased",
  "time-fault": () => "the time of day was not to be trusted; recording stopped",
  "time-mended": (detail) => `the time of day is known again${failures(detail)}`,
  "consent-expired": (detail) => `consent expired${under(detail)}`,
  reminder: (detail) => `the wearer was reminded of the consent${under(detail)}`,
  "firmware-change": (detail) => `the firmware was changed to build ${detail}`,
  reset: (detail) => `the receipts began anew; ${detail} were on the device before`,
  "storage-fault": storageFault,
  "vital-open": (detail) => `the emergency opened${by(detail)}: recording for two hours at most`,
  "vital-refused": (detail) => `an emergency was called and not taken${by(detail)}`,
  folded: (detail) => `the receipts before number ${detail} were let go to make room`,
};

function timeText(timeS: number | null): string {
  if (timeS === null) return "time not known        ";
  return `${new Date(timeS * 1000).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

function line(receipt: Receipt | null): string {
  if (receipt === null) return "     ?  unreadable";
  return `${String(receipt.number).padStart(6)}  ${timeText(receipt.timeS)}  ${SENTENCES[receipt.kind](receipt.detail)}`;
}

/** A line for each receipt, oldest first. */
export function receiptLines(log: Uint8Array): string[] {
  return readReceipts(log).map(line);
}

const FAULTS: Record<Extract<ReceiptVerdict, { sound: false }>["fault"], string> = {
  edited: "it was changed after the device wrote it",
  missing: "receipts that stood before it are gone",
  inserted: "the device did not write it here",
  reordered: "it stands before older receipts",
  cut: "the end of the file is gone",
  "wrong-key": "nothing in this file fits this key. It is another device's key, or the whole file was written anew",
  forked: "the history up to here is not the one whose head was told",
};

/** The head as it is noted down and given to --head: how many receipts, and the first eight bytes after them. */
export function headText(count: number, head: Uint8Array): string {
  return `${count}:${Buffer.from(head.subarray(0, 8)).toString("hex")}`;
}

/** The verdict in a sentence or two for people. */
export function verdictText(verdict: ReceiptVerdict): string {
  if (!verdict.sound) {
    const where = `Record ${verdict.index + 1} of the file, where receipt ${verdict.number} belongs`;
    return `NOT GENUINE. ${where}: ${FAULTS[verdict.fault]}.`;
  }
  const { first, count, head } = verdict;
  const which = count === first ? "there is no receipt yet" : `receipts ${first} to ${count - 1}`;
  return `Whole and unchanged: ${which}. Head, to note down for the next time: ${headText(count, head)}`;
}

/** Bytes of a file that can hold receipts: a device never keeps more than 1,025, and an export is no longer. */
export const MAX_RECEIPT_FILE = 65_536 * RECEIPT_BYTES;
