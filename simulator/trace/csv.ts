import { type CsvColumns, columnsOf, delimiterOf, fieldsOf } from "./csv-columns.ts";
import { type Outcome, refused, type TraceFault } from "./fault.ts";
import { atLine } from "./place.ts";
import { saysSynthetic } from "./synthetic-mark.ts";
import { eachLine, MAX_LINE_CHARS } from "./text-lines.ts";
import type { Trace, TracePoint } from "./trace.ts";
import { appendPoint } from "./track-points.ts";
import { isFault, pointOf } from "./written-point.ts";
import { looseTimeMs } from "./written-time.ts";

/**
 * Reads a table whose first line names its columns (`csv-columns.ts` knows which names), separated by commas, semicolons
 * or tabs. A row with neither latitude nor longitude tells no position and is left out. Times without a zone are UTC.
 */
export async function readCsv(pieces: AsyncIterable<string> | Iterable<string>): Promise<Outcome<Trace>> {
  const table = makeTable();
  let open = "";
  let openAt = 1;
  const read = await eachLine(pieces, (line, number) => {
    // A quoted field may go over several lines; an odd number of quotes says that one is still open.
    if (open === "") openAt = number;
    open = open === "" ? line : `${open}\n${line}`;
    if (isOpen(open)) return open.length > MAX_LINE_CHARS ? refused("not-csv", openAt, unclosed(openAt)) : null;
    const fault = table.row(open, openAt);
    open = "";
    return fault === null ? null : { ok: false, fault };
  });
  if (!read.ok) return read;
  if (open !== "") return refused("not-csv", openAt, unclosed(openAt));
  return table.end();
}

interface Table {
  row(text: string, line: number): TraceFault | null;
  end(): Outcome<Trace>;
}

function makeTable(): Table {
  const points: TracePoint[] = [];
  let columns: CsvColumns | null = null;
  let delimiter = ",";
  let synthetic = false;
  return {
    row(text, line) {
      if (text.trim() === "") return null;
      if (columns === null) {
        delimiter = delimiterOf(text);
        const found = columnsOf(fieldsOf(text.replace(/^\uFEFF/, ""), delimiter));
        if (typeof found === "string") return { kind: "not-csv", line, message: found };
        columns = found;
        return null;
      }
      const fields = fieldsOf(text, delimiter);
      if (columns.synthetic !== null && saysSynthetic(fields[columns.synthetic] ?? "")) synthetic = true;
      return append(points, columns, delimiter === ";" ? fields.map(decimalPoint) : fields, line);
    },
    end() {
      if (points.length === 0) return refused("empty", null, "The table has no row with a position.");
      return { ok: true, value: { name: "", synthetic, points } };
    },
  };
}

function append(points: TracePoint[], columns: CsvColumns, fields: readonly string[], line: number): TraceFault | null {
  const text = (column: number | null): string | undefined => (column === null ? undefined : (fields[column] ?? "").trim());
  const lat = text(columns.lat);
  const lon = text(columns.lon);
  if ((lat ?? "") === "" && (lon ?? "") === "") return null;
  const place = atLine(line);
  const point = pointOf(
    { lat, lon, timeMs: timeMsOf(columns, text), altitude: text(columns.altitude), course: text(columns.course) },
    place,
  );
  if (isFault(point)) return point;
  const speed = pointOf({ lat, lon, timeMs: 0, speed: text(columns.speed) }, place);
  const speedMps = isFault(speed) || speed.speedMps === null ? null : speed.speedMps * columns.speedToMps;
  return appendPoint(points, { ...point, speedMps }, place);
}

function timeMsOf({ date, time }: CsvColumns, text: (column: number | null) => string | undefined): number | null {
  const whole = date === null ? (text(time) ?? "") : `${text(date)} ${text(time)}`;
  return looseTimeMs(whole);
}

/** Where semicolons separate, a comma in a number is the decimal sign. */
function decimalPoint(field: string): string {
  return field.replace(/^\s*(-?\d+),(\d+)\s*$/, "$1.$2");
}

function isOpen(text: string): boolean {
  if (!text.includes('"')) return false;
  return (text.split('"').length - 1) % 2 === 1;
}

function unclosed(line: number): string {
  return `Line ${line}: a quotation mark is opened and never closed. Is the file whole?`;
}
