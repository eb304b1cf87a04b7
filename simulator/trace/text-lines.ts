import { type Outcome, refused } from "./fault.ts";

export const MAX_LINES_BYTES = 256 * 1024 * 1024;
/** No table of positions has longer lines; a file without any line end stops here. */
export const MAX_LINE_CHARS = 65_536;

/**
 * Hands a text file over line by line, without line ends, piece by piece. It stops when `take` returns a fault.
 * @param take gets the line and its number, counted from one
 */
export async function eachLine<T>(
  pieces: AsyncIterable<string> | Iterable<string>,
  take: (line: string, number: number) => { ok: false; fault: T } | null,
): Promise<{ ok: false; fault: T } | Outcome<null>> {
  let open = "";
  let number = 0;
  let length = 0;
  for await (const piece of pieces) {
    length += piece.length;
    if (length > MAX_LINES_BYTES)
      return refused("too-large", null, `The file is larger than ${MAX_LINES_BYTES / 1024 / 1024} MB. Cut it up by lines.`);
    const lines = (open + piece).split("\n");
    open = lines.pop() ?? "";
    for (const line of lines) {
      number++;
      const fault = take(withoutReturn(line), number);
      if (fault !== null) return fault;
    }
    if (open.length > MAX_LINE_CHARS)
      return refused(
        "too-large",
        number + 1,
        `Line ${number + 1} is longer than ${MAX_LINE_CHARS} characters. Is it really such a file?`,
      );
  }
  return (open === "" ? null : take(withoutReturn(open), number + 1)) ?? { ok: true, value: null };
}

function withoutReturn(line: string): string {
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}
