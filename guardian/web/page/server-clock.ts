/**
 * The server's clock, as far as this page can know it. The world behind the server may run on a simulated clock that is
 * faster than ours or leaps, so the pace is measured and never assumed.
 */
export interface ServerClock {
  /** The last thing the server said, and when it arrived by our own clock. */
  heard: { serverMs: number; localMs: number } | null;
  /** Server milliseconds a local millisecond, of the latest intervals. */
  paces: readonly number[];
}

const PACES_KEPT = 5;
/** Shorter intervals say more about the network than about the clock. */
const SHORTEST_MS = 500;
const FASTEST = 10_000;

export const NO_CLOCK: ServerClock = { heard: null, paces: [] };

/** Takes a message's clock. */
export function hearClock(clock: ServerClock, serverMs: number, localMs: number): ServerClock {
  const { heard } = clock;
  if (heard === null) return { heard: { serverMs, localMs }, paces: [] };
  const local = localMs - heard.localMs;
  if (local >= 0 && local < SHORTEST_MS && nearby(clock, serverMs, localMs)) return clock;
  const pace = (serverMs - heard.serverMs) / local;
  const measured = local >= SHORTEST_MS && pace >= 0 && pace <= FASTEST ? [...clock.paces, pace].slice(-PACES_KEPT) : clock.paces;
  return { heard: { serverMs, localMs }, paces: measured };
}

// Within a tick a message agrees with what we would have said; more than that is a leap of the simulated clock.
function nearby(clock: ServerClock, serverMs: number, localMs: number): boolean {
  const expected = serverNow(clock, localMs);
  return expected !== null && Math.abs(serverMs - expected) < SHORTEST_MS * Math.max(1, paceOf(clock));
}

/** The median, so that one leap (the hours skipped by hand) does not make the clock race. 1 until measured. */
export function paceOf(clock: ServerClock): number {
  const sorted = [...clock.paces].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 1;
}

/** What the server's clock says now; goes on counting while the server is silent. Null before the first message. */
export function serverNow(clock: ServerClock, localMs: number): number | null {
  if (clock.heard === null) return null;
  return clock.heard.serverMs + Math.max(0, localMs - clock.heard.localMs) * paceOf(clock);
}
