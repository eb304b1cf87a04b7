import { existsSync, readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { encode } from "../../../../device/protocol/codec.ts";
import { dayIndex } from "../../../../device/protocol/topic.ts";
import { makePair } from "../../../../guardian/core/chain.ts";
import { guardianCipher } from "../../../../guardian/core/cipher.ts";
import { openSqlite } from "../../../../guardian/store/sqlite.ts";
import { openStore, type Store } from "../../../../guardian/store/store.ts";
import { openVault } from "../../../../guardian/store/vault.ts";
import type { DeviceState } from "../../../../guardian/subscriber/device-state.ts";
import { takeInAll } from "../../../../guardian/subscriber/intake.ts";
import { loadDevices } from "../../../../guardian/subscriber/load-devices.ts";
import { CONSOLE_KEY, PAIR_ID, pairedStore, START_MS, START_S, scratch } from "../../../oracle/guardian-store.ts";
import { ToyDevice, type ToyFrame } from "../../../oracle/toy-device.ts";
import { busyDriver } from "../../../oracle/trying-drivers.ts";

const DAY_MS = 86_400_000;
const OTHER_ROOT = new Uint8Array(32).fill(99);

interface SealedRow {
  epoch: number;
  number: number;
  received_ms: number;
  body: Uint8Array;
}

describe("R-34 a deletion on the console's disk", () => {
  let place: ReturnType<typeof scratch>;
  let file: string;
  let store: Store;
  let state: DeviceState;
  let device: ToyDevice;

  beforeEach(() => {
    place = scratch();
    file = place.file("console.db");
    ({ store, state, device } = pairedStore(file));
  });
  afterEach(() => {
    store.close();
    place.clear();
  });

  function take(frames: ToyFrame[], nowMs = START_MS, to = state): void {
    const arrived = frames.map(({ frame }) => ({ device: to, frame }));
    expect(Array.isArray(takeInAll(guardianCipher, store, arrived, nowMs))).toBe(true);
  }

  function rows<R extends object>(sql: string): R[] {
    const driver = openSqlite(file);
    const found = driver.prepare<R>(sql).all();
    driver.close();
    return found;
  }

  const onDisk = (): Buffer[] =>
    ["", "-wal", "-shm"].filter((end) => existsSync(file + end)).map((end) => readFileSync(file + end));
  const found = (canaries: Uint8Array[]): number =>
    canaries.filter((canary) => onDisk().some((bytes) => bytes.includes(Buffer.from(canary)))).length;

  /** Three days of fixes and statuses, and what tells of them on the disk: sealed bodies, synthetic IVs, keys of days. */
  function lived(): { canaries: Uint8Array[]; sealed: SealedRow[] } {
    for (let day = 0; day < 3; day++) {
      device.step();
      const timeS = START_S + day * 86_400;
      take([...[1, 2, 3, 4].map((s) => device.fix(timeS + s)), device.status(timeS + 9)], START_MS + day * DAY_MS);
    }
    const sealed = ["fix", "status"].flatMap((table) =>
      rows<SealedRow>(`SELECT epoch, number, received_ms, body FROM ${table} WHERE pair = 1`),
    );
    const keys = rows<{ key: Uint8Array }>("SELECT key FROM day_key WHERE pair = 1").map(({ key }) => key);
    const ivs = rows<{ iv: Uint8Array }>("SELECT iv FROM frame WHERE pair = 1").map(({ iv }) => iv);
    expect([sealed.length, keys.length, ivs.length]).toEqual([15, 3, 15]);
    return { canaries: [...sealed.map(({ body }) => body), ...keys, ...ivs], sealed };
  }

  function ask(nowMs = START_MS + 3 * DAY_MS, consent = 1): ToyFrame {
    device.step();
    return device.status(Math.floor(nowMs / 1000), { silence: "deletion-asked", consent });
  }

  test("leaves not one byte of a sealed position, status or day key in the database, its log or its index", () => {
    const { canaries } = lived();
    expect(found(canaries)).toBe(canaries.length);
    take([ask()], START_MS + 3 * DAY_MS);
    expect(found(canaries)).toBe(0);
    expect(store.trail(PAIR_ID, 0, 100)).toEqual([]);
    store.close();
    expect(found(canaries)).toBe(0);
  });

  test("that is not finished has left them in the log, so the search above would have found them", () => {
    const { canaries } = lived();
    store.close();
    const reopened = openStore(file, CONSOLE_KEY, guardianCipher, (name) => busyDriver(name));
    if (!reopened.ok) throw new Error(reopened.sentence);
    store = reopened.value;
    take([ask()], START_MS + 3 * DAY_MS);
    expect(store.trail(PAIR_ID, 0, 100)).toEqual([]);
    expect(state.deletion?.doneMs).toBeNull();
    expect(found(canaries)).toBeGreaterThan(0);
  });

  test("R-43 leaves no key that opens what somebody copied from the disk before", () => {
    const { sealed } = lived();
    const driver = openSqlite(file);
    const opens = (): number => {
      const vault = openVault(driver, guardianCipher, CONSOLE_KEY);
      return sealed.filter(
        ({ epoch, number, received_ms, body }) => vault.openReport(dayIndex(received_ms), 1, { epoch, number }, body) !== null,
      ).length;
    };
    expect(opens()).toBe(sealed.length);
    take([ask()], START_MS + 3 * DAY_MS);
    expect(opens()).toBe(0);
    driver.close();
  });

  test("leaves another wearer's positions, and they are read as before", () => {
    const other = makePair(guardianCipher, "pair-2", "Pop", OTHER_ROOT);
    expect(store.addPair(other, START_MS).ok).toBe(true);
    const devices = new Map<string, DeviceState>();
    expect(loadDevices(store, devices).ok).toBe(true);
    const second = new ToyDevice(guardianCipher, OTHER_ROOT);
    take([second.fix(START_S), second.fix(START_S + 1)], START_MS, devices.get("pair-2"));
    lived();
    take([ask()], START_MS + 3 * DAY_MS);
    expect(store.trail(PAIR_ID, 0, 100)).toEqual([]);
    expect(store.trail("pair-2", 0, 100)).toHaveLength(2);
    expect(store.deletion("pair-2")).toEqual({ ok: true, value: null });
  });

  test("that the network brings after the next consent's fixes leaves those, sealed with new keys", () => {
    lived();
    const asked = ask();
    const later = [1, 2].map((s) => device.fix(START_S + 3 * 86_400 + s, { consent: 2 }));
    const stray = device.fix(START_S + 3 * 86_400 + 3, { consent: 1 });
    take([...later, stray, device.status(START_S + 3 * 86_400 + 4, { consent: 2 })], START_MS + 3 * DAY_MS);
    const before = rows<SealedRow>(`SELECT * FROM fix WHERE time_s > ${START_S + 3 * 86_400}`).map(({ body }) => body);
    expect(before).toHaveLength(3);
    take([asked], START_MS + 3 * DAY_MS + 500);
    expect(store.trail(PAIR_ID, 0, 100).map(({ fix }) => fix)).toEqual(later.map(({ report }) => report));
    expect(found(before)).toBe(0);
    expect(rows("SELECT * FROM status")).toHaveLength(2);
    expect(rows("SELECT * FROM frame")).toHaveLength(4);
    expect(store.tally(PAIR_ID)).toEqual(state.sequences);
    expect(state.hearing).toEqual((store.hearing(PAIR_ID) as { value: unknown }).value);
    expect(state.hearing.lastFix?.fix).toEqual(later[1]?.report);
  });

  test("more rows than fit into one look are sealed again, too", () => {
    const asked = ask(START_MS);
    device.step();
    const later = Array.from({ length: 1000 }, (_, i) => device.fix(START_S + 1 + i, { consent: 2 }));
    device.step();
    later.push(...Array.from({ length: 100 }, (_, i) => device.fix(START_S + 2000 + i, { consent: 2 })));
    take(later, START_MS + 1000);
    take([asked], START_MS + 2000);
    expect(store.trail(PAIR_ID, 0, 10_000).map(({ fix }) => fix)).toEqual(later.map(({ report }) => report));
  });

  test("the pair stays: the next consent's fixes are opened, stored and read after a restart", () => {
    lived();
    take([ask()], START_MS + 3 * DAY_MS);
    const next = device.fix(START_S + 3 * 86_400 + 60, { consent: 2 });
    take([next], START_MS + 3 * DAY_MS + 60_000);
    store.close();
    const again = openStore(file, CONSOLE_KEY, guardianCipher);
    if (!again.ok) throw new Error(again.sentence);
    store = again.value;
    expect(store.trail(PAIR_ID, 0, 100).map(({ fix }) => fix)).toEqual([next.report]);
    const hearing = store.hearing(PAIR_ID);
    expect(hearing.ok && hearing.value?.lastFix?.fix).toEqual(next.report);
  });

  test("P49 a database of the first format keeps its fixes, and deletion works in it", () => {
    const frame = device.fix(START_S);
    take([frame]);
    store.close();
    const driver = openSqlite(file);
    driver.execute(`
      CREATE TABLE old (day INTEGER PRIMARY KEY, key BLOB NOT NULL) STRICT;
      INSERT INTO old SELECT day, key FROM day_key;
      DROP TABLE day_key; ALTER TABLE old RENAME TO day_key;
      DROP TABLE deletion; DROP TABLE told_head; DROP TABLE head_finding; DROP TABLE command; DROP TABLE alert; DROP TABLE fence;
      ALTER TABLE pair DROP COLUMN command_sequence;
      PRAGMA user_version = 1;
    `);
    driver.close();
    const again = openStore(file, CONSOLE_KEY, guardianCipher);
    if (!again.ok) throw new Error(again.sentence);
    store = again.value;
    expect(store.trail(PAIR_ID, 0, 9).map(({ fix }) => encode(fix))).toEqual([encode(frame.report)]);
    take([ask(START_MS + 1000)], START_MS + 1000);
    expect(store.trail(PAIR_ID, 0, 9)).toEqual([]);
  });
});
