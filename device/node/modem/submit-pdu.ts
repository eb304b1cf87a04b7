import { packed, septetsOf } from "./gsm-alphabet.ts";

/** An SMS-SUBMIT as AT+CMGS takes it in PDU mode (3GPP TS 27.005, 3.5.1). */
export interface SubmitPdu {
  /** Upper-case hexadecimal, beginning with "00": the service centre is the SIM's own. */
  hex: string;
  /** What AT+CMGS is told: octets behind the service centre's address. */
  octets: number;
}

/** International, with a plus; E.164 has at most 15 digits. The shortest in use have seven. */
export const PHONE_NUMBER = /^\+[1-9]\d{6,14}$/;

const MOST_SEPTETS = 160;
const MOST_UCS2_OCTETS = 140;
/** TP-MTI submit, TP-VPF relative (3GPP TS 23.040, 9.2.2.2). */
const FIRST_OCTET = 0x11;
/** TP-MR: the modem counts by itself. */
const REFERENCE = 0;
/** Telephone numbering plan, international. */
const INTERNATIONAL = 0x91;
/** TP-VP: four days. A call for help that comes later than that helps nobody. */
const VALIDITY = 0xaa;
const DEFAULT_ALPHABET = 0x00;
const UCS2 = 0x08;

/** Two digits an octet, swapped; an odd one is filled with F (3GPP TS 23.040, 9.1.2.3). */
function semiOctets(digits: string): number[] {
  const even = digits.length % 2 === 0 ? digits : `${digits}F`;
  return (even.match(/../g) ?? []).map((two) => Number.parseInt(`${two[1]}${two[0]}`, 16));
}

interface UserData {
  coding: number;
  /** Septets, or octets of UCS-2. */
  length: number;
  octets: Uint8Array;
}

function userData(text: string): UserData | null {
  const septets = septetsOf(text);
  if (septets !== null)
    return septets.length > MOST_SEPTETS ? null : { coding: DEFAULT_ALPHABET, length: septets.length, octets: packed(septets) };
  const octets = new Uint8Array(text.length * 2);
  for (let i = 0; i < text.length; i++) {
    octets[2 * i] = text.charCodeAt(i) >> 8;
    octets[2 * i + 1] = text.charCodeAt(i) & 255;
  }
  return octets.length > MOST_UCS2_OCTETS ? null : { coding: UCS2, length: octets.length, octets };
}

function hexOf(octets: readonly number[] | Uint8Array): string {
  return Array.from(octets, (octet) => octet.toString(16).padStart(2, "0"))
    .join("")
    .toUpperCase();
}

/**
 * One message, in the GSM alphabet where it holds the text, else in UCS-2.
 * @returns null when the number is none, or the text does not fit into one message. Nothing is ever split or cut: half a
 * frame is no frame.
 */
export function submitPdu(phoneNumber: string, text: string): SubmitPdu | null {
  if (!PHONE_NUMBER.test(phoneNumber)) return null;
  const data = userData(text);
  if (data === null) return null;
  const digits = phoneNumber.slice(1);
  const head = [FIRST_OCTET, REFERENCE, digits.length, INTERNATIONAL, ...semiOctets(digits)];
  const tpdu = [...head, 0, data.coding, VALIDITY, data.length, ...data.octets];
  return { hex: `00${hexOf(tpdu)}`, octets: tpdu.length };
}
