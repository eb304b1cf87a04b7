import { setTimeout as pause } from "node:timers/promises";

/** Waits until a claim holds. @throws naming the claim when it does not by the deadline. */
export async function until(claim: string, holds: () => boolean, deadlineMs = 10_000): Promise<void> {
  const endMs = performance.now() + deadlineMs;
  while (!holds()) {
    if (performance.now() > endMs) throw new Error(`After ${deadlineMs} ms it still does not hold that ${claim}.`);
    await pause(5);
  }
}
