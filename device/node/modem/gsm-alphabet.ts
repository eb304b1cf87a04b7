/**
 * The GSM default alphabet (3GPP TS 23.038, 6.2.1), by septet. The place of the escape holds a character that no text has.
 */
const BASIC =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u{10ffff}ÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

const ESCAPE = 0x1b;
/** Its extension table: reached by the escape, so each costs two septets. */
const EXTENSION: readonly (readonly [string, number])[] = [
  ["\f", 0x0a],
  ["^", 0x14],
  ["{", 0x28],
  ["}", 0x29],
  ["\\", 0x2f],
  ["[", 0x3c],
  ["~", 0x3d],
  ["]", 0x3e],
  ["|", 0x40],
  ["€", 0x65],
];

const SEPTETS: ReadonlyMap<string, readonly number[]> = new Map<string, readonly number[]>([
  ...Array.from(BASIC, (character, septet): [string, number[]] => [character, [septet]]).filter((_, i) => i !== ESCAPE),
  ...EXTENSION.map(([character, septet]): [string, number[]] => [character, [ESCAPE, septet]]),
]);

/** @returns the septets of a text; null when a character is not in the alphabet. */
export function septetsOf(text: string): number[] | null {
  const septets: number[] = [];
  for (const character of text) {
    const found = SEPTETS.get(character);
    if (found === undefined) return null;
    septets.push(...found);
  }
  return septets;
}

/** Eight septets in seven octets, the first in the lowest bits (3GPP TS 23.038, 6.1.2.1). Unused bits are zero. */
export function packed(septets: readonly number[]): Uint8Array {
  const octets = new Uint8Array(Math.ceil((septets.length * 7) / 8));
  septets.forEach((septet, i) => {
    const bit = i * 7;
    const at = bit >> 3;
    const wide = septet << (bit & 7);
    octets[at] = (octets[at] ?? 0) | (wide & 255);
    if (wide > 255) octets[at + 1] = wide >> 8;
  });
  return octets;
}
