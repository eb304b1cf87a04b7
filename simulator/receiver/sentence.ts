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

/** `ddmm.mmmmmm,N` @param minuteDigits of a minute of arc */
export function latitudeFields(latDeg: number, minuteDigits = 6): string {
  return angle(latDeg, 2, minuteDigits, latDeg < 0 ? "S" : "N");
}

/** `dddmm.mmmmmm,E` @param minuteDigits of a minute of arc */
export function longitudeFields(lonDeg: number, minuteDigits = 6): string {
  return angle(lonDeg, 3, minuteDigits, lonDeg < 0 ? "W" : "E");
}

/** In whole steps of the last digit first, so that no minutes field can read 60.000000. */
function angle(degrees: number, digits: number, minuteDigits: number, hemisphere: string): string {
  const steps = 10 ** minuteDigits;
  const whole = Math.round(Math.abs(degrees) * 60 * steps);
  const minutes = ((whole % (60 * steps)) / steps).toFixed(minuteDigits).padStart(3 + minuteDigits, "0");
  return `${String(Math.floor(whole / (60 * steps))).padStart(digits, "0")}${minutes},${hemisphere}`;
}
