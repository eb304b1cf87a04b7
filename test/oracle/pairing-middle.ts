import { equalBytes } from "../../device/protocol/bytes.ts";
import { integer, type Random, random } from "../random.ts";
import { ATTACKERS, type Memory } from "./pairing-attackers.ts";
import { type Build, makeAttempt, SOUND, secretsOf, wordsAgree } from "./pairing-household.ts";

/** What many attackers got, of the two people who compared their words. */
export interface MiddleTally {
  attempts: number;
  /** Both saw the same words. */
  agreed: number;
  /** Both saw the same words, and somebody else can compute a key of theirs: the break. */
  broken: number;
  /** The same, by the attacker's way. */
  byWay: Record<string, { tried: number; broken: number }>;
  /** Both hold one key, and saw the same words, though nothing was carried untouched. */
  wrong: string[];
}

export function makeMiddleTally(): MiddleTally {
  return { attempts: 0, agreed: 0, broken: 0, byWay: {}, wrong: [] };
}

/** Ways that the words alone stand against: of all others not even chance may help. */
export const BY_CHANCE = ["swaps keys", "guesses", "guesses blind"];

function tryOne(tally: MiddleTally, next: Random, build: Build, way: string, memory: Memory, statics: Uint8Array[]): void {
  const attempt = makeAttempt(build, secretsOf(next, statics[0]), secretsOf(next, statics[1]));
  const known = ATTACKERS[way]?.(attempt, next, memory) ?? [];
  const counts = tally.byWay[way] ?? { tried: 0, broken: 0 };
  tally.byWay[way] = counts;
  tally.attempts += 1;
  counts.tried += 1;
  if (!wordsAgree(attempt)) return;
  tally.agreed += 1;
  const theirs = [attempt.guardian.root, attempt.device.root];
  const isKnown = known.some((root) => theirs.some((own) => equalBytes(root, own)));
  if (isKnown) {
    counts.broken += 1;
    tally.broken += 1;
    if (!BY_CHANCE.includes(way)) tally.wrong.push(`${way}: the words agree and the key is known`);
  } else if (!equalBytes(theirs[0] as Uint8Array, theirs[1] as Uint8Array) && build.bits === 32)
    tally.wrong.push(`${way}: the words agree and the keys differ`);
}

/** Lets attackers of every kind at pairs of people, in turn. @param plant a fault of the household, for tests. */
export function attackMany(
  tally: MiddleTally,
  seed: number,
  attempts: number,
  bits: number,
  plant: Partial<Build> = {},
  ways: readonly string[] = Object.keys(ATTACKERS),
): void {
  const next = random(seed);
  const memory: Memory = { messages: [] };
  const build: Build = { ...SOUND, bits, ...plant };
  const statics = [secretsOf(next).staticSecret, secretsOf(next).staticSecret];
  for (let n = 0; n < attempts; n++)
    tryOne(tally, next, build, ways[(n + integer(next, ways.length)) % ways.length] ?? "", memory, statics);
}

/** Tries of the ways that have a chance at all, and how often one of them broke in. */
export function chanceOf(tally: MiddleTally): { tried: number; broken: number } {
  const all = BY_CHANCE.map((way) => tally.byWay[way] ?? { tried: 0, broken: 0 });
  return { tried: all.reduce((sum, { tried }) => sum + tried, 0), broken: all.reduce((sum, { broken }) => sum + broken, 0) };
}

/** How many standard deviations a count lies from what chance gives. */
export function deviations(broken: number, tried: number, bits: number): number {
  const share = 2 ** -bits;
  return (broken - tried * share) / Math.sqrt(tried * share * (1 - share));
}
