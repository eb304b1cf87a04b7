import { bytes, integer, pick, type Random } from "../random.ts";
import { checksum } from "./plain-nmea.ts";

/** For machines without the recordings: one sentence of each kind, checksums added when used. */
const SAMPLES = [
  "GPRMC,092751.000,A,5321.6802,N,00630.3371,W,0.06,31.66,280511,,,A",
  "GNGGA,092751.000,5321.6802,N,00630.3371,W,1,08,1.03,61.7,M,55.3,M,,",
  "GNGNS,092751.00,5321.6802,N,00630.3371,W,AAN,14,1.3,250.8,50.0,,,V",
  "GPGLL,5321.6802,N,00630.3371,W,092751.000,A,A",
  "GPGSA,A,3,10,07,05,02,29,04,08,13,,,,,1.72,1.03,1.38",
  "GPGST,092751.00,1.8,,,,1.7,1.3,2.2",
  "GPGBS,092751.00,1.6,1.4,3.2,,,,",
  "GPVTG,31.66,T,,M,0.06,N,0.11,K,A",
  "GPZDA,092751.00,28,05,2011,00,00",
  "GPGSV,3,1,11,10,63,137,17,07,61,098,15,05,59,290,20,08,54,157,30",
];

export function withChecksum(text: string): string {
  return `$${text}*${checksum(text).toString(16).toUpperCase().padStart(2, "0")}`;
}

export function sampleLines(): string[] {
  return SAMPLES.map(withChecksum);
}

function flip(next: Random, line: string): string {
  const out = Buffer.from(line, "latin1");
  const at = integer(next, out.length);
  out[at] = (out[at] ?? 0) ^ (1 << integer(next, 8));
  return out.toString("latin1");
}

function cut(next: Random, line: string): string {
  const at = integer(next, line.length);
  return next() < 0.5 ? line.slice(0, at) : line.slice(at);
}

function bodyOf(line: string): string {
  return line.replace(/^\$/, "").replace(/\*.*$/s, "");
}

/** Breaks a field and makes the checksum right again, so that the damage gets past it. */
function breakField(next: Random, line: string): string {
  const fields = bodyOf(line).split(",");
  const at = 1 + integer(next, Math.max(1, fields.length - 1));
  fields[at] = pick(next, [
    "",
    "99999999999999999999",
    "-",
    ".",
    "9999.99",
    "1e9",
    "N",
    "A",
    "00000.0000",
    "240000",
    "+.5",
    "0x10",
  ]);
  if (next() < 0.2) fields.length = at;
  if (next() < 0.05) fields.push(...Array<string>(40).fill("1"));
  return withChecksum(fields.join(","));
}

function mutated(next: Random, lines: readonly string[]): string {
  const line = pick(next, lines);
  switch (integer(next, 8)) {
    case 0:
      return flip(next, line);
    case 1:
      return flip(next, flip(next, line));
    case 2:
      return cut(next, line);
    case 3:
      return cut(next, line) + cut(next, pick(next, lines));
    case 4:
      return `${line.slice(0, -2)}${integer(next, 256).toString(16).padStart(2, "0")}`;
    case 5:
    case 6:
      return breakField(next, line);
    default:
      return line;
  }
}

/** About `length` bytes: a quarter noise, the rest whole, damaged, cut and spliced sentences, with and without line ends. */
export function hostileBytes(next: Random, lines: readonly string[], length: number): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let made = 0; made < length; ) {
    const noise = next() < 0.1;
    const text = `${mutated(next, lines)}${pick(next, ["\r\n", "\r\n", "\r\n", "\n", "\r", "", "\0"])}`;
    const part = noise ? bytes(next, integer(next, 200)) : Buffer.from(text, "latin1");
    parts.push(part);
    made += part.length;
  }
  return Buffer.concat(parts);
}
