import type { TraceFault } from "./fault.ts";
import type { Place } from "./place.ts";

/** One data message of the only kind that is looked at: a record of position and time. */
export interface FitRecord {
  view: DataView;
  /** By field number, where each field lies and how long it is. */
  fields: ReadonlyMap<number, { at: number; size: number }>;
  littleEndian: boolean;
  /** Seconds since the end of 1989, from the field or a compressed header; null when neither tells it. */
  timeS: number | null;
  place: Place;
}

/** Where the messages could not be followed further. */
export interface FitCut {
  at: number;
  reason: string;
}

interface Definition {
  isRecord: boolean;
  littleEndian: boolean;
  fields: { number: number; size: number }[];
  /** Of a whole data message, developer fields counted too. */
  bytes: number;
}

const RECORD_MESSAGE = 20;
const TIME_FIELD = 253;
const UNKNOWN_TIME = 0xffffffff;
const IS_COMPRESSED = 0x80;
const IS_DEFINITION = 0x40;
const HAS_DEVELOPER_FIELDS = 0x20;

/**
 * Goes through the messages from one byte up to another.
 * @param take gets each record; a fault that it returns ends the walk
 * @returns null at the end
 */
export function walkFit(
  file: Uint8Array,
  from: number,
  end: number,
  take: (record: FitRecord) => TraceFault | null,
): TraceFault | FitCut | null {
  const view = new DataView(file.buffer, file.byteOffset, end);
  const definitions = new Map<number, Definition>();
  let lastS: number | null = null;
  for (let at = from; at < end; ) {
    const header = view.getUint8(at);
    const compressed = (header & IS_COMPRESSED) !== 0;
    const local = compressed ? (header >> 5) & 3 : header & 0xf;
    if (!compressed && (header & IS_DEFINITION) !== 0) {
      const read = definitionAt(view, at + 1, (header & HAS_DEVELOPER_FIELDS) !== 0);
      if (read === null) return { at, reason: "the file ends within a definition" };
      definitions.set(local, read.definition);
      at = read.next;
      continue;
    }
    const definition = definitions.get(local);
    if (definition === undefined) return { at, reason: "a message comes before its definition" };
    if (at + 1 + definition.bytes > end) return { at, reason: "the file ends within a message" };
    const fields = placesOf(definition, at + 1);
    lastS = timeOf(view, fields, definition, compressed ? header & 0x1f : null, lastS);
    const { littleEndian } = definition;
    const place = { line: null, name: `Byte ${at}` };
    const fault = definition.isRecord ? take({ view, fields, littleEndian, timeS: lastS, place }) : null;
    if (fault !== null) return fault;
    at += 1 + definition.bytes;
  }
  return null;
}

/** Null when the file ends within it. */
function definitionAt(view: DataView, from: number, developer: boolean): { definition: Definition; next: number } | null {
  if (from + 5 > view.byteLength) return null;
  const littleEndian = view.getUint8(from + 1) === 0;
  const isRecord = view.getUint16(from + 2, littleEndian) === RECORD_MESSAGE;
  const count = view.getUint8(from + 4);
  let next = from + 5 + 3 * count;
  if (next + (developer ? 1 : 0) > view.byteLength) return null;
  const fields = Array.from({ length: count }, (_, n) => ({
    number: view.getUint8(from + 5 + 3 * n),
    size: view.getUint8(from + 6 + 3 * n),
  }));
  let bytes = fields.reduce((sum, field) => sum + field.size, 0);
  if (developer) {
    const extra = view.getUint8(next);
    if (next + 1 + 3 * extra > view.byteLength) return null;
    for (let n = 0; n < extra; n++) bytes += view.getUint8(next + 2 + 3 * n);
    next += 1 + 3 * extra;
  }
  return { definition: { isRecord, littleEndian, fields, bytes }, next };
}

function placesOf({ fields }: Definition, from: number): Map<number, { at: number; size: number }> {
  const places = new Map<number, { at: number; size: number }>();
  let at = from;
  for (const { number, size } of fields) {
    places.set(number, { at, size });
    at += size;
  }
  return places;
}

/** A compressed header holds the lowest five bits of the time, which go on from the time that was told last. */
function timeOf(
  view: DataView,
  fields: ReadonlyMap<number, { at: number; size: number }>,
  { littleEndian }: Definition,
  offset: number | null,
  lastS: number | null,
): number | null {
  const field = fields.get(TIME_FIELD);
  if (field?.size === 4) {
    const told = view.getUint32(field.at, littleEndian);
    return told === UNKNOWN_TIME ? lastS : told;
  }
  if (offset === null || lastS === null) return lastS;
  return lastS + ((offset - (lastS & 0x1f)) & 0x1f);
}
