import type { Line } from "../line.ts";

// The three letters that say what a sentence is, packed into one number so that no string is made to compare them.
const GGA = 0x474741;
const GLL = 0x474c4c;
const GNS = 0x474e53;
const RMC = 0x524d43;
const GSA = 0x475341;
const GST = 0x475354;
const GBS = 0x474253;
const VTG = 0x565447;
const ZDA = 0x5a4441;

/** The sentences that are decoded, each in its own file. */
export const KIND_RMC = 0;
export const KIND_GGA = 1;
export const KIND_GNS = 2;
export const KIND_GLL = 3;
export const KIND_GSA = 4;
export const KIND_GST = 5;
export const KIND_GBS = 6;
export const KIND_VTG = 7;
export const KIND_ZDA = 8;
export const KIND_OTHER = -1;
/** Whether a sentence of this kind can hold a position. */
export function isPosition(kind: number): boolean {
  return kind === KIND_RMC || kind === KIND_GGA || kind === KIND_GNS || kind === KIND_GLL;
}

const NAMES = ["RMC", "GGA", "GNS", "GLL", "GSA", "GST", "GBS", "VTG", "ZDA"];

/** The formatter of a kind of sentence, "" for KIND_OTHER. */
export function nameOf(kind: number): string {
  const name = NAMES[kind];
  return name === undefined ? "" : name;
}

/** So much of an address is used as a name; PSTMANTENNASTATUS is the longest that was seen. */
const MAX_ADDRESS = 20;
const LETTER_P = 80;

export function kindOf(formatter: number): number {
  switch (formatter) {
    case RMC:
      return KIND_RMC;
    case GGA:
      return KIND_GGA;
    case GNS:
      return KIND_GNS;
    case GLL:
      return KIND_GLL;
    case GSA:
      return KIND_GSA;
    case GST:
      return KIND_GST;
    case GBS:
      return KIND_GBS;
    case VTG:
      return KIND_VTG;
    case ZDA:
      return KIND_ZDA;
  }
  return KIND_OTHER;
}

/** Whether the name that was made last is that of text[from, to): such sentences come in bursts. */
function isNamed(line: Line, from: number, to: number): boolean {
  const name = line.name;
  if (name.length !== to - from) return false;
  for (let i = from; i < to; i++) {
    if (name.charCodeAt(i - from) !== line.text[i]) return false;
  }
  return true;
}

/**
 * What to call a sentence: its formatter ("GSV"), the whole address of one that is not of the standard form ("PUBX"), or
 * "" when it broke off before its first comma.
 */
export function typeName(line: Line): string {
  if (line.kind !== KIND_OTHER) return nameOf(line.kind);
  if (line.fields === 0 && line.event !== "other") return "";
  const text = line.text;
  const length = line.commas[0] as number;
  const from = length === 5 && text[0] !== LETTER_P ? 2 : 0;
  const to = Math.min(length, MAX_ADDRESS);
  if (isNamed(line, from, to)) return line.name;
  let name = "";
  for (let i = from; i < to; i++) name += String.fromCharCode(text[i] as number);
  line.name = name;
  return name;
}
