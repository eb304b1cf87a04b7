import type { Said } from "../watch/eavesdropper.ts";
import { whatOf } from "./reasons.ts";
import type { LeftMessage, RefusedRow } from "./view.ts";

const KEPT = 40;

/** What left the device and what it kept back, as lists for people; the newest first, and no more than they read. */
export class Messages {
  readonly left: LeftMessage[] = [];
  readonly refused: RefusedRow[] = [];

  /** @param told everything that was said for the first time in one message; empty: it was said before */
  leaves(clock: string, bytes: number, told: readonly Said[]): void {
    const [first] = told;
    const what = first === undefined ? "the same once more" : whatOf(first.report);
    this.put({ clock, bytes, what: told.length > 1 ? `${told.length} reports in one` : what });
  }

  /** The receiver told a position, and it did not pass. */
  keepsBack(clock: string, why: string): void {
    const [last] = this.refused;
    if (last !== undefined && last.why === why) {
      this.refused[0] = { ...last, to: clock, count: last.count + 1 };
      return;
    }
    this.refused.unshift({ from: clock, to: clock, count: 1, why });
    this.refused.splice(KEPT);
  }

  private put(message: LeftMessage): void {
    this.left.unshift(message);
    this.left.splice(KEPT);
  }
}
