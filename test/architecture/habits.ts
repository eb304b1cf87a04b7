import { posix } from "node:path";
import { isCode, lineCount, type Source } from "./source.ts";

const MOST_LINES = 250;
const MOST_LINES_OF_TRACKER = 150;

/** Files that have grown past one idea. */
export function longFiles(sources: Source[]): string[] {
  return sources.filter(isCode).flatMap((source) => {
    const limit = source.path === "device/core/tracker.ts" ? MOST_LINES_OF_TRACKER - 1 : MOST_LINES;
    const lines = lineCount(source);
    return lines > limit ? [`${source.path}: ${lines} lines, at most ${limit}. Find the second idea and give it a file.`] : [];
  });
}

const EMPTY_NAMES = /(^|[-/.])(utils?|helpers?|managers?|services?|common|misc)(?=[-/.]|$)/;
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*(\.(test|config|d))?\.(ts|tsx|mjs|css|html)$/;

/** Names that say nothing, and names that are not kebab-case. A systemd unit is called a service by others than us. */
export function poorNames(sources: Source[]): string[] {
  return sources.flatMap((source) => {
    const file = posix.basename(source.path);
    const empty = EMPTY_NAMES.exec(source.path.replace(/\.service$/, ""));
    if (empty !== null) return [`${source.path}: "${empty[2]}" says nothing. Name the idea.`];
    return /\.(ts|tsx|mjs|css|html)$/.test(file) && !KEBAB.test(file) ? [`${source.path}: not kebab-case.`] : [];
  });
}

/** Tests that are silently narrowed, or left out without a word. */
export function quietTests(sources: Source[]): string[] {
  const tests = sources.filter((source) => source.path.endsWith(".test.ts"));
  return tests.flatMap((source) => {
    const calls = source.text.replace(/"(?:[^"\\\n]|\\.)*"/g, '""');
    const found: string[] = [];
    if (/\b(it|test|describe)\.only\b/.test(calls)) found.push(`${source.path}: .only leaves all other tests out.`);
    if (/\b(it|test|describe)\.(skip|todo)\b/.test(calls))
      found.push(`${source.path}: .skip and .todo are promises that nobody keeps.`);
    const conditional = /\.(skipIf|runIf)\b/.test(calls);
    const saysWhy = /\b(programTitle|corpusTitle)\(|skipped:/.test(source.text);
    if (conditional && !saysWhy) found.push(`${source.path}: a test that is skipped must say in its title what is missing.`);
    return found;
  });
}

const LOADS_NODE_PTY = /(\bfrom|\bimport|\brequire\(|\bimport\()\s*["'`](@lydell\/)?node-pty["'`]/;

/**
 * Whoever loads node-pty as a module can reach its Terminal, whose `destroy` after `open` signals process -1: every
 * process that we may signal. Its native part, loaded by path, has no such thing.
 */
export function dangerousTerminals(sources: Source[]): string[] {
  return sources
    .filter((source) => isCode(source) && LOADS_NODE_PTY.test(source.text))
    .map((source) => `${source.path}: loads node-pty's JavaScript. Load the native part alone, as simulator/pty does.`);
}

const SOMEBODYS_DISK = /(?<![\w./-])\/(work|root|Users)\/[\w.]/;

/** Paths that exist on one machine only. */
export function localPaths(sources: Source[]): string[] {
  return sources.flatMap((source) => {
    const line = source.text.split("\n").findIndex((text) => SOMEBODYS_DISK.test(text));
    return line === -1 ? [] : [`${source.path}:${line + 1}: names a path of one machine.`];
  });
}
