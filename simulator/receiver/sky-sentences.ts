import type { Reception, Satellite } from "./reception.ts";
import { sentence, timeField } from "./sentence.ts";

/** NMEA 0183 gives GSA twelve places and a GSV sentence four. */
const GSA_PLACES = 12;
const GSV_PLACES = 4;

/** GSA, which satellites were used and how good their geometry is. */
export function gsa({ solution, satellites }: Reception): string {
  const used = satellites.filter((satellite) => satellite.used).slice(0, GSA_PLACES);
  const places = Array.from({ length: GSA_PLACES }, (_, n) => twoDigits(used[n]?.prn));
  if (solution === null) return sentence(`GPGSA,A,1,${places.map(() => "").join(",")},,,`);
  const pdop = Math.sqrt(solution.hdop ** 2 + solution.vdop ** 2);
  const dilutions = [pdop, solution.hdop, solution.vdop].map((value) => value.toFixed(2)).join(",");
  return sentence(`GPGSA,A,3,${places.join(",")},${dilutions}`);
}

/** GSV, the satellites in view, four to a sentence. */
export function gsv({ satellites }: Reception): string {
  const total = Math.max(1, Math.ceil(satellites.length / GSV_PLACES));
  let text = "";
  for (let part = 0; part < total; part++) {
    const shown = satellites.slice(part * GSV_PLACES, (part + 1) * GSV_PLACES).map(inView);
    text += sentence([`GPGSV,${total},${part + 1},${twoDigits(satellites.length)}`, ...shown].join(","));
  }
  return text;
}

/** ZDA, time and date with the century, in UTC. */
export function zda({ timeMs }: Reception): string {
  if (timeMs === null) return sentence("GPZDA,,,,,,");
  const iso = new Date(timeMs).toISOString();
  return sentence(`GPZDA,${timeField(timeMs)},${iso.slice(8, 10)},${iso.slice(5, 7)},${iso.slice(0, 4)},00,00`);
}

/** TXT of severity 02, a notice. Only letters, digits and spaces may be handed in: NMEA reserves the rest. */
export function notice(text: string): string {
  return sentence(`GPTXT,01,01,02,${text}`);
}

function inView({ prn, elevationDeg, azimuthDeg, snrDb }: Satellite): string {
  const azimuth = String(Math.round(azimuthDeg) % 360).padStart(3, "0");
  return `${twoDigits(prn)},${twoDigits(Math.round(elevationDeg))},${azimuth},${snrDb === null ? "" : twoDigits(Math.round(snrDb))}`;
}

function twoDigits(value: number | undefined): string {
  return value === undefined ? "" : String(value).padStart(2, "0");
}
