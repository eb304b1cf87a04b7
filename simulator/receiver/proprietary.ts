import type { Reception } from "./reception.ts";
import { latitudeFields, longitudeFields, sentence, timeField } from "./sentence.ts";
import { notice } from "./sky-sentences.ts";
import type { Voice } from "./voice.ts";

/** Sentences of makers: a reader that does not know them has to pass over them and lose nothing. */

export function ubloxGreeting({ talker }: Voice): string {
  return notice("u-blox AG - www.u-blox.com", talker) + notice("ANTSTATUS=OK", talker);
}

export function sirfGreeting(): string {
  return sentence("PSRFTXT,Version GSW3.5.0_3.5.00.00-SIMULATED") + sentence("PSRFTXT,Baud rate: 4800");
}

/** System messages of power-on, as MediaTek's chips say them. */
export function mtkGreeting(): string {
  return sentence("PMTK011,MTKGPS") + sentence("PMTK010,001");
}

/** PUBX,00: u-blox's own sentence of position, speed and accuracy. NF is "no fix", G3 a three-dimensional one. */
export function pubxPosition({ timeMs, solution, satellites }: Reception, { timeDigits, minuteDigits }: Voice): string {
  const time = timeField(timeMs, timeDigits);
  if (solution === null) return sentence(`PUBX,00,${time},,,,,0.000,NF,,,0.000,,0.000,,99.99,99.99,99.99,0,0,0`);
  const place = `${latitudeFields(solution.latDeg, minuteDigits)},${longitudeFields(solution.lonDeg, minuteDigits)}`;
  const height = (solution.altitudeM + solution.geoidM).toFixed(3);
  const { hdop, vdop } = solution;
  const accuracy = `${(hdop * 2.5).toFixed(1)},${(vdop * 2.5).toFixed(1)}`;
  const motion = `${(solution.speedMps * 3.6).toFixed(3)},${(solution.courseDeg ?? 0).toFixed(2)},0.000`;
  const used = satellites.filter((satellite) => satellite.used).length;
  const dilution = `${hdop.toFixed(2)},${vdop.toFixed(2)},${(hdop * 0.8).toFixed(2)}`;
  return sentence(`PUBX,00,${time},${place},${height},G3,${accuracy},${motion},,${dilution},${used},0,0`);
}

/** PSRFEPE: SiRF's estimate of its own errors, metres. */
export function psrfEpe({ timeMs, solution }: Reception, { timeDigits }: Voice): string {
  const time = timeField(timeMs, timeDigits);
  if (solution === null) return sentence(`PSRFEPE,${time},V,,,,,`);
  const { hdop, vdop } = solution;
  return sentence(`PSRFEPE,${time},A,${hdop.toFixed(1)},${(hdop * 4).toFixed(2)},${(vdop * 4).toFixed(2)},0.0,0.0`);
}
