/** Where in a file something is, for a sentence to the person who has to put it right. It never tells a position on earth. */
export interface Place {
  /** Counted from one; null in a file that has no lines. */
  line: number | null;
  /** For the start of a sentence: "Line 12", "Feature 3, position 17", "Byte 1042". */
  name: string;
}

export function atLine(line: number): Place {
  return { line, name: `Line ${line}` };
}
