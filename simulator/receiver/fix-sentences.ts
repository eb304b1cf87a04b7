import type { Reception, Solution } from "./reception.ts";
import { dateField, latitudeFields, longitudeFields, sentence, timeField } from "./sentence.ts";
import type { Voice } from "./voice.ts";

const KNOTS_PER_MPS = 3600 / 1852;

/** RMC, recommended minimum: time, validity, position, speed in knots, course, date, mode. */
export function rmc({ timeMs, solution }: Reception, voice: Voice): string {
  const head = `${voice.talker}RMC,${timeField(timeMs, voice.timeDigits)}`;
  const date = dateField(timeMs);
  if (solution === null) return sentence(`${head},V,,,,,,,${date},,,N`);
  const knots = (solution.speedMps * KNOTS_PER_MPS).toFixed(3);
  return sentence(`${head},A,${place(solution, voice)},${knots},${courseField(solution)},${date},,,A`);
}

/** VTG, course and speed over ground. A receiver without a compass has no magnetic course. */
export function vtg({ solution }: Reception, { talker }: Voice): string {
  if (solution === null) return sentence(`${talker}VTG,,T,,M,,N,,K,N`);
  const knots = (solution.speedMps * KNOTS_PER_MPS).toFixed(3);
  return sentence(`${talker}VTG,${courseField(solution)},T,,M,${knots},N,${(solution.speedMps * 3.6).toFixed(3)},K,A`);
}

/** GGA, the fix with its altitude and quality. */
export function gga(reception: Reception, voice: Voice): string {
  const { timeMs, solution } = reception;
  const head = `${voice.talker}GGA,${timeField(timeMs, voice.timeDigits)}`;
  if (timeMs === null || solution === null) return sentence(`${head},,,,,0,00,99.9,,M,,M,,`);
  const heights = `${solution.altitudeM.toFixed(1)},M,${solution.geoidM.toFixed(1)},M`;
  return sentence(`${head},${place(solution, voice)},1,${used(reception)},${solution.hdop.toFixed(1)},${heights},,`);
}

/** GNS, what GGA says for receivers of more than one system: a mode letter for each. */
export function gns(reception: Reception, voice: Voice): string {
  const { timeMs, solution } = reception;
  const head = `${voice.talker}GNS,${timeField(timeMs, voice.timeDigits)}`;
  const systems = voice.talker === "GN" ? 2 : 1;
  if (timeMs === null || solution === null) return sentence(`${head},,,,,${"N".repeat(systems)},00,99.9,,,,`);
  const heights = `${solution.altitudeM.toFixed(1)},${solution.geoidM.toFixed(1)}`;
  const mode = "A".repeat(systems);
  return sentence(`${head},${place(solution, voice)},${mode},${used(reception)},${solution.hdop.toFixed(1)},${heights},,`);
}

/** GLL, position and time alone. */
export function gll({ timeMs, solution }: Reception, voice: Voice): string {
  const time = timeField(timeMs, voice.timeDigits);
  if (timeMs === null || solution === null) return sentence(`${voice.talker}GLL,,,,,${time},V,N`);
  return sentence(`${voice.talker}GLL,${place(solution, voice)},${time},A,A`);
}

function courseField({ courseDeg }: Solution): string {
  return courseDeg === null ? "" : ((Math.round(courseDeg * 100) / 100) % 360).toFixed(2);
}

function used({ satellites }: Reception): number {
  return satellites.filter((satellite) => satellite.used).length;
}

function place({ latDeg, lonDeg }: Solution, { minuteDigits }: Voice): string {
  return `${latitudeFields(latDeg, minuteDigits)},${longitudeFields(lonDeg, minuteDigits)}`;
}
