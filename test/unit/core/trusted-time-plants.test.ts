import { describe, expect, it } from "vitest";
import { speaking } from "../../../device/core/heard-time.ts";
import { type TimeSource, utcNow } from "../../../device/core/trusted-time.ts";
import {
  type ClockTally,
  type Clockwork,
  DEVICE,
  keepsPromise,
  liveThrough,
  makeClockTally,
} from "../../oracle/slow-clock-comparison.ts";
import { random } from "../../random.ts";

const EVENTS = 60_000;

function livesWith(change: Partial<Clockwork>, mode: TimeSource, events: number = EVENTS): ClockTally {
  const tally = makeClockTally();
  liveThrough({ ...DEVICE, ...change }, mode, events, random(41), tally);
  return tally;
}

describe("the proof gate/clocks", () => {
  it.each<TimeSource>(["host", "gnss", "rtc"])("P41 holds for the device as it is (%s)", (mode) => {
    const tally = livesWith({}, mode);
    expect(tally.examples).toEqual([]);
    expect(keepsPromise(tally)).toBe(true);
  });

  it("finds a device that is always shut", () => {
    const tally = livesWith({ utcNow: () => null }, "host");
    expect(tally.passed).toBe(0);
    expect(keepsPromise({ ...tally, differing: 0 })).toBe(false);
  });

  it("finds a board that believes its clock", () => {
    const tally = livesWith({ utcNow: (_, __, hostUtcMs) => hostUtcMs }, "rtc", 400_000);
    expect(tally.reopened).toBeGreaterThan(0);
    expect(tally.outOfLife).toBeGreaterThan(0);
  });

  it.each<TimeSource>(["gnss", "rtc"])("finds a board that believes its receiver (%s)", (mode) => {
    const believing: Clockwork["utcNow"] = (time, upMs) => {
      const gnss = speaking(time.gnss, upMs);
      return gnss === null ? null : gnss + upMs;
    };
    expect(livesWith({ utcNow: believing }, mode).opened).toBeGreaterThan(0);
  });

  it("finds a board that believes a beacon", () => {
    const believing: Clockwork["utcNow"] = (time, upMs, hostUtcMs) => {
      const beacon = speaking(time.beacon, upMs);
      return beacon === null ? utcNow(time, upMs, hostUtcMs) : beacon + upMs;
    };
    expect(livesWith({ utcNow: believing }, "gnss").opened).toBeGreaterThan(0);
  });

  it("finds a device that forgets over a restart how late it was", () => {
    expect(livesWith({ restore: () => undefined }, "host", 400_000).reopened).toBeGreaterThan(0);
  });

  it("finds a device whose time can step back over an edge", () => {
    const stepping: Clockwork["utcNow"] = (time, upMs, hostUtcMs) => {
      time.aloneFloorMs = time.builtMs;
      return utcNow(time, upMs, hostUtcMs);
    };
    expect(livesWith({ utcNow: stepping }, "host", 400_000).reopened).toBeGreaterThan(0);
  });

  it("finds a device that follows a receiver as far as it drags", () => {
    const following: Clockwork["utcNow"] = (time, upMs, hostUtcMs) => {
      const now = utcNow(time, upMs, hostUtcMs);
      const gnss = speaking(time.gnss, upMs);
      if (now !== null && gnss !== null && time.carried !== null) time.carried.offsetMs = gnss;
      return now;
    };
    expect(livesWith({ utcNow: following }, "gnss", 400_000).opened).toBeGreaterThan(0);
  });

  it("finds a device that takes a second look for a second source", () => {
    const trusting: Clockwork["utcNow"] = (time, upMs, hostUtcMs) => {
      const now = utcNow(time, upMs, hostUtcMs);
      if (now === null) time.carried = null;
      return now;
    };
    expect(livesWith({ utcNow: trusting }, "gnss", 400_000).opened).toBeGreaterThan(0);
  });

  it("finds a device that does not mend lost weeks, by the slow model", () => {
    expect(
      livesWith({ hearGnss: (time, upMs, utcMs) => utcMs > time.builtMs && DEVICE.hearGnss(time, upMs, utcMs) }, "gnss")
        .differing,
    ).toBeGreaterThan(0);
  });
});
