import type { JourneyTerms } from "../../device/core/journey-terms.ts";
import type { AlertName } from "../../device/protocol/alert.ts";
import type { AlertReport, FixReport } from "../../device/protocol/report.ts";
import type { Random } from "../../simulator/random.ts";
import { sentence } from "../../simulator/receiver/sentence.ts";
import { toyCipher } from "../toy-cipher.ts";
import { HostileGuardian } from "./slow-commands-guardian.ts";
import type { Sample } from "./slow-episodes.ts";
import { slowTurns, type Turned } from "./slow-episodes.ts";
import { BEGAN_MS, consentNow, pairedImage, ROOTS, Stand, type Tamper } from "./withdrawal-stand.ts";

/** A whole device that lives through random signals, and what its guardian heard. */
export interface LivedJourney {
  alerts: AlertReport[];
  fixes: FixReport[];
  /** What the slow reading of the same signals expects, by alert. */
  expected: Map<AlertName, Turned[]>;
  /** How often the wearer surely stood for the five minutes, and how often they perhaps did. */
  stood: { surely: number; perhaps: number };
}

const TERMS: JourneyTerms = {
  speedLimit: { kmh: 50, forS: 10 },
  notMovingMinutes: 5,
  noFixMinutes: 3,
  notArrived: true,
};
const CALM_S = 90;
const METRES_A_MINUTE = 1852;

function two(value: number): string {
  return String(value).padStart(2, "0");
}

/** One second of a receiver that goes north. */
function spoken(utcMs: number, minutesNorth: number, speedMps: number): Uint8Array {
  const date = new Date(utcMs);
  const time = `${two(date.getUTCHours())}${two(date.getUTCMinutes())}${two(date.getUTCSeconds())}.00`;
  const day = `${two(date.getUTCDate())}${two(date.getUTCMonth() + 1)}${two(date.getUTCFullYear() % 100)}`;
  const degrees = 39 + Math.floor(minutesNorth / 60);
  const place = `${degrees}${(minutesNorth % 60).toFixed(4).padStart(7, "0")},N,02212.0000,E`;
  const knots = (speedMps / (1852 / 3600)).toFixed(2);
  const rmc = sentence(`GPRMC,${time},A,${place},${knots},0.0,${day},,,A`);
  return Buffer.from(rmc + sentence(`GPGGA,${time},${place},1,09,1.0,90.0,M,,M,,`), "latin1");
}

/** What drives along, stops, is unheard, loses charge. */
class Signals {
  speedMps = 1.4;
  minutesNorth = 0;
  mute = false;
  /** Metres by which the receiver lies in this second. */
  lieM = 0;
  percent: number | null = 60;
  private wishMps = 1.4;
  private readonly random: Random;

  constructor(random: Random) {
    this.random = random;
  }

  second(second: number): void {
    const random = this.random;
    if (second < CALM_S) return this.go();
    if (random.next() < 0.008) this.wishMps = [0, 0, 1.4, 12, 15, 22][random.whole(0, 5)] ?? 0;
    if (random.next() < (this.mute ? 0.006 : 0.002)) this.mute = !this.mute;
    this.lieM = random.next() < 0.003 ? 5000 : 0;
    if (second % 60 === 0 && this.percent !== null)
      this.percent = Math.max(9, Math.min(60, this.percent + random.whole(this.percent > 25 ? -6 : -2, 2)));
    this.go();
  }

  private go(): void {
    this.speedMps = Math.max(0, this.speedMps + Math.max(-2, Math.min(2, this.wishMps - this.speedMps)));
    this.minutesNorth += this.speedMps / METRES_A_MINUTE;
  }
}

/** What a person would say of each second and tick, written down to be read slowly. */
class Notes {
  readonly speed: Sample[] = [];
  readonly battery: Sample[] = [];
  readonly reception: Sample[] = [];
  private heardMs = 0;
  private stoodS = 0;
  private heardStoodS = 0;
  readonly stood = { surely: 0, perhaps: 0 };

  /** Counts the seconds of a rest, and how far into it the receiver was heard. */
  second(heard: boolean, { speedMps, lieM }: Signals): void {
    if (speedMps === 0) {
      this.stoodS++;
      if (heard && lieM === 0) this.heardStoodS = this.stoodS;
      return;
    }
    this.endRest();
  }

  endRest(): void {
    if (this.heardStoodS > 330) this.stood.surely++;
    if (this.heardStoodS > 240) this.stood.perhaps++;
    this.stoodS = 0;
    this.heardStoodS = 0;
  }

  fix(upMs: number, { speedMps, lieM }: Signals): void {
    this.heardMs = upMs;
    if (lieM > 0) return;
    const kmh = Number((speedMps / (1852 / 3600)).toFixed(2)) * 1.852;
    if (kmh > 50) this.speed.push({ upMs, sign: "wrong" });
    else this.speed.push({ upMs, sign: kmh < 45 ? "right" : "between" });
  }

