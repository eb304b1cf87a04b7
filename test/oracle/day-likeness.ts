import { LEAST_BYTES, MOST_DEVIATIONS, type Spread, worstSpread } from "./byte-spread.ts";
import {
  type Common,
  commonSubstrings,
  expectedByChance,
  isByChance,
  lengthBeyondChance,
  type Seen,
} from "./shared-substrings.ts";
import type { Capture } from "./wire-capture.ts";

/** What the days of a capture have in common, and whether chance gives as much. */
export interface Likeness {
  days: number;
  messages: number;
  lengths: number[];
  topics: number;
  /** Topics that were used on more than one day. */
  lastingTopics: number;
  common: Common;
  spread: Spread;
  /** What would link two days, in words; empty: nothing. */
  links: string[];
}

const VERSION_BYTES = 1;
/** What happens is told in frames of one length; the other is a backlog's. */
const LENGTHS = [64, 256];
const PREFIX = "l1/";

function topicBytes(topic: string): Uint8Array | null {
  if (!topic.startsWith(PREFIX)) return null;
  const bytes = Buffer.from(topic.slice(PREFIX.length), "base64url");
  return bytes.toString("base64url") === topic.slice(PREFIX.length) ? Uint8Array.from(bytes) : null;
}

function strings({ days }: Capture, identifiers: readonly Uint8Array[]): Seen[] {
  const seen: Seen[] = identifiers.map((bytes, i) => ({ owner: -1 - i, bytes, layout: "identifier" }));
  for (const { day, topics, payloads } of days) {
    for (const topic of topics) seen.push({ owner: day, bytes: topicBytes(topic) ?? Buffer.from(topic), layout: "topic" });
    for (const payload of payloads) {
      const bytes = Uint8Array.from(Buffer.from(payload, "hex").subarray(VERSION_BYTES));
      seen.push({ owner: day, bytes, layout: "payload" });
    }
  }
  return seen;
}

function lastingTopics({ days }: Capture): number {
  const all = days.flatMap(({ topics }) => [...topics]);
  return all.length - new Set(all).size;
}

function linksOf(likeness: Likeness, oddTopics: number): string[] {
  const { lengths, common, spread } = likeness;
  const links: string[] = [];
  const say = (wrong: boolean, text: string): void => void (wrong && links.push(text));
  const odd = !lengths.includes(64) || lengths.some((length) => !LENGTHS.includes(length));
  say(odd, `lengths ${lengths.join(", ")} instead of 64, and 256 of a backlog`);
  say(likeness.lastingTopics > 0, `${likeness.lastingTopics} topics were used on more than one day`);
  say(oddTopics > 0, `${oddTopics} topics are not 12 bytes in base64url behind "${PREFIX}"`);
  const { pairs, found, pairsAtOffset, foundAtOffset, longest } = common;
  say(!isByChance(found, expectedByChance(pairs)), `${found} common substrings of 4 bytes are not by chance`);
  const atOffset = isByChance(foundAtOffset, expectedByChance(pairsAtOffset));
  say(!atOffset, `${foundAtOffset} common substrings of 4 bytes at the same offset are not by chance`);
  say(longest >= lengthBeyondChance(pairs), `a common substring of ${longest} bytes is not by chance`);
  const uneven = Math.abs(spread.deviations) > MOST_DEVIATIONS;
  say(uneven, `the byte at ${spread.offset} is not spread like a random one`);
  return links;
}

/** The worst of both lengths, where there are enough of one to tell. */
function spreadOf(payloads: readonly Uint8Array[]): Spread {
  const spreads = LENGTHS.map((length) => payloads.filter((payload) => payload.length === length))
    .filter((some) => some.length >= LEAST_BYTES)
    .map((some) => worstSpread(some, VERSION_BYTES));
  const worse = (a: Spread, b: Spread): Spread => (Math.abs(b.deviations) > Math.abs(a.deviations) ? b : a);
  return spreads.reduce(worse, { offset: 0, deviations: 0 });
}

/** @param identifiers by which clients present themselves: each is compared with all days, and with the others. */
export function likenessOf(capture: Capture, identifiers: readonly Uint8Array[] = []): Likeness {
  const { days } = capture;
  const payloads = days.flatMap((day) => [...day.payloads].map((payload) => Uint8Array.from(Buffer.from(payload, "hex"))));
  const topics = days.flatMap((day) => [...day.topics]);
  const lengths = [...new Set(payloads.map((payload) => payload.length))];
  const likeness: Likeness = {
    days: days.length,
    messages: days.reduce((sum, day) => sum + day.messages, 0),
    lengths,
    topics: new Set(topics).size,
    lastingTopics: lastingTopics(capture),
    common: commonSubstrings(strings(capture, identifiers)),
    spread: spreadOf(payloads),
    links: [],
  };
  const odd = topics.filter((topic) => topicBytes(topic)?.length !== 12).length;
  return { ...likeness, links: linksOf(likeness, odd) };
}
