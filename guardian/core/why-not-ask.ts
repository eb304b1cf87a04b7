import { type AskedCommand, isWaiting } from "./asking.ts";
import type { Explanation } from "./view.ts";

/** Where asking for a position would be refused, or could not arrive; null where it may be asked. */
const REASONS: Record<Explanation, string | null> = {
  tracking: null,
  "no-fix": null,
  overdue: null,
  withdrawn: "Not while consent is withdrawn.",
  "consent-expired": "Not before the wearer has agreed again.",
  "outside-hours": "Not outside the agreed hours.",
  "lamp-unconfirmed": "Not while the lamp is not confirmed.",
  "time-untrusted": "Not before the device knows the time; this console tells it.",
  "storage-fault": "Not before the device is repaired.",
  "rest-due": "Not in the hours of rest.",
  objected: "Not while the wearer objects.",
  "notice-changed": "Not before the wearer has accepted the new notice.",
  paused: "Not while the wearer pauses.",
  "deletion-asked": "Not before the wearer has agreed again.",
  "never-heard": "Not before the device was heard for the first time.",
  "broker-unreachable": "Not while the broker cannot be reached.",
};

export const ASKED_ALREADY = "It was asked already: the answer is awaited.";

type Last = Pick<AskedCommand, "act" | "answeredMs"> & { expiresMs: number };

/** Why the position cannot be asked for now; null when it can. The device itself decides, whatever is said here. */
export function whyNotAsk(explanation: Explanation, asked: readonly Last[], nowMs: number): string | null {
  const waits = asked.some(
    ({ act, answeredMs, expiresMs }) => act === "locate-now" && isWaiting({ answeredMs, expiresS: expiresMs / 1000 }, nowMs),
  );
  return waits ? ASKED_ALREADY : REASONS[explanation];
}