  tick(upMs: number, { percent }: Signals): void {
    if (percent === null || percent >= 20) this.battery.push({ upMs, sign: "right" });
    else this.battery.push({ upMs, sign: percent < 15 ? "wrong" : "between" });
    if (this.heardMs === 0) return;
    const silent = upMs - this.heardMs;
    if (silent >= 180_000) this.reception.push({ upMs, sign: "wrong" });
    else this.reception.push({ upMs, sign: silent < 30_000 ? "right" : "between" });
  }

  expected(): Map<AlertName, Turned[]> {
    return new Map([
      ["overspeed", slowTurns(this.speed, { raiseMs: 10_000, clearMs: 15_000, gapMs: 10_000 })],
      ["low-battery", slowTurns(this.battery, { raiseMs: 30_000, clearMs: 30_000, gapMs: 60_000 })],
      ["no-fix", slowTurns(this.reception, { raiseMs: 0, clearMs: 20_000, gapMs: 30_000 })],
    ]);
  }
}

/** The reports that one guardian hears, each once, in the order in which they were made. */
function heardBy(frames: readonly Uint8Array[]): { alerts: AlertReport[]; fixes: FixReport[] } {
  const guardian = new HostileGuardian(toyCipher, (ROOTS[0] as Uint8Array).slice());
  const seen = new Set<string>();
  const alerts: AlertReport[] = [];
  const fixes: FixReport[] = [];
  for (const frame of frames) {
    const key = Buffer.from(frame).toString("base64");
    if (seen.has(key)) continue;
    seen.add(key);
    const report = guardian.opens(frame);
    if (report?.kind === "alert") alerts.push(report);
    if (report?.kind === "fix") fixes.push(report);
  }
  return { alerts, fixes };
}

/** @param restartEvery seconds after which the power goes for a moment; 0: never */
export function liveJourney(random: Random, seconds: number, restartEvery = 0): LivedJourney {
  const signals = new Signals(random);
  const notes = new Notes();
  let speak: ((bytes: Uint8Array) => void) | null = null;
  const ported: Tamper = (board) => ({
    ...board,
    journey: TERMS,
    battery: { percent: () => signals.percent },
    receiver: {
      start: (onBytes) => {
        speak = onBytes;
      },
      stop: () => {
        speak = null;
      },
    },
  });
  const stand = new Stand(pairedImage(), ported);
  // The last booked minute of one trip after another comes again and again, within hours that stay open.
  const fromMinute = BEGAN_MS / 60_000;
  const oneOff = [7, 19, 31, 43].map((minute) => ({ fromMinute, toMinute: fromMinute + minute }));
  const usual = consentNow({ intervalS: 30 });
  stand.running.accept({ ...usual, schedule: { ...usual.schedule, oneOff } });
  for (let second = 0; second < seconds; second++) {
    signals.second(second);
    const heard = !signals.mute && speak !== null;
    notes.second(heard, signals);
    if (heard) {
      (speak as unknown as (bytes: Uint8Array) => void)(
        spoken(stand.utcMs, signals.minutesNorth + signals.lieM / METRES_A_MINUTE, signals.speedMps),
      );
      notes.fix(stand.upMs, signals);
    }
    for (let i = 0; i < 4; i++) {
      stand.tick(250);
      notes.tick(stand.upMs, signals);
    }
    if (second === 5) stand.setLink(true);
    if (restartEvery > 0 && second % restartEvery === restartEvery - 1) {
      stand.restart();
      stand.setLink(true);
    }
  }
  notes.endRest();
  return { ...heardBy(stand.published), expected: notes.expected(), stood: notes.stood };
}

/** What is wrong with the alerts that were heard: told twice, cleared without having been raised, numbers that come again. */
export function faultsOf(alerts: readonly AlertReport[]): string[] {
  const faults: string[] = [];
  const open = new Map<AlertName, number>();
  const used = new Set<number>();
  for (const { alert, phase, incident, times } of alerts) {
    const known = open.get(alert);
    if (phase === "raised") {
      if (known !== undefined) faults.push(`${alert}: raised again while it was raised`);
      if (times > 0) faults.push(`${alert}: told ${times} times`);
      if (used.has(incident)) faults.push(`${alert}: the number of an incident came again`);
      used.add(incident);
      open.set(alert, incident);
    } else {
      if (known !== incident) faults.push(`${alert}: ${phase} without having been raised`);
      open.delete(alert);
    }
  }
  return faults;
}

/** The turns of one alert as they were heard. */
export function heardTurns(alerts: readonly AlertReport[], name: AlertName): Turned["turn"][] {
  return alerts.filter(({ alert }) => alert === name).map(({ phase }) => (phase === "raised" ? "raise" : "clear"));
}
