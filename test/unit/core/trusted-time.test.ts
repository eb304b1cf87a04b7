import { describe, expect, it } from "vitest";
import {
  gnssUtc,
  hearBeacon,
  hearGnss,
  isConfirmed,
  makeTrustedTime,
  type TrustedTime,
  utcNow,
  wantsReceiver,
} from "../../../device/core/trusted-time.ts";
import { ROLLOVER_MS } from "../../../device/core/week-rollover.ts";

const BUILT = Date.UTC(2026, 0, 1);
const NOW = Date.UTC(2026, 5, 1, 12);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365.25 * DAY;
const JUMPS = [HOUR, DAY, 30 * DAY, YEAR, 19 * YEAR, 100 * YEAR];

/** A receiver that tells the same time every half minute. @returns the uptime at the end. */
function listen(time: TrustedTime, fromUpMs: number, minutes: number, offsetMs: number, hostUtcMs: number | null = null): number {
  for (let up = fromUpMs; up <= fromUpMs + minutes * MINUTE; up += MINUTE / 2) {
    hearGnss(time, up, up + offsetMs);
    utcNow(time, up, hostUtcMs);
  }
  return fromUpMs + minutes * MINUTE;
}

function tracking(): TrustedTime {
  const time = makeTrustedTime("host", BUILT);
  expect(utcNow(time, 0, NOW)).toBe(NOW);
  hearGnss(time, 1000, NOW + 900);
  expect(utcNow(time, 1000, NOW + 1000)).toBe(NOW + 1000);
  return time;
}

describe("a clock that the network keeps right", () => {
  it("is believed alone after boot, but nothing counts as confirmed until the receiver agrees", () => {
    const time = makeTrustedTime("host", BUILT);
    expect(utcNow(time, 0, NOW)).toBe(NOW);
    expect(isConfirmed(time, 0)).toBe(false);
    hearGnss(time, 1000, NOW + 900);
    utcNow(time, 1000, NOW + 1000);
    expect(isConfirmed(time, 1000)).toBe(true);
  });

  it.each(JUMPS)("F12 R-21 that jumps forward by %d ms is not believed, and is again when it returns", (jump) => {
    const time = tracking();
    expect(utcNow(time, 20 * MINUTE, NOW + 20 * MINUTE + jump)).toBeNull();
    expect(utcNow(time, 30 * DAY, NOW + 30 * DAY + jump)).toBeNull();
    expect(utcNow(time, 30 * DAY, NOW + 30 * DAY)).toBe(NOW + 30 * DAY);
  });

  it.each(JUMPS)("F13 R-21 that jumps back by %d ms is not believed", (jump) => {
    const time = tracking();
    expect(utcNow(time, 20 * MINUTE, NOW + 20 * MINUTE - jump)).toBeNull();
  });

  it("F13 that steps back within the tolerance makes time stand still, so that a closed window stays closed", () => {
    const time = tracking();
    utcNow(time, HOUR, NOW + HOUR);
    expect(utcNow(time, HOUR + 1000, NOW + HOUR - MINUTE)).toBe(NOW + HOUR);
    expect(utcNow(time, HOUR + 2 * MINUTE, NOW + HOUR + MINUTE)).toBe(NOW + HOUR + MINUTE);
  });

  it("F12 that was wrong since boot is set right when network and receiver agree", () => {
    const time = makeTrustedTime("host", BUILT);
    utcNow(time, 0, NOW + YEAR);
    expect(utcNow(time, MINUTE, NOW + MINUTE)).toBeNull();
    expect(wantsReceiver(time, NOW + MINUTE)).toBe(true);
    hearGnss(time, 2 * MINUTE, NOW + 2 * MINUTE);
    expect(utcNow(time, 2 * MINUTE, NOW + 2 * MINUTE)).toBe(NOW + 2 * MINUTE);
  });

  it("F16 contradicted by the receiver is no time, for ten minutes after the receiver's last word", () => {
    const time = tracking();
    hearGnss(time, MINUTE, NOW + DAY);
    expect(utcNow(time, MINUTE, NOW + MINUTE)).toBeNull();
    expect(utcNow(time, 10 * MINUTE, NOW + 10 * MINUTE)).toBeNull();
    expect(utcNow(time, 12 * MINUTE, NOW + 12 * MINUTE)).toBe(NOW + 12 * MINUTE);
  });

  it("F11 that is lost is no time", () => {
    const time = tracking();
    expect(utcNow(time, MINUTE, null)).toBeNull();
    expect(wantsReceiver(time, null)).toBe(false);
  });

  it("cannot be dragged along with the receiver beyond what they may differ", () => {
    const time = tracking();
    for (let up = 2000; up < HOUR; up += 1000) {
      hearGnss(time, up, NOW + up * 2);
      const now = utcNow(time, up, NOW + up);
      expect(now === null || now === NOW + up).toBe(true);
    }
    expect(utcNow(time, HOUR, NOW + HOUR)).toBeNull();
  });
});

