import type { Board } from "../../device/core/run.ts";
import { ROLLOVER_MS } from "../../device/core/week-rollover.ts";
import type { FixReport } from "../../device/protocol/report.ts";
import { secondOf } from "../../simulator/gate/sentences.ts";
import { toyCipher } from "../toy-cipher.ts";
import { HostileGuardian } from "./slow-commands-guardian.ts";
import { BEGAN_MS, consentNow, pairedImage, ROOTS, Stand, type Tamper } from "./withdrawal-stand.ts";

/** GPS time is ahead of UTC by the leap seconds; the weeks roll over at midnight of GPS time. */
export const NIGHTS_MS = { 2019: Date.UTC(2019, 3, 6, 23, 59, 42), 2038: Date.UTC(2038, 10, 20, 23, 59, 42) } as const;

/** What a receiver makes of the true time. */
export const RECEIVERS = {
  honest: (trueMs: number) => trueMs,
  "rolls over in the night": (trueMs: number, nightMs: number) => (trueMs < nightMs ? trueMs : trueMs - ROLLOVER_MS),
  "lost count long ago": (trueMs: number) => trueMs - ROLLOVER_MS,
  "lost count twice": (trueMs: number) => trueMs - 2 * ROLLOVER_MS,
  "one epoch ahead": (trueMs: number) => trueMs + ROLLOVER_MS,
} as const;

export interface Night {
  nightMs: number;
  builtMs: number;
  receiver: keyof typeof RECEIVERS;
  timeSource: Board["timeSource"];
  /** Whether the board has a clock that is right. */
  clock: boolean;
}

export interface NightTally {
  /** Fixes that guardians got, and how many of them carry a date outside of the device's life or not the true one. */
  told: number;
  outside: number;
  untrue: number;
}

const YEAR_MS = 365.25 * 86_400_000;
export const LIFE_MS = 20 * YEAR_MS;
/** It lives through the night from a quarter of an hour before it to as much after it. */
const BEFORE_S = 900;
const AFTER_S = 900;

/**
 * @param tamper puts a fault into the board
 * @param agreedMs so much later than now the wearer agreed by their own calendar; 0: now
 */
export function liveNight(night: Night, tamper: Tamper = (board) => board, agreedMs = 0): NightTally {
  const shiftMs = night.nightMs - BEFORE_S * 1000 - BEGAN_MS;
  let speak: ((bytes: Uint8Array) => void) | null = null;
  let stand: Stand | null = null;
  const trueMs = () => (stand === null ? BEGAN_MS : stand.utcMs) + shiftMs;
  stand = new Stand(pairedImage(), (board) =>
    tamper({
      ...board,
      builtMs: night.builtMs,
      timeSource: night.timeSource,
      clock: { upMs: board.clock.upMs, utcMs: () => (night.clock ? trueMs() : null) },
      receiver: {
        start: (onBytes) => {
          speak = onBytes;
        },
        stop: () => {
          speak = null;
        },
      },
    }),
  );
  const shiftS = (shiftMs + agreedMs) / 1000;
  const usual = consentNow({ intervalS: 20 });
  const { zone } = usual.schedule;
  const moved = {
    fromMinutes: zone.fromMinutes.map((minute) => Math.floor(minute + shiftS / 60)),
    offsets: zone.offsets,
    untilMinute: Math.floor(zone.untilMinute + shiftS / 60),
  };
  stand.running.accept({
    ...usual,
    grantedS: usual.grantedS + shiftS,
    expiresS: usual.expiresS + shiftS,
    schedule: { ...usual.schedule, zone: moved },
  });
  const told = new Map<number, number>();
  for (let second = 0; second < BEFORE_S + AFTER_S; second++) {
    told.set(Math.floor(trueMs() / 1000), second);
    (speak as ((bytes: Uint8Array) => void) | null)?.(secondOf(RECEIVERS[night.receiver](trueMs(), night.nightMs), "autonomous"));
    for (let i = 0; i < 4; i++) stand.tick(250);
    if (second === 5) stand.setLink(true);
  }
  return tallyOf(stand.published, night, told);
}

function tallyOf(frames: readonly Uint8Array[], { builtMs }: Night, lived: ReadonlyMap<number, number>): NightTally {
  const guardian = new HostileGuardian(toyCipher, (ROOTS[0] as Uint8Array).slice());
  const fixes = new Map<number, FixReport>();
  for (const frame of frames) {
    const report = guardian.opens(frame);
    if (report?.kind === "fix") fixes.set(report.sequence, report);
  }
  const all = [...fixes.values()];
  return {
    told: all.length,
    outside: all.filter(({ timeS }) => timeS * 1000 < builtMs || timeS * 1000 > builtMs + LIFE_MS).length,
    untrue: all.filter(({ timeS }) => !lived.has(timeS)).length,
  };
}

/** All nights that are tried: both rollovers, devices of several ages, every receiver, every kind of clock. */
export function everyNight(): Night[] {
  const clocks = [
    { timeSource: "host", clock: true },
    { timeSource: "gnss", clock: false },
    { timeSource: "rtc", clock: true },
  ] as const;
  return Object.values(NIGHTS_MS).flatMap((nightMs) =>
    [0.1, 1, 5, 12, 18.9].flatMap((years) =>
      (Object.keys(RECEIVERS) as Night["receiver"][]).flatMap((receiver) =>
        clocks.map((clock) => ({ nightMs, builtMs: nightMs - years * YEAR_MS, receiver, ...clock })),
      ),
    ),
  );
}
