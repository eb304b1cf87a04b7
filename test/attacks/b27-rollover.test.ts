import { describe, expect, it } from "vitest";
import { TrustingTracker } from "./naive/trusting-clock.ts";
import { OurLine, START_MS } from "./ours/our-line.ts";

const WEEK_MS = 7 * 86_400_000;
/** 1,024 weeks, as receivers lost in April 2019, and gpsd in October 2021. */
const ROLLOVER_MS = 1024 * WEEK_MS;

/** How far back time is put: by the rollover, by a liar who only wants yesterday's hours, by a little. */
const BACK_MS = [ROLLOVER_MS, 3 * WEEK_MS, 3_600_000, 600_000];

/** A device whose permission ended a minute ago, and what it records after time was put back. */
interface Expired {
  putBack(ms: number): void;
  records(): boolean;
}

/** Puts the date back, by the satellites and by the board's clock together, until the end of the permission lies ahead again. */
function revives(make: () => Expired): number {
  return BACK_MS.filter((ms) => {
    const expired = make();
    if (expired.records()) throw new Error("It had not ended before.");
    expired.putBack(ms);
    return expired.records();
  }).length;
}

function naive(): Expired {
  const tracker = new TrustingTracker(START_MS);
  tracker.hearReceiver(START_MS + 60_000);
  return { putBack: (ms) => tracker.hearReceiver(START_MS + 60_000 - ms), records: () => tracker.tracks() };
}

function ours(): Expired {
  const line = new OurLine(false);
  line.house.agree({ expiresS: START_MS / 1000 + 120 });
  line.live(100);
  if (!line.facts().tracks) throw new Error("It never tracked, so nothing can be revived.");
  line.live(80);
  return {
    // The battery is pulled, and whoever owns the air and the network tells another date when it starts again.
    putBack: (ms) => line.house.sleep(-ms),
    records() {
      const { held } = line.facts();
      line.live(60);
      return line.facts().held > held || line.facts().lamp;
    },
  };
}

describe("B27 the date of 2021 and the rollover of 2019", () => {
  it("breaks the naive tracker: an old date opens what had ended", () => {
    expect(revives(naive)).toBe(BACK_MS.length);
  });

  it("P39 P41 does not break ours, though receiver and clock agree in the lie: time does not go back", () => {
    expect(revives(ours)).toBe(0);
  });
});