describe("a board without a clock", () => {
  it("believes a receiver alone only after it has told the same time for ten minutes", () => {
    const time = makeTrustedTime("gnss", BUILT);
    listen(time, 0, 9, NOW);
    expect(utcNow(time, 9 * MINUTE, null)).toBeNull();
    listen(time, 9 * MINUTE, 1, NOW);
    expect(utcNow(time, 10 * MINUTE, null)).toBe(NOW + 10 * MINUTE);
  });

  it("begins to count anew when the receiver changes its mind, also by small steps", () => {
    const time = makeTrustedTime("gnss", BUILT);
    for (let up = 0; up < HOUR; up += 30_000) {
      hearGnss(time, up, NOW + up + up / 10);
      expect(utcNow(time, up, null)).toBeNull();
    }
  });

  it("believes it at once when a beacon agrees, and not at all when the beacon is ahead", () => {
    const time = makeTrustedTime("gnss", BUILT);
    hearGnss(time, 0, NOW);
    hearBeacon(time, 1000, NOW - 5000);
    expect(utcNow(time, 1000, null)).toBe(NOW + 1000);
    hearBeacon(time, 2000, NOW + HOUR);
    expect(utcNow(time, 2000, null)).toBeNull();
  });

  it("is not shut by a beacon that the network delayed", () => {
    const time = makeTrustedTime("gnss", BUILT);
    const up = listen(time, 0, 11, NOW);
    hearBeacon(time, up, NOW - 5 * DAY);
    expect(utcNow(time, up, null)).toBe(NOW + up);
  });

  it.each([...JUMPS, ...JUMPS.map((jump) => 0 - jump)])(
    "F16 shuts when the receiver jumps by %d ms, for hours on end",
    (jump) => {
      const time = makeTrustedTime("gnss", BUILT);
      const up = listen(time, 0, 11, NOW);
      const later = listen(time, up, 180, NOW + jump);
      const now = utcNow(time, later, null);
      expect(now === null || Math.abs(now - NOW - later) < 1000).toBe(true);
      const healed = listen(time, later, 1, NOW);
      expect(utcNow(time, healed, null)).toBe(NOW + healed);
    },
  );

  it.each([0.0002, -0.0002])(
    "F55 after 60 silent days with a drift of %d is less than 20 minutes wrong, and one word puts it right",
    (drift) => {
      const time = makeTrustedTime("gnss", BUILT);
      const up = listen(time, 0, 11, NOW);
      const trueUp = up + 60 * DAY;
      const late = up + (60 * DAY - HOUR) * (1 + drift);
      const carried = utcNow(time, late, null);
      expect(Math.abs((carried ?? 0) - (NOW + trueUp - HOUR))).toBeLessThan(20 * MINUTE);
      const heard = up + 60 * DAY * (1 + drift);
      hearGnss(time, heard, NOW + trueUp);
      const now = utcNow(time, heard, null) ?? 0;
      expect(Math.abs(now - NOW - trueUp)).toBeLessThan(5000);
    },
  );

  it("F55 stops believing itself after 60 days without any source, and asks for the receiver", () => {
    const time = makeTrustedTime("gnss", BUILT);
    const up = listen(time, 0, 11, NOW);
    expect(utcNow(time, up + 61 * DAY, null)).toBeNull();
    expect(wantsReceiver(time, null)).toBe(true);
  });
});

