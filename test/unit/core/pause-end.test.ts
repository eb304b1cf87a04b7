import { describe, expect, it } from "vitest";
import { consentNow, Stand } from "../../oracle/withdrawal-stand.ts";

const HOUR = 3_600_000;

/** A device that was agreed to, and whose board's clock is off by so much as the test sets. */
class OffClock {
  offMs = 0;
  readonly stand: Stand = new Stand(undefined, (board) => ({
    ...board,
    clock: { ...board.clock, utcMs: () => (this.stand?.hostLost ? null : (this.stand?.utcMs ?? 0) + this.offMs) },
  }));

  constructor() {
    this.stand.seconds(2);
    this.stand.running.accept(consentNow());
    this.stand.seconds(10);
  }

  /** Minutes of ticks alone, and a last one with a receiver that speaks. */
  minutes(count: number): void {
    for (let i = 0; i < count * 2; i++) this.stand.tick(30_000);
    this.stand.seconds(60);
  }

  isTracking(): boolean {
    const { state } = this.stand.running;
    return state.lastPermittedUpMs !== null && this.stand.upMs - state.lastPermittedUpMs <= 1000;
  }
}

describe("R-14 a pause ends by itself, however wrong the board's clock was", () => {
  it("when the clock that was believed at the start is put right during it", () => {
    const device = new OffClock();
    device.offMs = 5 * HOUR;
    device.stand.restart();
    device.stand.running.pause(10);
    device.offMs = 0;
    device.minutes(8);
    expect(device.isTracking()).toBe(false);
    // The end was noted by the wrong clock. It lasts longer, and not for ever.
    device.minutes(25 * 60);
    expect(device.isTracking()).toBe(true);
  });

  it("when it was made before a restart, and the clock was wrong at the start only", () => {
    const device = new OffClock();
    device.stand.running.pause(60);
    device.offMs = 5 * HOUR;
    device.stand.restart();
    device.stand.tick(250);
    device.offMs = 0;
    device.minutes(57);
    expect(device.isTracking()).toBe(false);
    device.minutes(5);
    expect(device.isTracking()).toBe(true);
  });

  it("when nobody knew the time as it was made, nor over the restart", () => {
    const device = new OffClock();
    device.stand.hostLost = true;
    device.stand.seconds(601);
    device.stand.running.pause(10);
    device.stand.restart();
    device.stand.hostLost = false;
    device.minutes(25 * 60 - 10);
    expect(device.isTracking()).toBe(false);
    device.minutes(11);
    expect(device.isTracking()).toBe(true);
  });
});
