/** A message on its way to a phone, as a modem hands it on: SMS-DELIVER (3GPP TS 23.040, 9.2.2.1). */
export interface DeliverPdu {
  /** With an empty service centre's address. */
  hex: string;
  /** What a +CMT line tells: octets behind that address. */
  octets: number;
}

function hexOf(octets: readonly number[]): string {
  return octets.map((octet) => (octet & 255).toString(16).padStart(2, "0")).join("");
}

function swapped(digits: string): number[] {
  const even = digits.length % 2 === 0 ? digits : `${digits}f`;
  return (even.match(/../g) ?? []).map((two) => Number.parseInt(`${two[1]}${two[0]}`, 16));
}

/**
 * @param from digits of the sender, whom anyone may pretend to be
 * @param text what does not fit into UCS-2's 70 characters is cut, as a phone would send it in parts
 */
export function deliverPdu(from: string, text: string): DeliverPdu {
  const cut = text.slice(0, 70);
  const data = Array.from({ length: cut.length }, (_, i) => [cut.charCodeAt(i) >> 8, cut.charCodeAt(i) & 255]).flat();
  const stamp = [0x62, 0x11, 0x32, 0x41, 0x02, 0x00, 0x80];
  const tpdu = [0x04, from.length, 0x91, ...swapped(from), 0, 8, ...stamp, data.length, ...data];
  return { hex: `00${hexOf(tpdu)}`.toUpperCase(), octets: tpdu.length };
}
