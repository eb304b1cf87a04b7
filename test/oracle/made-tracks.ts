import type { Fix } from "../../device/core/fix.ts";
import type { Random } from "../../simulator/random.ts";
import { seededWander } from "../../simulator/receiver/wander.ts";

/** One fix of a made track, and where the wearer really was. */
export interface MadeFix {
  fix: Fix;
  trueLatDeg: number;
  trueLonDeg: number;
  /** Real time, which no liar changes, milliseconds since the receiver was switched on. */
  upMs: number;
}

export interface MadeTrack {
  fixes: MadeFix[];
  tellsSpeed: boolean;
  /** What they would go at, where nothing holds them up. */
  cruiseMps: number;
}

const METRES_A_DEGREE = 111195;
const START_MS = Date.UTC(2026, 2, 9, 5);
const CRUISE_MPS = [0, 1.3, 4.5, 13, 33] as const;

/** Moves a place by metres. */
export function moved(latDeg: number, lonDeg: number, eastM: number, northM: number): [number, number] {
  const lon = lonDeg + eastM / (METRES_A_DEGREE * Math.cos((latDeg * Math.PI) / 180));
  return [latDeg + northM / METRES_A_DEGREE, ((lon + 540) % 360) - 180];
}

/** Great-circle distance by the haversine: another formula than the device's. */
export function offM(latA: number, lonA: number, latB: number, lonB: number): number {
  const radian = Math.PI / 180;
  const a = Math.sin(((latB - latA) * radian) / 2) ** 2;
  const b = Math.cos(latA * radian) * Math.cos(latB * radian) * Math.sin(((lonB - lonA) * radian) / 2) ** 2;
  return 2 * 6371009 * Math.asin(Math.min(1, Math.sqrt(a + b)));
}

/** How somebody goes: stands, walks, cycles or drives, in stretches, with the acceleration of each. */
function goer(random: Random, cruise: number): () => { speedMps: number; courseDeg: number } {
  const pull = cruise > 10 ? 2.5 : 1;
  let speedMps = 0;
  let wishMps = cruise;
  let courseDeg = random.between(0, 360);
  let stretch = random.whole(20, 120);
  return () => {
    if (--stretch <= 0) {
      stretch = random.whole(10, 120);
      wishMps = random.next() < 0.3 ? 0 : cruise * random.between(0.4, 1.1);
    }
    speedMps = Math.max(0, speedMps + Math.max(-1.5 * pull, Math.min(pull, wishMps - speedMps)));
    courseDeg = (courseDeg + 360 + random.normal() * (speedMps > 10 ? 3 : 8)) % 360;
    return { speedMps, courseDeg };
  };
}

/** A place away from the equator, Greenwich and the poles, so that its mirror images lie elsewhere. */
function anywhere(random: Random): [number, number] {
  const sign = () => (random.next() < 0.5 ? -1 : 1);
  return [sign() * random.between(0.2, 66), sign() * random.between(0.2, 179.5)];
}

/** A receiver's second: its error wanders, its speed is a little off and late, and now and then it hears nothing for a while. */
export function madeTrack(random: Random, seconds: number): MadeTrack {
  const cruiseMps = CRUISE_MPS[random.whole(0, CRUISE_MPS.length - 1)] ?? 0;
  const go = goer(random, cruiseMps);
  const hdop = random.between(0.7, 2.2);
  const wander = seededWander(random, hdop * random.between(0.8, 2.5));
  const tellsSpeed = random.next() < 0.9;
  const clamps = random.next() < 0.3;
  let [latDeg, lonDeg] = anywhere(random);
  let lateMps = 0;
  let deaf = 0;
  const fixes: MadeFix[] = [];
  for (let second = 0; second < seconds; second++) {
    const { speedMps, courseDeg } = go();
    const course = (courseDeg * Math.PI) / 180;
    [latDeg, lonDeg] = moved(latDeg, lonDeg, speedMps * Math.sin(course), speedMps * Math.cos(course));
    const error = wander.step();
    lateMps += (speedMps - lateMps) * 0.7;
    const told = Math.max(0, lateMps + 0.08 * random.normal());
    const said = clamps && told < 0.25 ? 0 : told;
    if (deaf === 0 && random.next() < 0.002) deaf = random.whole(3, 60);
    if (deaf > 0 && --deaf > 0) continue;
    const [toldLat, toldLon] = moved(latDeg, lonDeg, error.eastM + 0.3 * random.normal(), error.northM + 0.3 * random.normal());
    fixes.push({
      fix: {
        timeMs: START_MS + second * 1000,
        latDeg: Math.round(toldLat * 6e5) / 6e5,
        lonDeg: Math.round(toldLon * 6e5) / 6e5,
        altitudeM: 80,
        accuracyM: null,
        hdop,
        satellites: 9,
        speedMps: tellsSpeed ? said : null,
        courseDeg: tellsSpeed && told > 0.5 ? (courseDeg + random.normal() * (told > 5 ? 1 : 6) + 360) % 360 : null,
        quality: "autonomous",
      },
      trueLatDeg: latDeg,
      trueLonDeg: lonDeg,
      upMs: second * 1000,
    });
  }
  return { fixes, tellsSpeed, cruiseMps };
}
