import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makePair } from "../../guardian/core/chain.ts";
import { guardianCipher } from "../../guardian/core/cipher.ts";
import { takeInAll } from "../../guardian/subscriber/intake.ts";
import { searchFor } from "../oracle/canaries.ts";
import { pairedStore, START_MS, START_S, scratch } from "../oracle/guardian-store.ts";

const NAME = "Kallisto Kanaris";
const PLACES = [{ latE7: 397354719, lonE7: 221936847 }];
const CANARIES = { degrees: PLACES.flatMap(({ latE7, lonE7 }) => [latE7 / 1e7, lonE7 / 1e7]), texts: [NAME] };

/** Copies the database of a service, with whatever lies beside it, and reads. */
function reads(file: string): boolean {
  const pieces = ["", "-wal", "-shm", "-journal"].map((tail) => file + tail).filter((path) => existsSync(path));
  return searchFor(CANARIES, Buffer.concat(pieces.map((path) => readFileSync(path)))).found.length > 0;
}

describe("B20 Family Locator, 2019, and everyone who keeps all positions in one readable place", () => {
  let place: ReturnType<typeof scratch>;
  beforeEach(() => {
    place = scratch();
  });
  afterEach(() => place.clear());

  it("breaks the naive service: its database is open, and plain", () => {
    const file = place.file("users.json");
    writeFileSync(file, JSON.stringify(PLACES.map(({ latE7, lonE7 }) => ({ name: NAME, lat: latE7 / 1e7, lon: lonE7 / 1e7 }))));
    expect(reads(file)).toBe(true);
  });

  it("P56 R-40 does not break ours: there is no service that knows, and the guardian's own database is sealed", () => {
    const file = place.file("console.db");
    const { store, state, device } = pairedStore(file);
    store.addPair(makePair(guardianCipher, "second", NAME, new Uint8Array(32).fill(8)), START_MS);
    const frames = PLACES.map((fix, i) => ({ device: state, frame: device.fix(START_S + i, fix).frame }));
    takeInAll(guardianCipher, store, frames, START_MS);
    expect(store.trail("pair-1", 0, 10)).toHaveLength(PLACES.length);
    expect(reads(file)).toBe(false);
    store.close();
    expect(reads(file)).toBe(false);
  });
});
