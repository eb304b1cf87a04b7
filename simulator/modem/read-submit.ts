/** A text message as the network reads it. */
export interface Submitted {
  /** With a plus. */
  to: string;
  text: string;
}

const BASIC =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
const EXTENDED: Record<number, string> = {
  10: "\f",
  20: "^",
  40: "{",
  41: "}",
  47: "\\",
  60: "[",
  61: "~",
  62: "]",
  64: "|",
  101: "€",
};

function septetText(octets: readonly number[], count: number): string {
  let text = "";
  let escaped = false;
  for (let i = 0; i < count; i++) {
    const bit = i * 7;
    const wide = (octets[bit >> 3] ?? 0) | ((octets[(bit >> 3) + 1] ?? 0) << 8);
    const septet = (wide >> (bit & 7)) & 127;
    if (escaped) text += EXTENDED[septet] ?? " ";
    else if (septet !== 27) text += BASIC[septet] ?? " ";
    escaped = !escaped && septet === 27;
  }
  return text;
}

function digitsOf(octets: readonly number[], count: number): string {
  return octets
    .map((octet) => `${(octet & 15).toString(16)}${(octet >> 4).toString(16)}`)
    .join("")
    .slice(0, count);
}

/**
 * Reads what AT+CMGS was given in PDU mode.
 * @param octets what AT+CMGS was told; another length is what a modem refuses with +CMS ERROR 304.
 * @returns null when it is no such message
 */
export function readSubmit(hex: string, octets: number): Submitted | null {
  if (!/^([0-9A-Fa-f]{2})+$/.test(hex)) return null;
  const all = (hex.match(/../g) ?? []).map((two) => Number.parseInt(two, 16));
  const pdu = all.slice(1 + (all[0] ?? 0));
  if (pdu.length !== octets) return null;
  const [first = 0, , digits = 0, type] = pdu;
  if ((first & 3) !== 1 || type !== 0x91) return null;
  const rest = pdu.slice(4 + Math.ceil(digits / 2));
  const to = `+${digitsOf(pdu.slice(4), digits)}`;
  // Validity: none, relative of one octet, or seven octets.
  const validity = [0, 7, 1, 7][(first >> 3) & 3] ?? 0;
  const [, coding = 0] = rest;
  const length = rest[2 + validity] ?? 0;
  const data = rest.slice(3 + validity);
  if (coding === 8) return data.length === length ? { to, text: ucs2Text(data) } : null;
  if (coding !== 0 || data.length !== Math.ceil((length * 7) / 8)) return null;
  return { to, text: septetText(data, length) };
}

function ucs2Text(octets: readonly number[]): string {
  let text = "";
  for (let i = 0; i + 1 < octets.length; i += 2) text += String.fromCharCode(((octets[i] ?? 0) << 8) | (octets[i + 1] ?? 0));
  return text;
}
