import { until } from "./processes.ts";
import type { RealLine } from "./real-line.ts";

export interface Whole {
  /** Fixes that the device ever let leave, by its own count. */
  sent: number;
  /** Of them, not at the guardian although nothing waits any more. */
  lost: number;
  /** At the guardian more than once. */
  doubled: number;
}

/** Stops the receiver, lets everything come in, and holds the guardian's rows against the device's own count. */
export async function countWhole(line: RealLine): Promise<Whole> {
  await line.stopReceiver();
  await until("the device has nothing left to deliver", () => line.outbox().waiting.length === 0, 90_000);
  const sequences = line.trail().map(({ fix }) => fix.sequence);
  const different = new Set(sequences);
  const sent = line.outbox().sequence;
  let lost = 0;
  for (let sequence = 1; sequence <= sent; sequence++) if (!different.has(sequence)) lost++;
  return { sent, lost, doubled: sequences.length - different.size };
}
