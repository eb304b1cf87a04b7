import type { Clock } from "../../device/core/ports.ts";

/** Forgets what was planned. Twice, or after it happened, is no error. */
export type Cancel = () => void;

/** Virtual time: it passes only when `advance` says so, and what was planned for a moment happens at that moment. */
export interface SimClock extends Clock {
  /** Plans `act` for `ms` from now. Plans of one moment happen in the order in which they were made. */
  after(ms: number, act: () => void): Cancel;
  /** Lets time pass. */
  advance(ms: number): void;
  /** When the next planned thing happens, in up time; null when nothing is planned. */
  nextUpMs(): number | null;
  /** Sets the time of day, as a person, NTP or a dead battery does; null: the board has lost it. */
  setUtc(utcMs: number | null): void;
}

interface Plan {
  upMs: number;
  order: number;
  act: () => void;
  cancelled: boolean;
}

function isBefore(a: Plan, b: Plan): boolean {
  return a.upMs < b.upMs || (a.upMs === b.upMs && a.order < b.order);
}

/** A binary heap, because a fleet plans thousands of things. */
class Plans {
  private readonly heap: Plan[] = [];

  first(): Plan | undefined {
    while (this.heap[0]?.cancelled === true) this.take();
    return this.heap[0];
  }

  put(plan: Plan): void {
    let at = this.heap.push(plan) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.swapIfBefore(at, parent)) return;
      at = parent;
    }
  }

  take(): void {
    const last = this.heap.pop();
    if (last === undefined || this.heap.length === 0) return;
    this.heap[0] = last;
    let at = 0;
    while (true) {
      const left = 2 * at + 1;
      const right = left + 1;
      const [l, r] = [this.heap[left], this.heap[right]];
      if (l === undefined) return;
      const child = r !== undefined && isBefore(r, l) ? right : left;
      if (!this.swapIfBefore(child, at)) return;
      at = child;
    }
  }

  private swapIfBefore(one: number, other: number): boolean {
    const [a, b] = [this.heap[one], this.heap[other]];
    if (a === undefined || b === undefined || !isBefore(a, b)) return false;
    this.heap[one] = b;
    this.heap[other] = a;
    return true;
  }
}

/** @param utcMs the time of day at the start; null: the board does not know it. */
export function simClock(utcMs: number | null): SimClock {
  const plans = new Plans();
  let upMs = 0;
  let order = 0;
  let offsetMs = utcMs;

  return {
    utcMs: () => (offsetMs === null ? null : offsetMs + upMs),
    upMs: () => upMs,
    after(ms, act) {
      const plan: Plan = { upMs: upMs + Math.max(0, ms), order: order++, act, cancelled: false };
      plans.put(plan);
      return () => {
        plan.cancelled = true;
      };
    },
    advance(ms) {
      const endMs = upMs + Math.max(0, ms);
      for (let plan = plans.first(); plan !== undefined && plan.upMs <= endMs; plan = plans.first()) {
        plans.take();
        upMs = plan.upMs;
        plan.act();
      }
      upMs = endMs;
    },
    nextUpMs: () => plans.first()?.upMs ?? null,
    setUtc(to) {
      offsetMs = to === null ? null : to - upMs;
    },
  };
}
