import { checkedContent, DAY_MS, dayMsOf, sentenceStart, stampOf, TIME_FIELDS } from "../trace/stamp.ts";
import { dateField, sentence } from "./sentence.ts";

/**
 * The same sentences at another time: times and dates move, checksums follow, every other byte stays. Empty times stay
 * empty, and lines that are no sentence with a right checksum stay as they are. Maker's own sentences are not known, so
 * those keep their time.
 * @param shiftMs whole seconds, in milliseconds
 */
export function retimed(bytes: Uint8Array, shiftMs: number): Uint8Array {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
  return Buffer.from(
    text.replace(/[^\n]*\n|[^\n]+$/g, (line) => retimedLine(line, shiftMs)),
    "latin1",
  );
}

function retimedLine(line: string, shiftMs: number): string {
  const content = checkedContent(line);
  if (content === null) return line;
  const fields = content.split(",");
  const type = (fields[0] ?? "").slice(-3);
  const place = TIME_FIELDS[type];
  if (place === undefined) return line;
  const told = fields[place] ?? "";
  const dayMs = dayMsOf(told);
  if (dayMs === null) return line;
  const dateMs = stampOf(content)?.dateMs ?? null;
  fields[place] = movedTime(told, dayMs + shiftMs);
  if (dateMs !== null) moveDate(type, fields, dateMs + dayMs + shiftMs);
  const whole = sentence(fields.join(",")).trimEnd();
  const star = line.indexOf("*", line.indexOf("$"));
  return line.slice(0, sentenceStart(line, star)) + whole + line.slice(star + 3);
}

/** Keeps the fraction as it was written: some receivers tell none, some three digits. */
function movedTime(told: string, ms: number): string {
  const seconds = Math.floor((((ms % DAY_MS) + DAY_MS) % DAY_MS) / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, "0")).join("") + told.slice(6);
}

function moveDate(type: string, fields: string[], utcMs: number): void {
  if (type === "RMC") fields[9] = dateField(utcMs);
  if (type !== "ZDA") return;
  const iso = new Date(utcMs).toISOString();
  fields[2] = iso.slice(8, 10);
  fields[3] = iso.slice(5, 7);
  fields[4] = iso.slice(0, 4);
}
