/**
 * An SMS-SUBMIT read once more, and slowly: as one string of bits, by the numbers of 3GPP TS 23.040 and 23.038 alone. It
 * shares no line with the encoder.
 */
export interface SlowSubmit {
  digits: string;
  international: boolean;
  coding: "gsm" | "ucs2";
  text: string;
  validity: number;
  /** Octets behind the service centre's address. */
  octets: number;
}

// TS 23.038, 6.2.1, by rows of the published table: code points, not characters.
const TABLE: readonly (readonly number[])[] = [
  [0x40, 0xa3, 0x24, 0xa5, 0xe8, 0xe9, 0xf9, 0xec, 0xf2, 0xc7, 0x0a, 0xd8, 0xf8, 0x0d, 0xc5, 0xe5],
  [0x394, 0x5f, 0x3a6, 0x393, 0x39b, 0x3a9, 0x3a0, 0x3a8, 0x3a3, 0x398, 0x39e, -1, 0xc6, 0xe6, 0xdf, 0xc9],
  [0x20, 0x21, 0x22, 0x23, 0xa4, 0x25, 0x26, 0x27, 0x28, 0x29, 0x2a, 0x2b, 0x2c, 0x2d, 0x2e, 0x2f],
  [0x30, 0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39, 0x3a, 0x3b, 0x3c, 0x3d, 0x3e, 0x3f],
  [0xa1, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48, 0x49, 0x4a, 0x4b, 0x4c, 0x4d, 0x4e, 0x4f],
  [0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57, 0x58, 0x59, 0x5a, 0xc4, 0xd6, 0xd1, 0xdc, 0xa7],
  [0xbf, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d, 0x6e, 0x6f],
  [0x70, 0x71, 0x72, 0x73, 0x74, 0x75, 0x76, 0x77, 0x78, 0x79, 0x7a, 0xe4, 0xf6, 0xf1, 0xfc, 0xe0],
];
const EXTRA: ReadonlyMap<number, number> = new Map([
  [10, 0x0c],
  [20, 0x5e],
  [40, 0x7b],
  [41, 0x7d],
  [47, 0x5c],
  [60, 0x5b],
  [61, 0x7e],
  [62, 0x5d],
  [64, 0x7c],
  [101, 0x20ac],
]);

/** Characters of the alphabet, and of its extension. */
export const GSM_CHARACTERS = TABLE.flat()
  .filter((point) => point >= 0)
  .map((point) => String.fromCodePoint(point));
export const GSM_EXTRA = [...EXTRA.values()].map((point) => String.fromCodePoint(point));

/** Lowest bit of the first octet first. */
function bitsOf(octets: readonly number[]): string {
  return octets.map((octet) => [...octet.toString(2).padStart(8, "0")].reverse().join("")).join("");
}

function gsmText(octets: readonly number[], septets: number): string | null {
  const bits = bitsOf(octets);
  if (Math.ceil((septets * 7) / 8) !== octets.length || /1/.test(bits.slice(septets * 7))) return null;
  let text = "";
  let extra = false;
  for (const [seven] of bits.slice(0, septets * 7).matchAll(/.{7}/g)) {
    const value = Number.parseInt([...seven].reverse().join(""), 2);
    const point: number | undefined = extra ? EXTRA.get(value) : TABLE[Math.floor(value / 16)]?.[value % 16];
    extra = !extra && point === -1;
    if (extra) continue;
    if (point === undefined || point < 0) return null;
    text += String.fromCodePoint(point);
  }
  return extra ? null : text;
}

/** @returns null when it is not exactly one message with nothing behind it. */
export function slowSubmit(hex: string): SlowSubmit | null {
  if (hex.length % 2 !== 0 || /[^0-9A-F]/.test(hex)) return null;
  const octets = [...hex.matchAll(/../g)].map(([two]) => Number.parseInt(two, 16));
  let at = 0;
  const next = (): number => octets[at++] ?? -1;
  const skipped = next();
  at += skipped;
  const behind = octets.length - at;
  const first = next();
  next();
  const count = next();
  const type = next();
  let digits = "";
  while (digits.length < count && at < octets.length) {
    const octet = next();
    digits += (octet % 16).toString(16);
    if (digits.length < count) digits += Math.floor(octet / 16).toString(16);
    else if (Math.floor(octet / 16) !== 15) return null;
  }
  const protocol = next();
  const scheme = next();
  const validity = next();
  const length = next();
  const data = octets.slice(at);
  // Submit, no reply path, no header, no report, validity of one octet.
  if (first !== 0x11 || protocol !== 0 || !/^\d+$/.test(digits)) return null;
  const international = type === 0x91;
  if (scheme === 0) {
    const text = length > 160 ? null : gsmText(data, length);
    return text === null ? null : { digits, international, coding: "gsm", text, validity, octets: behind };
  }
  if (scheme !== 8 || length !== data.length || length % 2 !== 0 || length > 140) return null;
  const units = data.filter((_, i) => i % 2 === 0).map((high, i) => high * 256 + (data[2 * i + 1] ?? 0));
  return { digits, international, coding: "ucs2", text: String.fromCharCode(...units), validity, octets: behind };
}

/** What a text must become: by counting alone. */
export function expectedCoding(text: string): "gsm" | "ucs2" | "too-long" {
  const inGsm = [...text].every((one) => GSM_CHARACTERS.includes(one) || GSM_EXTRA.includes(one));
  if (!inGsm) return text.length > 70 ? "too-long" : "ucs2";
  const septets = [...text].reduce((sum, one) => sum + (GSM_EXTRA.includes(one) ? 2 : 1), 0);
  return septets > 160 ? "too-long" : "gsm";
}
