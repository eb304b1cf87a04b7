import { encodeNmeaPacket } from "nmea-simple";
import type { Reception, Solution } from "./reception.ts";
import { dateField, latitudeFields, longitudeFields, roundedToMinutes, sentence, timeField } from "./sentence.ts";

const KNOTS_PER_MPS = 3600 / 1852;

/** RMC, recommended minimum: time, validity, position, speed in knots, course, date, mode. */
export function rmc({ timeMs, solution }: Reception): string {
  const time = timeField(timeMs);
  const date = dateField(timeMs);
  if (solution === null) return sentence(`GPRMC,${time},V,,,,,,,${date},,,N`);
  const position = `${latitudeFields(solution.latDeg)},${longitudeFields(solution.lonDeg)}`;
  const knots = (solution.speedMps * KNOTS_PER_MPS).toFixed(3);
  return sentence(`GPRMC,${time},A,${position},${knots},${courseField(solution)},${date},,,A`);
}

/**
 * VTG, course and speed over ground. Ours, because nmea-simple leaves the km/h field empty at a standstill and asks for
 * a magnetic course that a receiver without a compass does not have.
 */
export function vtg({ solution }: Reception): string {
  if (solution === null) return sentence("GPVTG,,T,,M,,N,,K,N");
  const knots = (solution.speedMps * KNOTS_PER_MPS).toFixed(3);
  return sentence(`GPVTG,${courseField(solution)},T,,M,${knots},N,${(solution.speedMps * 3.6).toFixed(3)},K,A`);
}

/** GGA, the fix with its altitude and quality. */
export function gga(reception: Reception): string {
  const { timeMs, solution } = reception;
  if (timeMs === null || solution === null) return sentence(`GPGGA,${timeField(timeMs)},,,,,0,00,99.9,,M,,M,,`);
  const packet = { sentenceId: "GGA", fixType: "fix", ...solved(timeMs, solution, reception) } as const;
  return `${encodeNmeaPacket(packet, "GP")}\r\n`;
}

/** GNS, what GGA says for receivers of more than one system. */
export function gns(reception: Reception): string {
  const { timeMs, solution } = reception;
  if (timeMs === null || solution === null) return sentence(`GPGNS,${timeField(timeMs)},,,,,N,00,99.9,,,,`);
  const packet = { sentenceId: "GNS", modeIndicator: "A", ...solved(timeMs, solution, reception) } as const;
  return `${encodeNmeaPacket(packet, "GP")}\r\n`;
}

/** GLL, position and time alone. */
export function gll({ timeMs, solution }: Reception): string {
  if (timeMs === null || solution === null) return sentence(`GPGLL,,,,,${timeField(timeMs)},V,N`);
  const packet = { sentenceId: "GLL", status: "valid", faaMode: "A", talkerId: "GP", ...place(timeMs, solution) } as const;
  return `${encodeNmeaPacket(packet, "GP")}\r\n`;
}

function courseField({ courseDeg }: Solution): string {
  return courseDeg === null ? "" : ((Math.round(courseDeg * 100) / 100) % 360).toFixed(2);
}

function solved(timeMs: number, solution: Solution, { satellites }: Reception) {
  return {
    ...place(timeMs, solution),
    talkerId: "GP",
    satellitesInView: satellites.filter((satellite) => satellite.used).length,
    horizontalDilution: solution.hdop,
    altitudeMeters: solution.altitudeM,
    geoidalSeperation: solution.geoidM,
  };
}

/** nmea-simple writes whole seconds only, so the receiver solves on whole seconds. */
function place(timeMs: number, solution: Solution) {
  return {
    time: new Date(timeMs),
    latitude: roundedToMinutes(solution.latDeg),
    longitude: roundedToMinutes(solution.lonDeg),
  };
}
