import { type Outcome, refused } from "./fault.ts";
import { fitChecksum } from "./fit-checksum.ts";
import { type FitCut, walkFit } from "./fit-messages.ts";
import { recordPoint } from "./fit-record.ts";
import type { Trace, TracePoint } from "./trace.ts";
import { appendPoint } from "./track-points.ts";

/** Days of one record a second; the file is held whole, because its checksum stands at the end. */
export const MAX_FIT_BYTES = 64 * 1024 * 1024;
/** Of the file header without and with a checksum of its own. */
const HEADER_BYTES = 12;
const CHECKED_HEADER_BYTES = 14;
const CHECKSUM_BYTES = 2;

/**
 * Reads the positions of a FIT activity or course (Garmin's protocol, "Flexible and Interoperable Data Transfer"), of all
 * files when several are chained. A record without a position is left out. Written here, because the six fields that are
 * needed are a small part of what the packages for it bring along, and none of those refuses a damaged file by default.
 */
export function readFit(file: Uint8Array): Outcome<Trace> {
  if (file.length > MAX_FIT_BYTES)
    return refused("too-large", null, `The file is larger than ${MAX_FIT_BYTES / 1024 / 1024} MB. Cut it up with gpsbabel.`);
  const points: TracePoint[] = [];
  for (let from = 0; from < file.length; ) {
    const part = partAt(file, from);
    if (typeof part === "string") return damaged(from, part);
    const read = readPart(points, file, part);
    if (!read.ok) return read;
    from = part.end + CHECKSUM_BYTES;
  }
  if (points.length === 0) return refused("empty", null, "The file has no record with a position, so there is no way to play.");
  return { ok: true, value: { name: "", synthetic: false, points } };
}

interface Part {
  from: number;
  end: number;
}

/** One file of a chain: where its messages begin and end, or what is wrong with it. */
function partAt(file: Uint8Array, from: number): Part | string {
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  const headerBytes = file[from] ?? 0;
  const isHeader = headerBytes === HEADER_BYTES || headerBytes === CHECKED_HEADER_BYTES;
  if (!isHeader || from + headerBytes > file.length) return "no whole FIT header stands there";
  if (Buffer.from(file.subarray(from + 8, from + 12)).toString("latin1") !== ".FIT") return "no FIT header stands there";
  const end = from + headerBytes + view.getUint32(from + 4, true);
  if (end + CHECKSUM_BYTES > file.length) return "the file ends before what its header announces";
  if (view.getUint16(end, true) !== fitChecksum(file.subarray(from, end)))
    return "the checksum is wrong, so something in it was changed";
  return { from: from + headerBytes, end };
}

function readPart(points: TracePoint[], file: Uint8Array, { from, end }: Part): Outcome<null> {
  const ended = walkFit(file, from, end, (record) => {
    const point = recordPoint(record);
    if (point === null) return null;
    return "message" in point ? point : appendPoint(points, point, record.place);
  });
  if (ended === null) return { ok: true, value: null };
  return "kind" in ended ? { ok: false, fault: ended } : damaged(ended.at, (ended satisfies FitCut).reason);
}

function damaged(at: number, reason: string): { ok: false; fault: { kind: "not-fit"; line: null; message: string } } {
  return {
    ok: false,
    fault: { kind: "not-fit", line: null, message: `Byte ${at}: ${reason}. Fetch the file from the device once more.` },
  };
}
