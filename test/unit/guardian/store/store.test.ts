import { readdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { encode } from "../../../../device/protocol/codec.ts";
import { dayIndex } from "../../../../device/protocol/topic.ts";
import { afterOpening, type Pair } from "../../../../guardian/core/chain.ts";
import { isTelemetry, type Telemetry } from "../../../../guardian/core/ingest.ts";
import type { Keep } from "../../../../guardian/store/frame-rows.ts";
import { openSqlite } from "../../../../guardian/store/sqlite.ts";
import type { Store } from "../../../../guardian/store/store.ts";
import { opened, PAIR_ID, pairedStore, START_MS, START_S, scratch } from "../../../oracle/guardian-store.ts";
import type { ToyDevice, ToyFrame } from "../../../oracle/toy-device.ts";

const DAY_MS = 86_400_000;

describe("the console's database", () => {
  let place: ReturnType<typeof scratch>;
  let store: Store;
  let device: ToyDevice;
  let pair: Pair;

  beforeEach(() => {
    place = scratch();
    const made = pairedStore(place.file("console.db"));
    store = made.store;
    device = made.device;
    pair = made.state.pair;
  });

  afterEach(() => {
    store.close();
    place.clear();
  });

  function keepOf({ epoch, number, frame, report }: ToyFrame, receivedMs = START_MS): Keep {
    if (!isTelemetry(report)) throw new Error("a device sends no such report");
    const header = { epoch, number };
    return { header, iv: frame.slice(7, 15), parts: [{ header, body: encode(report), report }], receivedMs };
  }

  function reportOf(keep: Keep | undefined): Telemetry {
    const part = keep?.parts[0];
    if (part === undefined) throw new Error("a kept frame that tells nothing");
    return part.report;
  }

  function commit(...keeps: Keep[]): string[] {
    const done = store.commit([{ pairId: PAIR_ID, before: pair.chain, after: pair.chain, deletion: null, keeps }]);
    if (!done.ok) throw new Error(done.sentence);
    return (done.value[0] ?? []).map(({ verdict }) => verdict);
  }

  function reopened(): Store {
    store.close();
    store = opened(place.file("console.db"));
    return store;
  }

  const fixes = () => store.trail(PAIR_ID, 0, 1000).map((stored) => stored.fix);

  test("a pair comes back after a restart with its label, keys and remembered epochs", () => {
    const key = new Uint8Array(32).fill(7);
    const after = afterOpening(afterOpening(pair.chain, 3, key, START_MS), 9, new Uint8Array(32).fill(8), START_MS + 5);
    expect(store.commit([{ pairId: PAIR_ID, before: pair.chain, after, deletion: null, keeps: [] }]).ok).toBe(true);
    const pairs = reopened().pairs();
    expect(pairs).toEqual({ ok: true, value: [{ ...pair, chain: after }] });
  });

  test("a stored command epoch comes back, and its frame number does not, so the epoch steps before the next seal", () => {
    const command = { epoch: 4, key: new Uint8Array(32).fill(9), next: 17 };
    expect(store.saveCommand(PAIR_ID, command).ok).toBe(true);
    const pairs = reopened().pairs();
    expect(pairs.ok && pairs.value[0]?.command).toEqual({ ...command, next: null });
  });

  test("P23 the same frame again is a duplicate, and its fix is stored once", () => {
    const keep = keepOf(device.fix(START_S));
    expect(commit(keep, keep)).toEqual(["stored", "duplicate"]);
    expect(commit(keep)).toEqual(["duplicate"]);
    expect(fixes()).toEqual([reportOf(keep)]);
  });

  test("F42 another body under the same place is noted as a clash, not stored, and counted once however often it comes", () => {
    const first = keepOf(device.fix(START_S));
    device.number = 0;
    const second = keepOf(device.fix(START_S + 1));
    expect(commit(first, second, second)).toEqual(["stored", "clash", "clash"]);
    expect(fixes()).toEqual([reportOf(first)]);
    expect(reopened().clashes(PAIR_ID)).toBe(1);
  });

  test("a fix that a device sealed again under another number counts once, and both frames are known", () => {
    const first = keepOf(device.fix(START_S));
    const again = keepOf(device.seal(reportOf(first)));
    expect(commit(first, again, again)).toEqual(["stored", "repeat", "duplicate"]);
    expect(fixes()).toHaveLength(1);
  });

  test("the trail is oldest first, begins at the time asked for, and keeps the newest when there are too many", () => {
    const reports = [30, 10, 20, 40].map((s) => keepOf(device.fix(START_S + s)));
    commit(...reports);
    const times = (sinceMs: number, limit: number) => store.trail(PAIR_ID, sinceMs, limit).map(({ fix }) => fix.timeS - START_S);
    expect(times(0, 10)).toEqual([10, 20, 30, 40]);
    expect(times(START_MS + 20_000, 10)).toEqual([20, 30, 40]);
    expect(times(START_MS + 20_001, 10)).toEqual([30, 40]);
    expect(times(0, 2)).toEqual([30, 40]);
    expect(times(0, 0)).toEqual([]);
    expect(store.trail("nobody", 0, 10)).toEqual([]);
  });

  test("what was heard comes back after a restart, with the time since which the device has been silent", () => {
    const silent = { silence: "withdrawn" as const };
    const fix = keepOf(device.fix(START_S), START_MS);
    const statuses = [1, 2, 3].map((n) => keepOf(device.status(START_S + n, silent), START_MS + n * 1000));
    commit(fix, ...statuses);
    const hearing = reopened().hearing(PAIR_ID);
    if (!hearing.ok || hearing.value === null) throw new Error("no hearing");
    expect(hearing.value.lastFix).toMatchObject({ fix: reportOf(fix), receivedMs: START_MS });
    expect(hearing.value.lastStatus).toMatchObject({ status: reportOf(statuses[2]), receivedMs: START_MS + 3000 });
    expect(hearing.value.account).toMatchObject({ silence: "withdrawn", sinceMs: START_MS + 1000 });
    expect(hearing.value.lastHeardMs).toBe(START_MS + 3000);
  });

  test("R-23 fixes older than fourteen days by the device's clock or the console's are gone, and so is the key of their day", () => {
    const old = keepOf(device.fix(START_S), START_MS);
    const late = keepOf(device.fix(START_S), START_MS + 10 * DAY_MS);
    const fresh = keepOf(device.fix(START_S + 10 * 86_400), START_MS + 10 * DAY_MS);
    commit(old, late, fresh);
    const chains = new Map([[PAIR_ID, pair.chain]]);
    expect(store.erase(chains, START_MS + 14 * DAY_MS).ok && fixes()).toHaveLength(3);
    expect(store.erase(chains, START_MS + 15 * DAY_MS + 1000).ok && fixes()).toEqual([reportOf(fresh)]);
    expect(store.tally(PAIR_ID)).toEqual({ held: 1, low: 3, high: 3 });
    const driver = openSqlite(place.file("console.db"));
    expect(driver.prepare("SELECT day FROM day_key").all()).toEqual([{ day: dayIndex(START_MS + 10 * DAY_MS) }]);
    driver.close();
  });

  test("R-40 neither label, position nor key of anyone is readable in the files on the disk", () => {
    const frame = device.fix(START_S, { latE7: 379838120, lonE7: 237275390 });
    commit(keepOf(frame));
    const body = encode(frame.report);
    const canaries = [
      Buffer.from("Nan"),
      body.slice(6, 14),
      pair.topicKey,
      pair.chain.headerKey,
      pair.chain.head.key,
      pair.command.key,
    ];
    for (const name of readdirSync(dirname(place.file("x")))) {
      const content = readFileSync(place.file(name));
      expect(canaries.filter((canary) => content.includes(Buffer.from(canary)))).toEqual([]);
    }
  });

  test("a commit with a pair that is not there stores nothing and says nothing was stored", () => {
    const done = store.commit([
      { pairId: "nobody", before: pair.chain, after: pair.chain, deletion: null, keeps: [keepOf(device.fix(START_S))] },
    ]);
    expect(done).toEqual({ ok: true, value: [[]] });
  });

  test("another program's write is noticed, our own is not", () => {
    const before = store.writesElsewhere();
    commit(keepOf(device.fix(START_S)));
    expect(store.writesElsewhere()).toBe(before);
    const other = opened(place.file("console.db"));
    other.saveCommand(PAIR_ID, { epoch: 1, key: new Uint8Array(32), next: null });
    other.close();
    expect(store.writesElsewhere()).not.toBe(before);
  });
});
