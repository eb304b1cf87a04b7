import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, type YAMLMap } from "yaml";
import { readDuration } from "./duration.ts";
import type { Phrase, Slots } from "./phrase.ts";
import { nearestPhrases, slotsOf } from "./phrase.ts";
import { ACTS, EXPECTATIONS, type Move, type Scene, type SceneProblem, type Step } from "./scene.ts";
import { readStarts } from "./starts.ts";
import { readWearer, WEARER_FIELDS, type WearerTerms, type WearerWords } from "./wearer.ts";

export type SceneRead = { ok: true; scene: Scene } | { ok: false; problems: readonly SceneProblem[] };

/** A scene is written by people: more than this is no scene. */
export const MAX_SCENE_BYTES = 65_536;
const MAX_STEPS = 500;
/** A scene may last a year of virtual time. */
const LONGEST_MS = 366 * 86_400_000;
const FIELDS = ["title", "wearer", "starts", "agreed", "steps"];
const KEY = /^at (.+), (do|expect)$/;

/** Reads one file, and gathers everything that is wrong with it. */
class Reader {
  readonly problems: SceneProblem[] = [];
  private readonly lines = new LineCounter();
  private readonly document;

  constructor(text: string) {
    this.document = parseDocument(text, { lineCounter: this.lines, version: "1.2", schema: "failsafe", uniqueKeys: true });
    for (const error of this.document.errors) {
      const [start] = error.pos;
      this.wrong(this.lines.linePos(start).line, `This is no YAML: ${error.message.split("\n")[0]}`);
    }
  }

  private wrong(line: number, sentence: string): void {
    this.problems.push({ line, sentence });
  }

  private lineOf(node: unknown): number {
    const range = (node as Node | null)?.range;
    return range === undefined || range === null ? 1 : this.lines.linePos(range[0]).line;
  }

  private textOf(map: YAMLMap, field: string): string | null {
    const value = map.get(field, true);
    if (value === undefined) return null;
    if (isScalar(value) && typeof value.value === "string") return value.value;
    this.wrong(this.lineOf(value), `"${field}" needs words on one line.`);
    return null;
  }

  private strangers(map: YAMLMap, known: readonly string[], of: string): void {
    for (const { key } of map.items) {
      const name = isScalar(key) ? String(key.value) : "";
      if (!known.includes(name)) this.wrong(this.lineOf(key), `${of} knows no "${name}". Write one of: ${known.join(", ")}.`);
    }
  }

  private wearerWords(map: YAMLMap): WearerWords {
    const value = map.get("wearer", true);
    if (value === undefined) return {};
    if (!isMap(value)) {
      this.wrong(this.lineOf(value), "Write the wearer as: wearer: { age: 9-13, hours: mon-fri 07:00-09:00, every: 10 s }");
      return {};
    }
    this.strangers(value, WEARER_FIELDS, "A wearer");
    const words: WearerWords = {};
    for (const field of WEARER_FIELDS) {
      const text = this.textOf(value, field);
      if (text !== null) words[field] = text;
    }
    return words;
  }

  private wearer(map: YAMLMap, words: WearerWords): WearerTerms | null {
    const wearer = readWearer(words);
    if (typeof wearer !== "string") return wearer;
    this.wrong(this.lineOf(map.get("wearer", true)), wearer);
    return null;
  }

  private found<T extends Phrase>(line: number, phrases: readonly T[], words: string): { phrase: T; slots: Slots } | null {
    for (const phrase of phrases) {
      const slots = slotsOf(phrase, words);
      if (slots !== null) return { phrase, slots };
    }
    const [first, second] = nearestPhrases(phrases, words, 2);
    this.wrong(line, `Nothing is known that is called "${words}". Write for example "${first}" or "${second}".`);
    return null;
  }

