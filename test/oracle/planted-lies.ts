import type { Random } from "../../simulator/random.ts";
import { type MadeFix, type MadeTrack, moved } from "./made-tracks.ts";

/**
 * Ways in which a receiver, or who fools it, lies. "none" is a clean track; "frozen" is a place that stays while the speed goes
 * on, "stuck" one that stays with its speed.
 */
export const LIES = ["none", "teleport", "drift", "frozen", "stuck", "mirrored", "zeros", "repeated", "clock"] as const;
export type Lie = (typeof LIES)[number];

/** A track with one lie in it: the fixes from `from` up to and not including `to` are lied about. */
export interface Planted {
  lie: Lie;
  track: MadeTrack;
  from: number;
  to: number;
}

/** The fewest and the most fixes in a row that are lied about. */
const LENGTHS: Record<Lie, readonly [number, number]> = {
  none: [0, 0],
  teleport: [1, 50],
  drift: [60, 150],
  frozen: [30, 100],
  stuck: [30, 100],
  mirrored: [1, 200],
  zeros: [1, 100],
  repeated: [2, 20],
  clock: [1, 50],
};

type Place = Pick<MadeFix["fix"], "latDeg" | "lonDeg">;
/** What is told in place of the n-th fix of the lie. */
type Teller = (made: MadeFix, n: number) => Partial<MadeFix["fix"]>;

function towards(fix: Place, metres: number, direction: number): Place {
  const [latDeg, lonDeg] = moved(fix.latDeg, fix.lonDeg, metres * Math.sin(direction), metres * Math.cos(direction));
  return { latDeg, lonDeg };
}

function mirror(random: Random): (fix: Place) => Place {
  const ways: ((fix: Place) => Place)[] = [
    ({ latDeg, lonDeg }) => ({ latDeg: -latDeg, lonDeg }),
    ({ latDeg, lonDeg }) => ({ latDeg, lonDeg: -lonDeg }),
    ({ latDeg, lonDeg }) => ({ latDeg: -latDeg, lonDeg: -lonDeg }),
    ({ latDeg, lonDeg }) => (Math.abs(lonDeg) <= 90 ? { latDeg: lonDeg, lonDeg: latDeg } : { latDeg: -latDeg, lonDeg }),
  ];
  return ways[random.whole(0, ways.length - 1)] ?? ((fix) => fix);
}

function teller(lie: Lie, random: Random, before: MadeFix): Teller {
  const direction = random.between(0, 2 * Math.PI);
  switch (lie) {
    case "teleport": {
      const metres = 200 * 10 ** random.between(0, 3);
      return ({ fix }) => towards(fix, metres, direction);
    }
    case "drift": {
      const mps = random.between(1.5, 5);
      return ({ fix }, n) => towards(fix, mps * (n + 1), direction);
    }
    case "frozen":
      return () => ({ latDeg: before.fix.latDeg, lonDeg: before.fix.lonDeg });
    case "stuck":
      return ({ fix }) => ({ ...before.fix, timeMs: fix.timeMs });
    case "mirrored": {
      const other = mirror(random);
      return ({ fix }) => other(fix);
    }
    case "zeros":
      return () => ({ latDeg: 0, lonDeg: 0 });
    case "repeated":
      return () => ({ ...before.fix });
    case "clock": {
      const metres = random.between(300, 8000);
      const leapMs = random.whole(60, 500) * 1000;
      return ({ fix }) => ({ ...towards(fix, metres, direction), timeMs: fix.timeMs + leapMs });
    }
    case "none":
      return () => ({});
  }
}

/** Plants one lie, not before the receiver has been on for `afterS` seconds. */
export function plant(track: MadeTrack, lie: Lie, random: Random, afterS: number): Planted {
  if (lie === "none") return { lie, track, from: track.fixes.length, to: track.fixes.length };
  const earliest = track.fixes.findIndex((made) => made.upMs >= afterS * 1000);
  const length = random.whole(...LENGTHS[lie]);
  const from = random.whole(earliest, Math.max(earliest, track.fixes.length - length - 1));
  const to = Math.min(track.fixes.length, from + length);
  const tell = teller(lie, random, track.fixes[from - 1] as MadeFix);
  const fixes = track.fixes.map((made, i) =>
    i < from || i >= to ? made : { ...made, fix: { ...made.fix, ...tell(made, i - from) } },
  );
  return { lie, track: { ...track, fixes }, from, to };
}
