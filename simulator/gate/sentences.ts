/** What a receiver says of one second, made quickly: two sentences of fixed form. */
export type Told = "autonomous" | "estimated" | "manual" | "simulated";

const QUALITY: Record<Told, { digit: number; mode: string }> = {
  autonomous: { digit: 1, mode: "A" },
  estimated: { digit: 6, mode: "E" },
  manual: { digit: 7, mode: "M" },
  simulated: { digit: 8, mode: "S" },
};

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

function checked(body: string): string {
  let sum = 0;
  for (let i = 0; i < body.length; i++) sum ^= body.charCodeAt(i);
  return `$${body}*${sum.toString(16).toUpperCase().padStart(2, "0")}\r\n`;
}

const encoder = new TextEncoder();

// A walk to the north: a thousandth of a minute, some two metres, a second: 3.6 knots.
function latitudeMinutes(utcMs: number): number {
  return (Math.floor(utcMs / 1000) % 50_000) / 1000;
}

/** Where the walk is at this moment. */
export function latitudeDeg(utcMs: number): number {
  return 39 + latitudeMinutes(utcMs) / 60;
}

export function longitudeDeg(): number {
  return 22.2;
}

/** @param utcMs as the receiver believes it. */
export function secondOf(utcMs: number, told: Told): Uint8Array {
  const date = new Date(utcMs);
  const time = `${two(date.getUTCHours())}${two(date.getUTCMinutes())}${two(date.getUTCSeconds())}.00`;
  const day = `${two(date.getUTCDate())}${two(date.getUTCMonth() + 1)}${two(date.getUTCFullYear() % 100)}`;
  const { digit, mode } = QUALITY[told];
  const minutes = latitudeMinutes(utcMs).toFixed(4).padStart(7, "0");
  const place = `39${minutes},N,02212.0000,E`;
  const gga = checked(`GPGGA,${time},${place},${digit},08,1.0,90.0,M,,M,,`);
  const rmc = checked(`GPRMC,${time},A,${place},3.6,0.0,${day},,,${mode}`);
  return encoder.encode(rmc + gga);
}
