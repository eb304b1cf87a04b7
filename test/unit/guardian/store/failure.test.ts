import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { guardianCipher } from "../../../../guardian/core/cipher.ts";
import { readConsoleKey } from "../../../../guardian/store/console-key.ts";
import { FORMAT, migrate } from "../../../../guardian/store/migrations.ts";
import { openSqlite } from "../../../../guardian/store/sqlite.ts";
import { openStore } from "../../../../guardian/store/store.ts";
import { takeInAll } from "../../../../guardian/subscriber/intake.ts";
import { CONSOLE_KEY, opened, PAIR_ID, pairedStore, START_MS, START_S, scratch } from "../../../oracle/guardian-store.ts";

describe("a database that cannot be used", () => {
  let place: ReturnType<typeof scratch>;
  beforeEach(() => {
    place = scratch();
  });
  afterEach(() => place.clear());

  const failureOf = (file: string, key = CONSOLE_KEY) => {
    const store = openStore(file, key, guardianCipher);
    if (store.ok) store.value.close();
    return store.ok ? "none" : store.failure;
  };

  test("P49 a file of a later format is refused with what to do, and not changed", () => {
    const file = place.file("console.db");
    opened(file).close();
    const driver = openSqlite(file);
    driver.execute(`PRAGMA user_version = ${FORMAT + 1}`);
    driver.close();
    const before = readFileSync(file);
    expect(openStore(file, CONSOLE_KEY, guardianCipher)).toMatchObject({
      ok: false,
      failure: "newer",
      sentence: expect.stringMatching(/newer Lychnos/),
    });
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test("P49 a step that fails leaves the format before it, whole", () => {
    const driver = openSqlite(place.file("console.db"));
    expect(() => migrate(driver, ["CREATE TABLE a (x) STRICT;", "CREATE TABLE b (x INTEGER) STRICT; nonsense;"])).toThrow();
    expect(driver.prepare("SELECT name FROM sqlite_master").all()).toEqual([]);
    expect(migrate(driver, ["CREATE TABLE a (x INTEGER) STRICT;"])).toBeNull();
    expect(migrate(driver, ["never run again", "CREATE TABLE b (x INTEGER) STRICT;"])).toBeNull();
    expect(driver.prepare("SELECT name FROM sqlite_master ORDER BY name").all()).toEqual([{ name: "a" }, { name: "b" }]);
    driver.close();
  });

  test("a file that is no database, and one with a broken page, are called damaged", () => {
    const file = place.file("console.db");
    writeFileSync(file, "not a database, but long enough to look like one".repeat(100));
    expect(failureOf(file)).toBe("damaged");
    const other = place.file("other.db");
    pairedStore(other).store.close();
    const bytes = readFileSync(other);
    bytes.fill(0xa5, 4096);
    writeFileSync(other, bytes);
    const store = openStore(other, CONSOLE_KEY, guardianCipher);
    const failure = store.ok ? store.value.pairs() : store;
    expect(failure).toMatchObject({ ok: false, failure: "damaged" });
  });

  test("R-40 another console key does not fit, and is found out before anything is sealed with it", () => {
    const file = place.file("console.db");
    opened(file).close();
    expect(failureOf(file, new Uint8Array(32))).toBe("wrong-key");
  });

  test("a folder that is not there, and a folder in the file's place, are not writable", () => {
    expect(failureOf(place.file("nowhere/console.db"))).toBe("not-writable");
    mkdirSync(place.file("console.db"));
    expect(failureOf(place.file("console.db"))).toBe("not-writable");
  });

  test("P50 F47 when the disk is full nothing is stored, nothing is to be acknowledged, and it works again when there is room", () => {
    const file = place.file("console.db");
    pairedStore(file).store.close();
    const driver = openSqlite(file);
    const store = openStore(file, CONSOLE_KEY, guardianCipher, () => driver);
    if (!store.ok) throw new Error(store.sentence);
    const { state, device, store: unused } = pairedStore(place.file("unused.db"));
    unused.close();
    driver.execute("PRAGMA max_page_count = 1");
    const chain = state.pair.chain;
    const arrived = Array.from({ length: 500 }, (_, i) => ({ device: state, frame: device.fix(START_S + i).frame }));
    const failed = takeInAll(guardianCipher, store.value, arrived, START_MS);
    expect(failed).toMatchObject({
      ok: false,
      failure: "full",
      sentence: expect.stringMatching(/nothing more is stored or acknowledged/),
    });
    expect(state.pair.chain).toBe(chain);
    expect(state.hearing.lastHeardMs).toBeNull();
    expect(store.value.trail(PAIR_ID, 0, 10)).toEqual([]);
    driver.execute("PRAGMA max_page_count = 1000000");
    const done = takeInAll(guardianCipher, store.value, arrived, START_MS);
    expect(Array.isArray(done) && done[0]?.durable).toHaveLength(500);
    expect(store.value.trail(PAIR_ID, 0, 1000)).toHaveLength(500);
    store.value.close();
  });

  test("the console key is made once, for its owner only, and never made anew beside a database", () => {
    const file = place.file("console.key");
    const made = readConsoleKey(file, false);
    expect(made.ok && made.key).toHaveLength(32);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readConsoleKey(file, true)).toEqual(made);
    expect(readConsoleKey(place.file("other.key"), true)).toMatchObject({ ok: false, failure: "key-lost" });
  });

  test("a console key that others may read, or that was cut short, is refused", () => {
    const file = place.file("console.key");
    readConsoleKey(file, false);
    chmodSync(file, 0o640);
    expect(readConsoleKey(file, true)).toMatchObject({ ok: false, failure: "exposed" });
    chmodSync(file, 0o600);
    writeFileSync(file, "short");
    expect(readConsoleKey(file, true)).toMatchObject({ ok: false, failure: "wrong-key" });
  });
});
