import { describe, expect, it } from "vitest";
import { makePair } from "../../guardian/core/chain.ts";
import { guardianCipher } from "../../guardian/core/cipher.ts";
import { pairedStore, START_MS } from "../oracle/guardian-store.ts";
import { ConcatenatingStore } from "./naive/concatenating-store.ts";

/** A place where names are kept, somebody else's among them. */
interface Names {
  add(name: string): void;
  /** Whether somebody else's is still there, as it was. */
  othersAreWhole(): boolean;
}

const INJECTIONS = [
  "'); DROP TABLE child; --",
  "x', 'me'); UPDATE child SET guardian = 'the attacker'; --",
  "'); DELETE FROM pair; --",
  "'); UPDATE pair SET label = x'00'; --",
  "' OR '1'='1",
  'x"; DROP TABLE pair; --',
];

/** Gives names that are SQL. */
function injects(names: Names): boolean {
  return INJECTIONS.some((name) => {
    try {
      names.add(name);
    } catch {
      // A refusal is no success; what counts is what is left.
    }
    return !names.othersAreWhole();
  });
}

function naive(): Names {
  const store = new ConcatenatingStore();
  return { add: (name) => store.add(name), othersAreWhole: () => store.childrenOf("their mother")?.[0] === "somebody" };
}

function ours(): Names & { labels(): string[] } {
  const { store } = pairedStore(":memory:");
  let count = 0;
  const labels = (): string[] => {
    const pairs = store.pairs();
    return pairs.ok ? pairs.value.map(({ label }) => label) : [];
  };
  return {
    add(name) {
      count += 1;
      store.addPair(makePair(guardianCipher, name + count, name, new Uint8Array(32).fill(count)), START_MS);
      store.trail(name, 0, 10);
      store.clashes(name);
    },
    othersAreWhole: () => labels()[0] === "Nan",
    labels,
  };
}

describe("B21 STALK, 2020", () => {
  it("breaks the naive service: a child's name is a command to its database", () => {
    expect(injects(naive())).toBe(true);
  });

  it("P34 does not break ours: a name is a value, and comes back as it was written", () => {
    const names = ours();
    expect(injects(names)).toBe(false);
    expect(names.labels().slice(1)).toEqual(INJECTIONS);
  });
});
