import { DELIVERED_BITS } from "../../device/protocol/codec.ts";
import type { FrameHeader } from "../../device/protocol/envelope.ts";
import type { DeliveredReport } from "../../device/protocol/report.ts";

/**
 * Acknowledgements for frames that are durable, as few as will hold them: one report speaks of 192 consecutive numbers of
 * one epoch, so a whole backlog of an epoch takes six.
 */
export function deliveredReports(headers: readonly FrameHeader[]): DeliveredReport[] {
  const ordered = [...headers].sort((a, b) => a.epoch - b.epoch || a.number - b.number);
  const reports: DeliveredReport[] = [];
  let report: DeliveredReport | null = null;
  for (const { epoch, number } of ordered) {
    if (report === null || report.epoch !== epoch || number - report.first >= DELIVERED_BITS) {
      report = { kind: "delivered", epoch, first: number, bits: new Uint8Array(DELIVERED_BITS / 8) };
      reports.push(report);
    }
    const bit = number - report.first;
    const at = bit >>> 3;
    report.bits[at] = (report.bits[at] as number) | (128 >>> (bit & 7));
  }
  return reports;
}
