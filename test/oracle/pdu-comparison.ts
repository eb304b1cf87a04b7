import type { SubmitPdu } from "../../device/node/modem/submit-pdu.ts";
import { integer, pick, type Random } from "../random.ts";
import { expectedCoding, GSM_CHARACTERS, GSM_EXTRA, slowSubmit } from "./slow-submit-pdu.ts";

export type Encode = (phoneNumber: string, text: string) => SubmitPdu | null;

export interface PduTally {
  gsm: number;
  ucs2: number;
  tooLong: number;
  /** What differed, without the numbers. */
  wrong: string[];
}

/** Addresses and packed texts of published examples (the PDU pages that modem manuals copy), put into one kind of message. */
export const PUBLISHED: readonly { phoneNumber: string; text: string; ends: string }[] = [
  { phoneNumber: "+46708251358", text: "hellohello", ends: "0B916407281553F80000AA0AE8329BFD4697D9EC37" },
  { phoneNumber: "+31641600986", text: "How are you?", ends: "0B911346610089F60000AA0CC8F71D14969741F977FD07" },
  { phoneNumber: "+8613800280500", text: "Hello", ends: "0D91683108200805F00000AA05C8329BFD06" },
  { phoneNumber: "+8613800280500", text: "Hello,my pretty world!", ends: "0000AA16C8329BFD66B5F320B8BC4CA7E741F7B79C4D0E01" },
  { phoneNumber: "+8613800280500", text: "hello", ends: "0000AA05E8329BFD06" },
];

const GREEK = [..."αβγδεζηθικλμνξοπρστυφχψωάέήίόύώΑΒΕΖΗΙΚΜΝΟΡΤΥΧ "];
const OTHERS = ["\u0000", "ñ", "ß", "€", "日", "\ud83d", "\ude00", "\uffff", "\x1b", "`", "\t"];

/** Some at the very edge of what one message holds. */
const KINDS: readonly { least: number; most: number; from: readonly string[] }[] = [
  { least: 155, most: 164, from: GSM_CHARACTERS },
  { least: 65, most: 74, from: [...GREEK, ...OTHERS] },
  { least: 0, most: 89, from: [...GSM_CHARACTERS, ...GSM_EXTRA, ...GSM_EXTRA] },
  { least: 0, most: 89, from: GSM_CHARACTERS },
];

function randomText(next: Random): string {
  const { least, most, from } = pick(next, KINDS);
  let text = "";
  for (let i = least + integer(next, most - least + 1); i > 0; i--) text += pick(next, from);
  return integer(next, 12) === 0 ? text + pick(next, OTHERS) : text;
}

function randomNumber(next: Random): string {
  let digits = String(1 + integer(next, 9));
  for (let i = 6 + integer(next, 9); i > 0; i--) digits += String(integer(next, 10));
  return `+${digits}`;
}

/** One text, by the encoder and by the slow decoder. @returns what differs, or null. */
export function differenceOf(encode: Encode, phoneNumber: string, text: string): string | null {
  const pdu = encode(phoneNumber, text);
  const expected = expectedCoding(text);
  if (pdu === null) return expected === "too-long" ? null : "nothing was made of a text that fits";
  if (expected === "too-long") return "something was made of a text that does not fit";
  const read = slowSubmit(pdu.hex);
  if (read === null) return "no decoder reads it";
  if (read.text !== text) return "another text";
  if (read.coding !== expected) return "another coding";
  if (`+${read.digits}` !== phoneNumber || !read.international) return "another number";
  return read.octets === pdu.octets ? null : "another length";
}

export function comparePdus(encode: Encode, count: number, next: Random, progress: (share: number) => void): PduTally {
  const tally: PduTally = { gsm: 0, ucs2: 0, tooLong: 0, wrong: [] };
  for (const { phoneNumber, text, ends } of PUBLISHED) {
    if (encode(phoneNumber, text)?.hex.endsWith(ends) !== true) tally.wrong.push(`published example: ${text}`);
  }
  for (let i = 0; i < count; i++) {
    const text = randomText(next);
    const difference = differenceOf(encode, randomNumber(next), text);
    if (difference !== null) tally.wrong.push(`${difference}: ${JSON.stringify(text)}`);
    const coding = expectedCoding(text);
    if (coding === "too-long") tally.tooLong += 1;
    else tally[coding] += 1;
    if (i % 5000 === 0) progress(i / count);
  }
  return tally;
}
