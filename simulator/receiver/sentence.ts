/**
 * One NMEA 0183 sentence from what stands between `$` and `*`, with its checksum (the exclusive or of those characters)
 * and its end of line.
 */
export function sentence(content: string): string {
  let checksum = 0;
  for (let n = 0; n < content.length; n++) checksum ^= content.charCodeAt(n);
  return `$${content}*${checksum.toString(16).toUpperCase().padStart(2, "0")}\r\n`;
}

/**
 * `hhmmss`, or with a fraction of so many digits; empty while the receiver does not know the time.
 * @param digits 0 to 3
 */
export function timeField(timeMs: number | null, digits = 0): string {
  if (timeMs === null) return "";
  const iso = new Date(timeMs).toISOString();
  const fraction = digits === 0 ? "" : iso.slice(19, 20 + digits);
  return `${iso.slice(11, 13)}${iso.slice(14, 16)}${iso.slice(17, 19)}${fraction}`;
}

/** `ddmmyy`. */
export function dateField(timeMs: number | null): string {
  if (timeMs === null) return "";
  const iso = new Date(timeMs).toISOString();
  return `${iso.slice(8, 10)}${iso.slice(5, 7)}${iso.slice(2, 4)}`;
}

/** Rounded to what the fields can carry (a millionth of a minute), so that no minutes field can read 60.000000. */
export function roundedToMinutes(degrees: number): number {
  return Math.round(degrees * 60e6) / 60e6;
}

/** `ddmm.mmmmmm,N` */
export function latitudeFields(latDeg: number): string {
  return angle(latDeg, 2, latDeg < 0 ? "S" : "N");
}

/** `dddmm.mmmmmm,E` */
export function longitudeFields(lonDeg: number): string {
  return angle(lonDeg, 3, lonDeg < 0 ? "W" : "E");
}

function angle(degrees: number, digits: number, hemisphere: string): string {
  const whole = Math.round(Math.abs(degrees) * 60e6);
  const minutes = ((whole % 60e6) / 1e6).toFixed(6).padStart(9, "0");
  return `${String(Math.floor(whole / 60e6)).padStart(digits, "0")}${minutes},${hemisphere}`;
}