describe("a clock of the board that nobody keeps right", () => {
  it("is never enough alone, nor is the receiver", () => {
    const clock = makeTrustedTime("rtc", BUILT);
    expect(utcNow(clock, 0, NOW)).toBeNull();
    const receiver = makeTrustedTime("rtc", BUILT);
    const up = listen(receiver, 0, 600, NOW);
    expect(utcNow(receiver, up, null)).toBeNull();
  });

  it.each(["gnss", "beacon"])("opens when it agrees with the %s", (other) => {
    const time = makeTrustedTime("rtc", BUILT);
    if (other === "gnss") hearGnss(time, 0, NOW);
    else hearBeacon(time, 0, NOW);
    expect(utcNow(time, 1000, NOW + 1500)).not.toBeNull();
    expect(isConfirmed(time, 1000)).toBe(true);
  });

  it("F11 that is lost leaves the carried time, which the receiver must confirm", () => {
    const time = makeTrustedTime("rtc", BUILT);
    hearGnss(time, 0, NOW);
    utcNow(time, 0, NOW);
    expect(utcNow(time, 11 * MINUTE, null)).toBeNull();
    hearGnss(time, 12 * MINUTE, NOW + 12 * MINUTE);
    expect(utcNow(time, 12 * MINUTE, null)).toBe(NOW + 12 * MINUTE);
  });
});

describe("dates", () => {
  it("P39 none is believed before the build or 20 years after it", () => {
    for (const utc of [BUILT - 1, 0, BUILT + 20.1 * YEAR, BUILT + 100 * YEAR]) {
      expect(utcNow(makeTrustedTime("host", BUILT), 0, utc)).toBeNull();
      expect(gnssUtc(makeTrustedTime("gnss", BUILT), BUILT + 21 * YEAR)).toBeNaN();
    }
  });

  it("F14 a receiver that lost 1,024 weeks agrees with the clock, and so do its fixes", () => {
    const time = tracking();
    hearGnss(time, MINUTE, NOW + MINUTE - ROLLOVER_MS);
    expect(utcNow(time, MINUTE, NOW + MINUTE)).toBe(NOW + MINUTE);
    expect(gnssUtc(time, NOW - ROLLOVER_MS)).toBe(NOW);
  });

  it("a date just behind what is known is a lie, not one of twenty years ahead", () => {
    expect(gnssUtc(tracking(), NOW - DAY)).toBeNaN();
  });

  it.each([
    ["2038-01-19T03:14:07Z", "the last second of a signed 32-bit count"],
    ["2038-11-20T23:59:42Z", "the next rollover"],
    ["2027-12-31T23:59:59Z", "the end of a year"],
  ])("P41 %s (%s) passes second by second", (moment) => {
    const start = Date.parse(moment) - 5000;
    const time = makeTrustedTime("host", BUILT);
    for (let up = 0; up <= 40_000; up += 1000) {
      const rolled = start + up >= Date.parse("2038-11-20T23:59:42Z") ? ROLLOVER_MS : 0;
      hearGnss(time, up, start + up - rolled);
      expect(utcNow(time, up, start + up)).toBe(start + up);
    }
  });

  it("P41 a leap second, told as the first of the next day and then again, stops nothing", () => {
    const midnight = Date.UTC(2027, 0, 1);
    const time = makeTrustedTime("host", BUILT);
    for (const [up, utc] of [
      [0, midnight - 1000],
      [1000, midnight],
      [2000, midnight],
      [3000, midnight + 1000],
    ] as const) {
      hearGnss(time, up, utc);
      expect(utcNow(time, up, utc)).toBe(utc);
    }
  });
});
