import type { Reception, Satellite } from "./reception.ts";
import { sentence, timeField } from "./sentence.ts";
import { systemsOf, type Talker, type Voice } from "./voice.ts";

/** NMEA 0183 gives GSA twelve places and a GSV sentence four. */
const GSA_PLACES = 12;
const GSV_PLACES = 4;

/** GSA, which satellites were used and how good their geometry is; one sentence for each system. */
export function gsa({ solution, satellites }: Reception, { talker }: Voice): string {
  return systemsOf(talker)
    .map((system) => {
      const used = satellites.filter((satellite) => satellite.used && satellite.system === system).slice(0, GSA_PLACES);
      const places = Array.from({ length: GSA_PLACES }, (_, n) => twoDigits(used[n]?.prn));
      if (solution === null) return sentence(`${talker}GSA,A,1,${places.map(() => "").join(",")},,,`);
      const pdop = Math.sqrt(solution.hdop ** 2 + solution.vdop ** 2);
      const dilutions = [pdop, solution.hdop, solution.vdop].map((value) => value.toFixed(2)).join(",");
      return sentence(`${talker}GSA,A,3,${places.join(",")},${dilutions}`);
    })
    .join("");
}

/** GSV, the satellites in view, four to a sentence; each system under its own talker, in a mixed receiver too. */
export function gsv({ satellites }: Reception, { talker }: Voice): string {
  let text = "";
  for (const system of systemsOf(talker)) {
    const own = satellites.filter((satellite) => satellite.system === system);
    const total = Math.max(1, Math.ceil(own.length / GSV_PLACES));
    for (let part = 0; part < total; part++) {
      const shown = own.slice(part * GSV_PLACES, (part + 1) * GSV_PLACES).map(inView);
      text += sentence([`${system}GSV,${total},${part + 1},${twoDigits(own.length)}`, ...shown].join(","));
    }
  }
  return text;
}

/** ZDA, time and date with the century, in UTC. */
export function zda({ timeMs }: Reception, { talker, timeDigits }: Voice): string {
  if (timeMs === null) return sentence(`${talker}ZDA,,,,,,`);
  const iso = new Date(timeMs).toISOString();
  return sentence(
    `${talker}ZDA,${timeField(timeMs, timeDigits)},${iso.slice(8, 10)},${iso.slice(5, 7)},${iso.slice(0, 4)},00,00`,
  );
}

/** TXT of severity 02, a notice. No sign may be handed in that NMEA reserves: comma, asterisk, dollar, backslash, caret. */
export function notice(text: string, talker: Talker = "GP"): string {
  return sentence(`${talker}TXT,01,01,02,${text}`);
}

function inView({ prn, elevationDeg, azimuthDeg, snrDb }: Satellite): string {
  const azimuth = String(Math.round(azimuthDeg) % 360).padStart(3, "0");
  return `${twoDigits(prn)},${twoDigits(Math.round(elevationDeg))},${azimuth},${snrDb === null ? "" : twoDigits(Math.round(snrDb))}`;
}

function twoDigits(value: number | undefined): string {
  return value === undefined ? "" : String(value).padStart(2, "0");
}
