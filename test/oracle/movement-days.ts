import { NO_FLAGS } from "../../device/protocol/report.ts";
import type { StoredFix } from "../../guardian/core/view.ts";
import { BY_BUS, type Gait, type Halt, type Moment, ON_FOOT, travel } from "../../simulator/people/travel.ts";
import { type Random, seededRandom } from "../../simulator/random.ts";
import { seededWander } from "../../simulator/receiver/wander.ts";
import { makeTown } from "../../simulator/town/make-town.ts";
import { metresBetween, type Spot } from "../../simulator/town/plane.ts";
import type { Town } from "../../simulator/town/town.ts";

/** How a device of the made-up day tells its positions. */
export interface Telling {
  /** steady: each that moved by 8 m; foreseen: each that a map which goes straight on would not have foreseen by 15 m. */
  way: "steady" | "foreseen";
  intervalS: number;
  /** Of each axis of the receiver's error, metres. */
  wanderM: number;
}

/** One way that was really gone. */
export interface TrueTrip {
  fromMs: number;
  untilMs: number;
  metres: number;
  movingS: number;
  maxMps: number;
  /** Of it, what lay in a gap of the reception. */
  unseenM: number;
}

/** A day that nobody lived, and what is true of it. */
export interface KnownDay {
  telling: Telling;
  fixes: StoredFix[];
  trips: TrueTrip[];
  stops: { fromMs: number; untilMs: number }[];
  planted: { suspicious: number; jumps: number; gaps: number; lost: number };
  endMs: number;
}

const HEARTBEAT_S = 60;
const MOVED_M = 8;
const BOUND_M = 15;
const ROWS = 9;

interface Second extends Moment {
  /** Indoors the reception may fail and err. */
  indoors: boolean;
  blind: boolean;
}

/** Along the streets, with one corner. */
function wayBetween(town: Town, random: Random, from: [number, number], to: [number, number]): Spot[] {
  const at = (column: number, row: number): Spot => (town.streets[row]?.line[column] ?? town.streets[0]?.line[0]) as Spot;
  const [a, b] = random.next() < 0.5 ? [from, to] : [to, from];
  const spots: Spot[] = [];
  const step = (x: number, y: number): number => Math.sign(y - x);
  for (let c = a[0]; c !== b[0]; c += step(c, b[0])) spots.push(at(c, a[1]));
  for (let r = a[1]; r !== b[1]; r += step(r, b[1])) spots.push(at(b[0], r));
  spots.push(at(b[0], b[1]));
  return a === from ? spots : spots.reverse();
}

function haltsOn(way: readonly Spot[], random: Random): Halt[] {
  const halts: Halt[] = [];
  let atM = 0;
  for (let n = 1; n < way.length - 1; n++) {
    atM += metresBetween(way[n - 1] as Spot, way[n] as Spot);
    const draw = random.next();
    if (draw < 0.35) halts.push({ atM, seconds: random.whole(3, 45) });
    // A bus that is long in coming, but no stay.
    else if (draw < 0.4) halts.push({ atM, seconds: random.whole(120, 200) });
  }
  return halts;
}

function truthOf(moments: readonly Second[], startMs: number): TrueTrip {
  let [metres, unseenM, movingS, maxMps] = [0, 0, 0, 0];
  moments.forEach((moment, n) => {
    const before = moments[n - 1] ?? moment;
    const gone = metresBetween(before.spot, moment.spot);
    metres += gone;
    if (moment.blind) unseenM += gone;
    if (moment.speedMps > 0) movingS += 1;
    maxMps = Math.max(maxMps, moment.speedMps);
  });
  return { fromMs: startMs, untilMs: startMs + moments.length * 1000, metres, unseenM, movingS, maxMps };
}

interface Life {
  seconds: Second[];
  trips: TrueTrip[];
  stops: { fromMs: number; untilMs: number }[];
  gaps: number;
}