  private move(kind: "do" | "expect", line: number, words: string): Move | null {
    if (kind === "do") {
      const found = this.found(line, ACTS, words);
      return found === null ? null : { kind, act: found.phrase, slots: found.slots };
    }
    const found = this.found(line, EXPECTATIONS, words);
    return found === null ? null : { kind, expectation: found.phrase, slots: found.slots };
  }

  private item(key: unknown, value: unknown): Step[] {
    const line = this.lineOf(key);
    const match = KEY.exec(isScalar(key) ? String(key.value) : "");
    const atMs = match === null ? null : readDuration(match[1] as string);
    if (match === null || atMs === null || atMs > LONGEST_MS) {
      this.wrong(line, 'Begin a step with a time since the start: "at 2 min 3 s, do: ..." or "at 5 min, expect: ...".');
      return [];
    }
    if (!isScalar(value) || typeof value.value !== "string") {
      this.wrong(line, "Say what happens, or what is expected, in words behind the colon.");
      return [];
    }
    const sentences = value.value.split(";").map((words) => words.trim());
    return sentences.flatMap((words) => {
      const move = this.move(match[2] as "do" | "expect", line, words);
      return move === null ? [] : [{ atMs, words, line, move }];
    });
  }

  private steps(map: YAMLMap): Step[] {
    const value = map.get("steps", true);
    if (!isSeq(value)) {
      this.wrong(this.lineOf(value), 'A scene needs steps: a list under "steps:", each beginning with "- at ...".');
      return [];
    }
    const steps = value.items.flatMap((item) => {
      if (isMap(item)) return item.items.flatMap(({ key, value: words }) => this.item(key, words));
      this.wrong(this.lineOf(item), 'Begin a step with a time since the start: "- at 2 min, do: ...".');
      return [];
    });
    if (steps.length > MAX_STEPS) this.wrong(1, `A scene has at most ${MAX_STEPS} steps.`);
    steps.forEach(({ atMs, line }, i) => {
      const before = steps[i - 1];
      if (before !== undefined && atMs < before.atMs)
        this.wrong(line, "Steps stand in the order of their times: move this one up.");
    });
    return steps;
  }

  private agreed(map: YAMLMap): boolean {
    const words = this.textOf(map, "agreed");
    if (words !== null && words !== "yes" && words !== "no")
      this.wrong(
        this.lineOf(map.get("agreed", true)),
        'Write "agreed: no" when nobody has agreed before the first step, else leave it out.',
      );
    return words !== "no";
  }

  read(): SceneRead {
    const map = this.document.contents;
    if (this.problems.length === 0 && !isMap(map)) this.wrong(1, "A scene begins with: title, wearer, starts, steps.");
    if (!isMap(map) || this.problems.length > 0) return { ok: false, problems: this.problems };
    this.strangers(map, FIELDS, "A scene");
    const title = this.textOf(map, "title") ?? "";
    if (title === "") this.wrong(1, "Give the scene a title: title: Withdrawn on the bus");
    const wearerWords = this.wearerWords(map);
    const wearer = this.wearer(map, wearerWords);
    const starts = this.textOf(map, "starts") ?? "Monday 08:00";
    const startMs = wearer === null ? 0 : readStarts(starts, wearer.terms.timeZone);
    if (startMs === null)
      this.wrong(
        this.lineOf(map.get("starts", true)),
        `"${starts}" is no beginning. Write "Monday 07:20" or "2026-10-24 20:00".`,
      );
    const agreed = this.agreed(map);
    const steps = this.steps(map);
    if (this.problems.length > 0 || wearer === null || startMs === null) return { ok: false, problems: this.problems };
    return { ok: true, scene: { title, wearerWords, wearer, starts, startMs, agreed, steps } };
  }
}

/** @param text of a scene file. Never throws. */
export function readScene(text: string): SceneRead {
  if (text.length > MAX_SCENE_BYTES)
    return { ok: false, problems: [{ line: 1, sentence: `A scene has at most ${MAX_SCENE_BYTES} letters.` }] };
  return new Reader(text).read();
}
