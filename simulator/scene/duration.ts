const UNITS_MS: Record<string, number> = { ms: 1, s: 1000, min: 60_000, h: 3_600_000, day: 86_400_000, days: 86_400_000 };
const PART = "\\d+(?:\\.\\d+)? ?(?:ms|s|min|h|days?)";

/** What a span of time looks like, for a pattern of words. */
export const DURATION = `${PART}(?: ${PART})*`;

/** "2 min 3 s" in milliseconds; null when it is no span of time. */
export function readDuration(text: string): number | null {
  if (!new RegExp(`^${DURATION}$`).test(text)) return null;
  let ms = 0;
  for (const [, value, unit] of text.matchAll(/(\d+(?:\.\d+)?) ?(ms|s|min|h|days?)/g)) {
    ms += Number(value) * (UNITS_MS[unit as string] as number);
  }
  return ms;
}

/** In the words of a scene: "1 day 2 h", "2 min 3 s". */
export function durationWords(ms: number): string {
  const words: string[] = [];
  let left = ms;
  for (const [unit, size] of [
    ["day", 86_400_000],
    ["h", 3_600_000],
    ["min", 60_000],
    ["s", 1000],
    ["ms", 1],
  ] as const) {
    const count = Math.floor(left / size);
    left -= count * size;
    if (count > 0) words.push(`${count} ${unit === "day" && count > 1 ? "days" : unit}`);
  }
  return words.length === 0 ? "0 s" : words.join(" ");
}
