import { durationWords } from "./duration.ts";
import type { Scene, Step } from "./scene.ts";

function stepLine({ atMs, move, words }: Step): string {
  return `  - at ${durationWords(atMs)}, ${move.kind}: ${words}`;
}

/** A scene as a file; reading it gives the same scene, with one step on each line. */
export function writeScene({ title, wearerWords, starts, agreed, steps }: Scene): string {
  const wearer = Object.entries(wearerWords).map(([field, words]) => `${field}: ${words}`);
  const lines = [
    `title: ${title}`,
    ...(wearer.length > 0 ? [`wearer: { ${wearer.join(", ")} }`] : []),
    `starts: ${starts}`,
    ...(agreed ? [] : ["agreed: no"]),
    "steps:",
    ...steps.map(stepLine),
  ];
  return `${lines.join("\n")}\n`;
}
