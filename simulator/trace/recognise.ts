import { columnsOf, delimiterOf, fieldsOf } from "./csv-columns.ts";
import { checkedContent } from "./stamp.ts";

export type TraceFormat = "nmea" | "gpx" | "kml" | "tcx" | "fit" | "geojson" | "csv" | "plt";

/** What a file's beginning has to be looked at for: a receiver may say a lot of nonsense before its first sentence. */
export const HEAD_BYTES = 65_536;

const ROOTS: Readonly<Record<string, TraceFormat>> = { gpx: "gpx", kml: "kml", TrainingCenterDatabase: "tcx" };

/** The format of a file by how it begins, whatever its name says; null when it is none that we read. */
export function recognise(head: Uint8Array): TraceFormat | null {
  const bytes = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, HEAD_BYTES));
  if (bytes.subarray(8, 12).toString("latin1") === ".FIT") return "fit";
  const text = bytes.toString("utf8").replace(/^\uFEFF/, "");
  const start = text.trimStart();
  if (start.startsWith("<")) return xmlFormat(start);
  if (start.startsWith("{")) return "geojson";
  if (start.startsWith("Geolife trajectory")) return "plt";
  const lines = text.split("\n");
  if (lines.some((line) => checkedContent(line) !== null)) return "nmea";
  const first = (lines[0] ?? "").trimEnd();
  if (typeof columnsOf(fieldsOf(first, delimiterOf(first))) !== "string") return "csv";
  return nearly(first, text);
}

/** What is meant to be a log or a table and is a bad one: its own reader has the better words for it. */
function nearly(first: string, text: string): TraceFormat | null {
  if (/\blat/i.test(first) && /\bl(on|ng)/i.test(first)) return "csv";
  return /^[#$!]/m.test(text) ? "nmea" : null;
}

/** By its outermost element, behind declaration, comments and document type. */
function xmlFormat(text: string): TraceFormat | null {
  let at = 0;
  while (text.startsWith("<?", at) || text.startsWith("<!", at)) {
    const close = closeOf(text, at);
    const end = text.indexOf(close, at + 2);
    if (end < 0) return null;
    at = end + close.length;
    while (/\s/.test(text.charAt(at))) at++;
  }
  const root = /^<(?:[\w.-]{1,64}:)?([\w.-]{1,64})/.exec(text.slice(at, at + 140))?.[1];
  return ROOTS[root ?? ""] ?? null;
}

function closeOf(text: string, at: number): string {
  if (text.startsWith("<?", at)) return "?>";
  return text.startsWith("<!--", at) ? "-->" : ">";
}
