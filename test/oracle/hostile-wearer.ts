import type { Household } from "../../simulator/world/household.ts";
import type { Spoken } from "./hostile-witness.ts";

/** What the wearer did, as spans of true time in which nothing may be measured, and the moment after which nothing may leave. */
export class Wearer {
  private readonly quiet: { fromMs: number; toMs: number | null }[] = [];
  private endedMs: number | null = null;

  /** @param nowMs true time, in milliseconds since 1970. */
  constructor(
    private readonly house: Household,
    private readonly nowMs: () => number,
  ) {}

  pause(): void {
    if (this.isQuiet()) return;
    this.house.device.pause(5);
    this.quiet.push({ fromMs: this.nowMs(), toMs: null });
  }

  breakLamp(): void {
    if (this.isQuiet()) return;
    this.house.lamp.setFault("broken");
    this.quiet.push({ fromMs: this.nowMs(), toMs: null });
  }

  /** Ends the pause, mends the lamp. */
  goOn(): void {
    const last = this.quiet.at(-1);
    if (last === undefined || last.toMs !== null) return;
    last.toMs = this.nowMs();
    this.house.lamp.setFault("none");
    this.house.device.resume();
  }

  withdraw(): void {
    this.goOn();
    this.house.device.withdraw();
    this.endedMs ??= this.nowMs();
  }

  hasWithdrawn(): boolean {
    return this.endedMs !== null;
  }

  /** @returns why this may not have left the device, or null. */
  objectionTo(spoken: Spoken): string | null {
    const { report } = spoken;
    if (report.kind !== "fix") return null;
    if (this.endedMs !== null) return "a position left after the withdrawal";
    const { lampConfirmed, windowOpen, timeTrusted } = report.flags;
    if (!lampConfirmed || !windowOpen || !timeTrusted) return "a position passed a gate that was not open";
    // Whole seconds: the second in which it began is in doubt.
    const measuredMs = report.timeS * 1000;
    const inQuiet = this.quiet.some(({ fromMs, toMs }) => measuredMs > fromMs && (toMs === null || measuredMs + 1000 < toMs));
    return inQuiet ? "a position was measured while the wearer paused or the lamp was dark" : null;
  }

  private isQuiet(): boolean {
    return this.endedMs !== null || (this.quiet.length > 0 && this.quiet.at(-1)?.toMs === null);
  }
}
