import { writeFileSync } from "node:fs";
import { nodeCipher } from "../../device/node/cipher.ts";
import { durationWords } from "../scene/duration.ts";
import { minimise } from "../scene/minimise.ts";
import { nearestPhrases } from "../scene/phrase.ts";
import { type Played, playScene } from "../scene/play-scene.ts";
import { readScene } from "../scene/read-scene.ts";
import { ACTS, EXPECTATIONS, type Scene, type Step } from "../scene/scene.ts";
import { sceneText, shippedScenes } from "../scene/shipped.ts";
import { writeScene } from "../scene/write-scene.ts";

export interface RunFlags {
  seed: number;
  minimise?: string | true;
}

const USAGE_ERROR = 2;

// Whoever reads only the beginning, as "head" does, has seen what they wanted.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function complain(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** @returns null when it cannot be read; then everything that is wrong was said. */
function load(nameOrFile: string): Scene | null {
  const text = sceneText(nameOrFile);
  if (text === null) {
    const names = shippedScenes().map(({ name }) => ({ says: name.replaceAll("-", " ") }));
    const [nearest = ""] = nearestPhrases(names, nameOrFile.replaceAll("-", " "), 1);
    complain(
      `There is no file and no scene "${nameOrFile}". Did you mean "${nearest.replaceAll(" ", "-")}"? "lychnos sim scenes" lists them.`,
    );
    return null;
  }
  const read = readScene(text);
  if (read.ok) return read.scene;
  for (const { line, sentence } of read.problems) complain(`${nameOrFile}, line ${line}: ${sentence}`);
  return null;
}

function stepLine(scene: Scene, { atMs, words, move }: Step, utcMs: number, fine: boolean): string {
  const format = {
    timeZone: scene.wearer.terms.timeZone,
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  } as const;
  const clock = new Intl.DateTimeFormat("en-GB", { ...format, hourCycle: "h23" }).format(utcMs);
  const expected = fine ? "holds " : "BROKEN";
  const mark = move.kind === "do" ? "      " : expected;
  return `${clock}  ${durationWords(atMs).padEnd(16)} ${mark}  ${words}`;
}

function play(scene: Scene, seed: number): Played {
  return playScene(scene, { cipher: nodeCipher(), seed });
}

function shrink(scene: Scene, seed: number, played: Played, file: string): void {
  const same = played.broken?.sentence.replace(/\d+/g, "#");
  complain("Leaving out what is not needed...");
  const small = minimise(scene, (fewer) => play(fewer, seed).broken?.sentence.replace(/\d+/g, "#") === same);
  writeFileSync(file, writeScene(small));
  complain(`${small.steps.length} of ${scene.steps.length} steps are left; they are in ${file}.`);
}

/** @returns the exit code. */
export function runScene(nameOrFile: string, flags: RunFlags): number {
  const scene = load(nameOrFile);
  if (scene === null) return USAGE_ERROR;
  say(`${scene.title} (seed ${flags.seed})`);
  const played = playScene(scene, {
    cipher: nodeCipher(),
    seed: flags.seed,
    onStep: (step, utcMs, fine) => say(stepLine(scene, step, utcMs, fine)),
  });
  if (played.broken === null) {
    const { length } = scene.steps;
    say(`As expected: ${length} steps, ${played.positions} positions left the device, transcript ${played.hash.slice(0, 16)}.`);
    return 0;
  }
  complain(`Line ${played.broken.line}, ${durationWords(played.broken.atMs)} after the start: ${played.broken.sentence}`);
  complain(`See it again: lychnos sim run ${nameOrFile} --seed ${flags.seed}`);
  if (flags.minimise !== undefined) {
    const file =
      flags.minimise === true ? `${nameOrFile.replace(/^.*\//, "").replace(/\.yaml$/, "")}.least.yaml` : flags.minimise;
    shrink(scene, flags.seed, played, file);
  }
  return 1;
}

/** Lists the scenes that are shipped, or every sentence that is understood. */
export function listScenes(words: boolean): void {
  if (words) {
    for (const { says } of ACTS) say(`do: ${says}`);
    for (const { says } of EXPECTATIONS) say(`expect: ${says}`);
    return;
  }
  for (const { name } of shippedScenes()) {
    const read = readScene(sceneText(name) ?? "");
    say(`${name.padEnd(28)} ${read.ok ? read.scene.title : "cannot be read"}`);
  }
}
