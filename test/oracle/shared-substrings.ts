/** A byte string that was seen, and in whose company: strings of one owner are not compared with each other. */
export interface Seen {
  owner: number;
  bytes: Uint8Array;
  /** Strings of one layout have the same thing at the same offset; null: it has none. */
  layout: string | null;
}

/** What strings of different owners have in common. */
export interface Common {
  /** Places with at least GRAM bytes to go: how many, and how many pairs of them have different owners. */
  places: number;
  pairs: number;
  /** Pairs of places with the same GRAM bytes. */
  found: number;
  /** The same, of pairs that stand at the same offset of one layout. */
  pairsAtOffset: number;
  foundAtOffset: number;
  /** Length of the longest common substring; 0 when none has GRAM bytes. */
  longest: number;
}

export const GRAM = 4;
const GRAMS = 2 ** 32;
const INDEX_BITS = 32n;
const INDEX_MASK = 0xffff_ffffn;

interface Place {
  seen: Seen;
  at: number;
}

function gramAt(bytes: Uint8Array, at: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(at);
}

function lengthOfCommon(one: Place, other: Place): number {
  let length = 0;
  const [a, b] = [one.seen.bytes, other.seen.bytes];
  while (one.at + length < a.length && other.at + length < b.length && a[one.at + length] === b[other.at + length]) length++;
  return length;
}

/** Pairs with different owners in groups of so many for each owner. */
function pairsBetween(counts: Iterable<number>): number {
  let [total, squares] = [0, 0];
  for (const count of counts) {
    total += count;
    squares += count * count;
  }
  return (total * total - squares) / 2;
}

function add<K>(counts: Map<K, Map<number, number>>, key: K, owner: number): void {
  const owners = counts.get(key) ?? new Map<number, number>();
  counts.set(key, owners);
  owners.set(owner, (owners.get(owner) ?? 0) + 1);
}

function compare(group: readonly Place[], common: Common): void {
  for (const [i, one] of group.entries()) {
    for (const other of group.slice(i + 1)) {
      if (one.seen.owner === other.seen.owner) continue;
      common.found++;
      if (one.at === other.at && one.seen.layout !== null && one.seen.layout === other.seen.layout) common.foundAtOffset++;
      common.longest = Math.max(common.longest, lengthOfCommon(one, other));
    }
  }
}

/**
 * Compares every place of every string with all those of other owners, by sorting: millions of places are no matter.
 * A group of equal grams is compared at most as far as `most`, so that a constant does not take the time of its square.
 */
export function commonSubstrings(all: readonly Seen[], most = 2000): Common {
  const places: Place[] = [];
  const owners = new Map<string, Map<number, number>>();
  const offsets = new Map<string, Map<number, number>>();
  for (const seen of all) {
    for (let at = 0; at + GRAM <= seen.bytes.length; at++) {
      places.push({ seen, at });
      add(owners, "all", seen.owner);
      if (seen.layout !== null) add(offsets, `${seen.layout}/${at}`, seen.owner);
    }
  }
  const sorted = new BigUint64Array(places.length);
  for (const [i, { seen, at }] of places.entries()) sorted[i] = (BigInt(gramAt(seen.bytes, at)) << INDEX_BITS) | BigInt(i);
  sorted.sort();
  const pairs = pairsBetween(owners.get("all")?.values() ?? []);
  const pairsAtOffset = [...offsets.values()].reduce((sum, each) => sum + pairsBetween(each.values()), 0);
  const common: Common = { places: places.length, pairs, found: 0, pairsAtOffset, foundAtOffset: 0, longest: 0 };
  let group: Place[] = [];
  let gram = -1n;
  for (const key of sorted) {
    if (key >> INDEX_BITS !== gram) {
      if (group.length > 1) compare(group, common);
      group = [];
      gram = key >> INDEX_BITS;
    }
    if (group.length < most) group.push(places[Number(key & INDEX_MASK)] as Place);
  }
  if (group.length > 1) compare(group, common);
  return common;
}

/** How many of so many pairs of places random bytes let have the same GRAM bytes. */
export function expectedByChance(pairs: number): number {
  return pairs / GRAMS;
}

/** From this length on, random bytes have a common substring in fewer than one of a million searches of so many pairs. */
export function lengthBeyondChance(pairs: number): number {
  return Math.ceil(Math.log(pairs * 1e6) / Math.log(256));
}

/**
 * Whether a count is what chance gives. Equal grams are rare and nearly independent, so their count is Poisson's: outside of
 * five standard deviations and five more it falls in fewer than one of a million searches.
 */
export function isByChance(found: number, expected: number): boolean {
  return Math.abs(found - expected) <= 5 * Math.sqrt(expected) + 5;
}
