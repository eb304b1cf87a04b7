import { seededRandom } from "../random.ts";
import type { TracePoint } from "../trace/trace.ts";
import { dilutionOf } from "./dilution.ts";
import { gll, gns } from "./fix-sentences.ts";
import { HABITS, type Model } from "./models.ts";
import type { Reception, Solution } from "./reception.ts";
import { seededSky } from "./sky.ts";
import { gsv, zda } from "./sky-sentences.ts";
import { type Condition, type Surroundings, seededSurroundings } from "./surroundings.ts";
import { systemsOf, type Talker, type Voice } from "./voice.ts";
import { seededWander } from "./wander.ts";

/** How the made-up receiver behaves. */
export interface ReceiverOptions {
  seed: number;
  /** Seconds from power-on to the first fix; 0 when it was running before the trace began. */
  warmUpS: number;
  /** Standard deviation of the error it adds, metres; 0 for a trace that a receiver measured before. */
  wanderM: number;
  surroundings: Surroundings;
  /** Whether what drives comes through tunnels now and then, where there is no fix. */
  tunnels: boolean;
  /** Fixes a second; of `RATES_HZ`. */
  rateHz: number;
  talker: Talker;
  /** Whose sentences in which order; "plain" says RMC, GGA, GSA, GSV and VTG. */
  model: Model;
  /** What it says beyond those of its model. */
  extra: readonly ExtraSentence[];
}

export type ExtraSentence = "GLL" | "GNS" | "ZDA";

/** As a receiver comes that was on already and repeats a trace exactly. */
export const FAITHFUL: ReceiverOptions = {
  seed: 1,
  warmUpS: 0,
  wanderM: 0,
  surroundings: "open",
  tunnels: false,
  rateHz: 1,
  talker: "GP",
  model: "plain",
  extra: [],
};

/** One that is switched on at home and errs as small receivers do. */
export const LIFELIKE: ReceiverOptions = { ...FAITHFUL, warmUpS: 27, wanderM: 1.5 };

/** Rates whose fixes fall on hundredths of a second, which is what receivers write. */
export const RATES_HZ = [1, 2, 4, 5, 10, 20] as const;

/** Says the sentences of one fix. To be asked `rateHz` times a second: warm-up and errors go on by so much a call. */
export interface Receiver {
  /** @param point where the antenna is, on a whole second of UTC, or a part of one that the rate makes. */
  burst(point: TracePoint): Uint8Array;
}

/** A receiver that was never off for long knows the time this many seconds before it knows the place. */
const TIME_BEFORE_FIX_S = 20;
/** Below this a receiver cannot tell which way it moves. */
const COURSE_FROM_MPS = 0.3;
const METRES_PER_DEGREE = 111_320;
/** The sea-level surface lies this far above the ellipsoid in Thessaly; it is only a field to fill elsewhere. */
const GEOID_M = 41.5;

export function createReceiver(options: ReceiverOptions): Receiver {
  const random = seededRandom(options.seed);
  const sky = seededSky(random.branch("sky"), systemsOf(options.talker));
  const wander = seededWander(random.branch("wander"), options.wanderM, 1 / options.rateHz);
  const geometry = random.branch("geometry");
  const around = random.branch("surroundings");
  const surround = seededSurroundings(around, options.surroundings, options.tunnels, 1 / options.rateHz);
  const habits = HABITS[options.model];
  const voice: Voice = {
    talker: options.talker,
    timeDigits: options.rateHz > 1 ? Math.max(2, habits.timeDigits) : habits.timeDigits,
    minuteDigits: habits.minuteDigits,
  };
  let fixes = 0;
  let hdop = 0.9;

  function receive(point: TracePoint): Reception {
    const untilFixS = options.warmUpS - fixes / options.rateHz;
    hdop = Math.min(1.6, Math.max(0.7, hdop + 0.02 * geometry.normal()));
    const condition = surround(point);
    const error = addedUp(wander.step(), condition, options.surroundings === "open" ? 1 : unsettled(-untilFixS));
    const wished = untilFixS <= 0 && point.valid ? Math.round(11.5 - 3 * hdop) : 0;
    const satellites = sky.at(point.timeMs, wished, condition);
    const dilution = options.surroundings === "open" && !options.tunnels ? { hdop, vdop: hdop * 1.4 } : dilutionOf(satellites);
    return {
      timeMs: untilFixS > TIME_BEFORE_FIX_S ? null : point.timeMs,
      solution: wished > 0 && dilution !== null ? solve(point, error, dilution, condition.ghostMps) : null,
      satellites: wished > 0 && dilution === null ? satellites.map((satellite) => ({ ...satellite, used: false })) : satellites,
    };
  }

  return {
    burst(point) {
      const reception = receive(point);
      const withSky = fixes % (habits.skyEveryS * options.rateHz) === 0;
      let text = fixes === 0 ? habits.greeting(voice) : "";
      text += habits.say(reception, voice, withSky ? gsv(reception, voice) : "");
      if (options.extra.includes("GLL")) text += gll(reception, voice);
      if (options.extra.includes("GNS")) text += gns(reception, voice);
      if (options.extra.includes("ZDA")) text += zda(reception, voice);
      fixes++;
      return Buffer.from(text, "latin1");
    },
  };
}

interface Offset {
  eastM: number;
  northM: number;
}

function addedUp(wander: Offset, condition: Condition, factor: number): Offset {
  return { eastM: (wander.eastM + condition.eastM) * factor, northM: (wander.northM + condition.northM) * factor };
}

/** The first fixes after power-on are the worst. @param sinceS seconds since the first */
function unsettled(sinceS: number): number {
  return sinceS < 0 ? 1 : 1 + 2 * Math.exp(-sinceS / 15);
}

function solve(point: TracePoint, error: Offset, dilution: { hdop: number; vdop: number }, ghostMps: number): Solution {
  const eastDeg = error.eastM / (METRES_PER_DEGREE * Math.max(0.01, Math.cos((point.latDeg * Math.PI) / 180)));
  const speedMps = (point.speedMps ?? 0) + ghostMps;
  return {
    latDeg: Math.min(90, Math.max(-90, point.latDeg + error.northM / METRES_PER_DEGREE)),
    lonDeg: ((((point.lonDeg + eastDeg + 180) % 360) + 360) % 360) - 180,
    altitudeM: (point.altitudeM ?? 0) + error.northM,
    geoidM: GEOID_M,
    speedMps,
    courseDeg: speedMps < COURSE_FROM_MPS ? null : point.courseDeg,
    ...dilution,
  };
}
