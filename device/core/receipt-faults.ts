import type { Cipher } from "../protocol/cipher.ts";
import { decodeReceipt, RECEIPT_BYTES, type ReceiptKind } from "../protocol/receipt.ts";
import { addReceipt, type Receipts } from "./receipts.ts";

/**
 * Turns a fault that may flicker into few receipts: the first failure at once, "mended" only after it stayed sound for
 * MENDED_AFTER_MS, with the number of failures in between as its detail. So a loose wire cannot fill the flash and push
 * the history out, and a boot loop writes one receipt in all, because what was said last is read from the log itself.
 */
export interface FaultWatch {
  fault: ReceiptKind;
  mended: ReceiptKind;
  /** Whether the newest of the two kinds in the log is the fault. */
  told: boolean;
  /** What was heard last. */
  faulty: boolean;
  /** Since when it has been sound without a break; null while it is not, or not known. */
  soundSinceUpMs: number | null;
  /** Failures since the last receipt "mended". */
  failures: number;
}

export const MENDED_AFTER_MS = 600000;

function wasTold(receipts: Receipts, fault: ReceiptKind, mended: ReceiptKind): boolean {
  for (let at = receipts.log.length - RECEIPT_BYTES; at >= 0; at -= RECEIPT_BYTES) {
    const receipt = decodeReceipt(receipts.log, at);
    if (receipt !== null && receipt.kind === fault) return true;
    if (receipt !== null && receipt.kind === mended) return false;
  }
  return false;
}

function makeWatch(receipts: Receipts, fault: ReceiptKind, mended: ReceiptKind): FaultWatch {
  const told = wasTold(receipts, fault, mended);
  return { fault: fault, mended: mended, told: told, faulty: false, soundSinceUpMs: null, failures: 0 };
}

/** The lamp: stuck, dark or unreadable. */
export function makeLampFaultWatch(receipts: Receipts): FaultWatch {
  return makeWatch(receipts, "lamp-fault", "lamp-mended");
}

/** The time of day: not trusted (F11 to F14). */
export function makeTimeFaultWatch(receipts: Receipts): FaultWatch {
  return makeWatch(receipts, "time-fault", "time-mended");
}

/**
 * Hears how it is now.
 * @param faulty null while nothing can be said, for example of a lamp that nobody asks
 */
export function hearFault(
  cipher: Cipher,
  receipts: Receipts,
  watch: FaultWatch,
  faulty: boolean | null,
  upMs: number,
  utcS: number | null,
): void {
  if (faulty === null) {
    watch.soundSinceUpMs = null;
  } else if (faulty) {
    if (!watch.faulty) watch.failures += 1;
    watch.faulty = true;
    watch.soundSinceUpMs = null;
    if (watch.told) return;
    watch.told = true;
    addReceipt(cipher, receipts, watch.fault, 0, utcS);
  } else {
    watch.faulty = false;
    if (watch.soundSinceUpMs === null) watch.soundSinceUpMs = upMs;
    if (!watch.told || upMs - watch.soundSinceUpMs < MENDED_AFTER_MS) return;
    watch.told = false;
    addReceipt(cipher, receipts, watch.mended, watch.failures, utcS);
    watch.failures = 0;
  }
}
