import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const SHEET = readFileSync(join(import.meta.dirname, "../../../../../../guardian/web/page/styles/colours.css"), "utf8");
const [LIGHT, DARK] = SHEET.split("@media (prefers-color-scheme: dark)") as [string, string];

/** Which text stands on which ground, in every mode. */
const PAIRS: [string, string][] = [
  ["ink", "paper"],
  ["ink", "card"],
  ["soft", "paper"],
  ["soft", "card"],
  ["clay", "paper"],
  ["clay", "card"],
  ["clay-ink", "clay"],
  ["card", "live"],
  ...["live", "rest", "care", "fault"].flatMap((tone): [string, string][] => [
    [tone, "card"],
    [tone, `${tone}-wash`],
    ["ink", `${tone}-wash`],
  ]),
  ["fault", "paper"],
  ["soft", "map-paper"],
  ["ink", "map-paper"],
];
const AA = 4.5;

function luminance(sheet: string, name: string): number {
  const hex = new RegExp(`--${name}: #([0-9a-f]{6});`).exec(sheet)?.[1];
  if (hex === undefined) throw new Error(`No colour of six digits is named ${name}`);
  const linear = (at: number): number => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(0) + 0.7152 * linear(2) + 0.0722 * linear(4);
}

/** WCAG 2.2, "contrast ratio". */
function contrast(sheet: string, text: string, ground: string): number {
  const [high, low] = [luminance(sheet, text), luminance(sheet, ground)].sort((a, b) => b - a) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

describe("the page's colours", () => {
  it.each(PAIRS)("let people read %s on %s by day and by night (WCAG AA)", (text, ground) => {
    expect(contrast(LIGHT, text, ground)).toBeGreaterThanOrEqual(AA);
    expect(contrast(DARK, text, ground)).toBeGreaterThanOrEqual(AA);
  });
});
