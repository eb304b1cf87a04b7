/** Ways in which a figure or a word may lie in bytes. Each gives every form that is to be searched for. */
export interface Encoding {
  name: string;
  ofDegrees?(degrees: number): Buffer[];
  ofText?(text: string): Buffer[];
}

function numberBytes(write: (buffer: Buffer) => void, size: number): Buffer[] {
  const one = Buffer.alloc(size);
  write(one);
  return [one, Buffer.from(one).reverse()];
}

function fixedPoint(degrees: number, factor: number): Buffer[] {
  const value = Math.round(degrees * factor);
  // A receiver's rounding and the consent's move the last places by a few units.
  return [-2, -1, 0, 1, 2].flatMap((off) => numberBytes((buffer) => buffer.writeInt32BE(value + off), 4));
}

function decimal(degrees: number): string {
  return degrees.toFixed(7).slice(0, -3);
}

/** ddmm.mmmm, as NMEA writes it. */
function nmea(degrees: number): string {
  const whole = Math.floor(degrees);
  return `${String(whole).padStart(2, "0")}${((degrees - whole) * 60).toFixed(4).padStart(7, "0").slice(0, -1)}`;
}

function base64Of(text: string): Buffer[] {
  // A text inside a longer one is coded in one of three phases; its inner letters are the same in each.
  return ["", "x", "xx"].map((lead) => {
    const coded = Buffer.from(lead + text)
      .toString("base64")
      .replaceAll("=", "");
    return Buffer.from(coded.slice(lead.length === 0 ? 0 : lead.length + 1, -2));
  });
}

export const ENCODINGS: readonly Encoding[] = [
  { name: "decimal text", ofDegrees: (degrees) => [Buffer.from(decimal(degrees))] },
  { name: "NMEA text", ofDegrees: (degrees) => [Buffer.from(nmea(degrees))] },
  { name: "decimal text in base64", ofDegrees: (degrees) => base64Of(decimal(degrees)) },
  { name: "decimal text in hex", ofDegrees: (degrees) => [Buffer.from(Buffer.from(decimal(degrees)).toString("hex"))] },
  { name: "decimal text in UTF-16", ofDegrees: (degrees) => [Buffer.from(decimal(degrees), "utf16le")] },
  { name: "integer of 1e-7 degrees", ofDegrees: (degrees) => fixedPoint(degrees, 1e7) },
  { name: "integer of 1e-6 degrees", ofDegrees: (degrees) => fixedPoint(degrees, 1e6) },
  { name: "integer of 1e-5 degrees", ofDegrees: (degrees) => fixedPoint(degrees, 1e5) },
  { name: "integer of semicircles", ofDegrees: (degrees) => fixedPoint(degrees, 2 ** 31 / 180) },
  { name: "float", ofDegrees: (degrees) => numberBytes((buffer) => buffer.writeFloatBE(degrees), 4).map((bytes) => bytes) },
  { name: "double", ofDegrees: (degrees) => numberBytes((buffer) => buffer.writeDoubleBE(degrees), 8) },
  {
    name: "double of radians",
    ofDegrees: (degrees) => numberBytes((buffer) => buffer.writeDoubleBE((degrees * Math.PI) / 180), 8),
  },
  { name: "text", ofText: (text) => [Buffer.from(text)] },
  { name: "text in base64", ofText: base64Of },
  { name: "text in hex", ofText: (text) => [Buffer.from(Buffer.from(text).toString("hex"))] },
  { name: "text in UTF-16", ofText: (text) => [Buffer.from(text, "utf16le")] },
  { name: "text in upper case", ofText: (text) => [Buffer.from(text.toUpperCase())] },
];

export interface Canaries {
  degrees: readonly number[];
  texts: readonly string[];
}

export interface Search {
  /** Names of the encodings in which something was found. */
  found: string[];
  /** Forms searched for. */
  searched: number;
}

/** Looks for every canary in every encoding, in upper and lower case where it is hex. */
export function searchFor(canaries: Canaries, haystack: Buffer): Search {
  const found = new Set<string>();
  let searched = 0;
  for (const encoding of ENCODINGS) {
    const needles = [
      ...canaries.degrees.flatMap((degrees) => encoding.ofDegrees?.(degrees) ?? []),
      ...canaries.texts.flatMap((text) => encoding.ofText?.(text) ?? []),
    ];
    searched += needles.length;
    if (needles.some((needle) => haystack.includes(needle))) found.add(encoding.name);
  }
  return { found: [...found], searched };
}
