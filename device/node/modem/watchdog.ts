import { type Backoff, makeBackoff, type Share } from "../backoff.ts";

/** How long to rest after a modem did not answer, and whether to press its power key first (F26). */
export interface Watchdog {
  failed(): { restMs: number; press: boolean };
  answered(): void;
}

/** A modem needs so long to start. */
export const BOOT_MS = 20_000;
const FIRST_PRESS = 3;
const MOST_BETWEEN = 12;
const PAUSES = { firstMs: 2000, longestMs: 300_000 };

/** The key is pressed after three failures, then after six, twelve, and every twelve more, with pauses that grow: a modem that never comes back costs little. */
export function watchdog(share?: Share): Watchdog {
  const backoff: Backoff = share === undefined ? makeBackoff(PAUSES) : makeBackoff(PAUSES, share);
  let failures = 0;
  let pressAt = FIRST_PRESS;
  return {
    failed() {
      failures += 1;
      const restMs = backoff.nextMs();
      if (failures < pressAt) return { restMs, press: false };
      pressAt = failures + Math.min(failures, MOST_BETWEEN);
      return { restMs: Math.max(restMs, BOOT_MS), press: true };
    },
    answered() {
      failures = 0;
      pressAt = FIRST_PRESS;
      backoff.reset();
    },
  };
}