function live(town: Town, random: Random, startMs: number): Life {
  const life: Life = { seconds: [], trips: [], stops: [], gaps: 0 };
  const columns = town.streets[0]?.line.length ?? 1;
  let place: [number, number] = [random.whole(0, columns - 1), random.whole(0, ROWS - 1)];
  const nowMs = (): number => startMs + life.seconds.length * 1000;
  const stay = (seconds: number): void => {
    const spot = town.streets[place[1]]?.line[place[0]] as Spot;
    const blindFrom = random.next() < 0.3 ? random.whole(0, seconds) : seconds;
    const blindFor = random.whole(240, 1200);
    if (blindFrom < seconds) life.gaps += 1;
    const fromMs = nowMs();
    for (let n = 0; n < seconds; n++) {
      const blind = n >= blindFrom && n < blindFrom + blindFor && n < seconds - 400;
      life.seconds.push({ spot, speedMps: 0, courseDeg: null, indoors: n > 60 && n < seconds - 60, blind });
    }
    life.stops.push({ fromMs, untilMs: nowMs() });
  };
  const go = (): void => {
    let to: [number, number] = place;
    while (Math.abs(to[0] - place[0]) + Math.abs(to[1] - place[1]) < 2)
      to = [random.whole(0, columns - 1), random.whole(0, ROWS - 1)];
    const way = wayBetween(town, random, place, to);
    const onFoot = random.next() < 0.6;
    const gait: Gait = onFoot ? { ...ON_FOOT, cruiseMps: random.between(1.1, 1.6) } : BY_BUS;
    const moments = travel(way, gait, haltsOn(way, random), random);
    const fromMs = nowMs();
    const isBlind = random.next() < 0.15 && moments.length > 700;
    const [from, length] = [random.whole(100, Math.max(100, moments.length - 600)), random.whole(200, 400)];
    const seconds = moments.map((moment, n) => ({ ...moment, indoors: false, blind: isBlind && n >= from && n < from + length }));
    if (isBlind) life.gaps += 1;
    life.seconds.push(...seconds);
    life.trips.push(truthOf(seconds, fromMs));
    place = to;
  };
  stay(random.whole(480, 3600));
  for (let trips = random.whole(1, 5); trips > 0; trips--) {
    go();
    stay(random.whole(480, 5400));
  }
  return life;
}

interface Told {
  spot: Spot;
  speedMps: number;
  courseDeg: number | null;
  second: number;
}

function foreseen({ spot, speedMps, courseDeg, second }: Told, now: number): Spot {
  const gone = courseDeg === null ? 0 : speedMps * Math.min(120, now - second);
  const course = ((courseDeg ?? 0) * Math.PI) / 180;
  return { eastM: spot.eastM + gone * Math.sin(course), northM: spot.northM + gone * Math.cos(course) };
}

function isTold(telling: Telling, last: Told | null, spot: Spot, now: number): boolean {
  if (last === null || now - last.second >= HEARTBEAT_S) return true;
  if (now - last.second < telling.intervalS) return false;
  return telling.way === "steady"
    ? metresBetween(last.spot, spot) >= MOVED_M
    : metresBetween(foreseen(last, now), spot) > BOUND_M;
}

/** Makes a day: a seed, a town, one to five ways and the stays around them; told with noise, lies, losses and gaps. */
export function knownDay(seed: number, telling: Telling, startMs: number): KnownDay {
  const random = seededRandom(seed).branch("known day");
  const town = makeTown(seed % 16);
  const life = live(town, random.branch("life"), startMs);
  const chance = random.branch("telling");
  const wander = seededWander(random.branch("wander"), telling.wanderM);
  const planted = { suspicious: 0, jumps: 0, gaps: life.gaps, lost: 0 };
  const fixes: StoredFix[] = [];
  let last: Told | null = null;
  let sequence = 0;
  life.seconds.forEach((moment, second) => {
    const error = wander.step();
    if (moment.blind) return;
    const wild = moment.indoors && chance.next() < 1 / 3000;
    const spot: Spot = { eastM: moment.spot.eastM + error.eastM, northM: moment.spot.northM + error.northM };
    if (wild) spot.eastM += chance.between(60, 400);
    if (!isTold(telling, last, spot, second)) return;
    last = { spot, speedMps: moment.speedMps, courseDeg: moment.courseDeg, second };
    sequence += 1;
    const suspicious = wild && chance.next() < 0.5;
    if (wild) planted[suspicious ? "suspicious" : "jumps"] += 1;
    if (!wild && chance.next() < 0.01) planted.lost += 1;
    else
      fixes.push(
        fixAt(town, last, { timeMs: startMs + second * 1000, sequence, accuracyM: Math.ceil(telling.wanderM * 2.5), suspicious }),
      );
  });
  const { trips, stops } = life;
  return { telling, fixes, trips, stops, planted, endMs: startMs + life.seconds.length * 1000 };
}

interface About {
  timeMs: number;
  sequence: number;
  accuracyM: number;
  suspicious: boolean;
}

function fixAt(town: Town, { spot, speedMps, courseDeg }: Told, { timeMs, sequence, accuracyM, suspicious }: About): StoredFix {
  const { latDeg, lonDeg } = town.plane.degrees(spot);
  const flags = { ...NO_FLAGS, lampConfirmed: true, windowOpen: true, timeTrusted: true, gnssSuspicious: suspicious };
  const e7 = (degrees: number): number => Math.round(degrees * 1e5) * 100;
  const fix = {
    kind: "fix" as const,
    flags,
    timeS: Math.floor(timeMs / 1000),
    latE7: e7(latDeg),
    lonE7: e7(lonDeg),
    altitudeM: null,
  };
  return { fix: { ...fix, accuracyM, speedMps, courseDeg, batteryPercent: 80, consent: 1, sequence }, receivedMs: timeMs + 1000 };
}
