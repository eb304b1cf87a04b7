import { existsSync, readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type AskedCommand, MAX_WAITING, type Wish } from "../../../../guardian/core/asking.ts";
import { makePair } from "../../../../guardian/core/chain.ts";
import { guardianCipher } from "../../../../guardian/core/cipher.ts";
import { openSqlite } from "../../../../guardian/store/sqlite.ts";
import type { Store } from "../../../../guardian/store/store.ts";
import type { DeviceState } from "../../../../guardian/subscriber/device-state.ts";
import { takeInAll } from "../../../../guardian/subscriber/intake.ts";
import { opened, PAIR_ID, pairedStore, START_MS, START_S, scratch } from "../../../oracle/guardian-store.ts";
import type { ToyDevice, ToyFrame } from "../../../oracle/toy-device.ts";

const DAY_MS = 86_400_000;
const wish = (act: Wish["act"], value = 0): Wish => ({ act, value, consent: 1 });

describe("what was asked, on the console's disk", () => {
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

  function ask(act: Wish["act"], nowMs = START_MS, value = 0): AskedCommand {
    const done = store.ask(PAIR_ID, wish(act, value), nowMs);
    if (!done.ok) throw new Error(done.sentence);
    return done.value;
  }

  function take(frames: ToyFrame[], nowMs = START_MS) {
    const taken = takeInAll(
      guardianCipher,
      store,
      frames.map(({ frame }) => ({ device: state, frame })),
      nowMs,
    );
    if (!Array.isArray(taken)) throw new Error(taken.sentence);
    return taken.flatMap(({ durable }) => durable.map(({ number }) => number));
  }

  function reopen(): void {
    store.close();
    store = opened(file);
  }

  function count(table: string): number {
    const driver = openSqlite(file);
    const row = driver.prepare<{ n: number }>(`SELECT count(*) AS n FROM ${table}`).get();
    driver.close();
    return row?.n ?? 0;
  }

  const asked = (limit = 100) => {
    const done = store.asked(PAIR_ID, limit);
    if (!done.ok) throw new Error(done.sentence);
    return done.value;
  };
  const next = (nowMs = START_MS) => {
    const done = store.nextCommand(PAIR_ID, nowMs);
    if (!done.ok) throw new Error(done.sentence);
    return done.value;
  };

  test("P29 no number is given out twice: over restarts, after all rows were erased, with a clock that was set back", () => {
    const numbers = [ask("ping").sequence, ask("set-interval", START_MS, 60).sequence];
    reopen();
    numbers.push(ask("stop").sequence);
    expect(store.erase(new Map([[PAIR_ID, state.pair.chain]]), START_MS + 15 * DAY_MS).ok).toBe(true);
    expect(asked()).toEqual([]);
    reopen();
    numbers.push(ask("ping", START_MS - 99 * DAY_MS).sequence, ask("ping", START_MS - 99 * DAY_MS).sequence);
    expect([...new Set(numbers)].sort((a, b) => a - b)).toEqual(numbers);
  });

  test("is what was asked for, newest first, and comes back after a restart", () => {
    const first = ask("set-interval", START_MS, 300);
    const second = ask("locate-now", START_MS + 5);
    expect(first).toMatchObject({ act: "set-interval", value: 300, consent: 1, createdMs: START_MS, sentMs: null, result: null });
    reopen();
    expect(asked()).toEqual([second, first]);
    expect(asked(1)).toEqual([second]);
    expect(store.lastAsked(PAIR_ID, "set-interval")).toEqual({ ok: true, value: first });
    expect(store.lastAsked(PAIR_ID, "erase")).toEqual({ ok: true, value: null });
    expect(store.asked("nobody", 9)).toEqual({ ok: true, value: [] });
  });

  test("takes its turn by number, until it is answered or its time is over; a leave goes before all others", () => {
    const ping = ask("ping");
    const stop = ask("stop");
    expect(next()).toEqual(ping);
    take([device.answer(ping.sequence, "done", START_S)]);
    expect(next()).toEqual(stop);
    const late = ask("ping", START_MS + 1);
    take([device.answer(stop.sequence, "done", START_S)]);
    expect(next()).toEqual(late);
    expect(next(START_MS + 601_000)).toBeNull();
    ask("erase");
    const leave = ask("revoke-self");
    expect(next()).toEqual(leave);
  });

  test("no more of it waits than is named, but who leaves may always say so, and nothing is asked after that", () => {
    for (let i = 0; i < MAX_WAITING; i++) ask("ping");
    expect(store.ask(PAIR_ID, wish("ping"), START_MS)).toMatchObject({ ok: false, failure: "many-waiting" });
    expect(asked()).toHaveLength(MAX_WAITING);
    ask("revoke-self");
    expect(store.ask(PAIR_ID, wish("ping"), START_MS)).toMatchObject({ ok: false, failure: "leaving" });
    expect(store.ask("nobody", wish("ping"), START_MS)).toMatchObject({ ok: false, failure: "no-device" });
    // What has expired waits no more.
    expect(store.ask(PAIR_ID, wish("ping"), START_MS + 4 * DAY_MS).ok).toBe(true);
  });

  test("notes when it first left, and not the later tries", () => {
    const { sequence } = ask("ping");
    expect(store.noteSent(PAIR_ID, sequence, START_MS + 10).ok).toBe(true);
    expect(store.noteSent(PAIR_ID, sequence, START_MS + 15_000).ok).toBe(true);
    expect(asked()[0]).toMatchObject({ sentMs: START_MS + 10 });
  });

  test("an answer is kept with what it answers, acknowledged each time it comes, and is no position and no status", () => {
    const { sequence } = ask("locate-now");
    const answer = device.answer(sequence, "too-often", START_S);
    expect(take([answer], START_MS + 700)).toEqual([answer.number]);
    expect(take([answer, answer], START_MS + 900)).toEqual([answer.number, answer.number]);
    expect(asked()[0]).toMatchObject({ answeredMs: START_MS + 700, result: "too-often" });
    expect([count("fix"), count("status"), count("frame")]).toEqual([0, 0, 1]);
    expect(state.refusedFrames).toBe(0);
    expect(state.hearing).toMatchObject({ lastFix: null, lastStatus: null, account: null, lastHeardMs: START_MS + 700 });
    reopen();
    expect(asked()[0]).toMatchObject({ answeredMs: START_MS + 700, result: "too-often" });
    expect(store.hearing(PAIR_ID)).toEqual({ ok: true, value: state.hearing });
  });

  test("the first answer counts, one that is late counts still, and one to a number that was never asked changes nothing", () => {
    const { sequence } = ask("ping");
    take([device.answer(sequence + 1, "done", START_S), device.answer(sequence, "time-unknown", 0)], START_MS + 3_000_000);
    take([device.answer(sequence, "done", START_S)], START_MS + 3_000_001);
    expect(asked()).toMatchObject([{ sequence, result: "time-unknown", answeredMs: START_MS + 3_000_000 }]);
  });

  test("F42 another answer under the place of one that was kept is a clash, and changes nothing", () => {
    const { sequence } = ask("ping");
    take([device.answer(sequence, "gate-closed", START_S)]);
    device.number = 0;
    expect(take([device.answer(sequence, "done", START_S)])).toEqual([]);
    expect(asked()[0]?.result).toBe("gate-closed");
    expect(store.clashes(PAIR_ID)).toBe(1);
  });

  test("R-23 is gone after fourteen days", () => {
    ask("ping");
    const young = ask("ping", START_MS + 2 * DAY_MS);
    store.erase(new Map([[PAIR_ID, state.pair.chain]]), START_MS + 15 * DAY_MS);
    expect(asked()).toEqual([young]);
  });

  test("R-34 goes with the wearer's deletion when it is over; what still waits goes on waiting", () => {
    const answered = ask("locate-now");
    take([device.answer(answered.sequence, "done", START_S)]);
    ask("ping");
    const stop = ask("stop");
    const nowMs = START_MS + 700_000;
    device.step();
    take([device.status(nowMs / 1000, { silence: "deletion-asked" })], nowMs);
    expect(asked()).toEqual([stop]);
  });

  test("P49 a database of the second format is brought to it, and can be asked in", () => {
    const fix = device.fix(START_S);
    take([fix]);
    store.close();
    const driver = openSqlite(file);
    driver.execute(
      "DROP TABLE fence; DROP TABLE alert; DROP TABLE command; ALTER TABLE pair DROP COLUMN command_sequence; PRAGMA user_version = 2;",
    );
    driver.close();
    store = opened(file);
    expect(store.trail(PAIR_ID, 0, 9).map((stored) => stored.fix)).toEqual([fix.report]);
    expect(next()).toBeNull();
    expect(next(ask("ping").createdMs)).toEqual(asked()[0]);
  });

  describe("R-44 a pair that was left", () => {
    test("leaves no key, position, name or question of its own behind, and another pair untouched", () => {
      store.addPair(makePair(guardianCipher, "pair-2", "Pop", new Uint8Array(32).fill(9)), START_MS);
      take([device.fix(START_S), device.status(START_S + 1)]);
      const driver = openSqlite(file);
      const keys = driver.prepare<{ key: Uint8Array }>("SELECT key FROM epoch_key WHERE pair = 1 UNION SELECT key FROM day_key");
      const fixes = driver.prepare<{ key: Uint8Array }>("SELECT body AS key FROM fix");
      const pair = driver.prepare<{ key: Uint8Array }>("SELECT topic_key AS key FROM pair WHERE row = 1");
      const canaries = [...keys.all(), ...fixes.all(), ...pair.all()].map(({ key }) => Buffer.from(key));
      driver.close();
      const found = () =>
        canaries.filter((canary) =>
          ["", "-wal"].some((end) => existsSync(file + end) && readFileSync(file + end).includes(canary)),
        ).length;
      expect([canaries.length, found()]).toEqual([5, 5]);
      ask("ping");
      expect(store.removePair(PAIR_ID)).toEqual({ ok: true, value: undefined });
      expect(found()).toBe(0);
      expect(["command", "fix", "status", "frame", "epoch_key", "day_key"].map(count)).toEqual([0, 0, 0, 0, 1, 0]);
      const pairs = store.pairs();
      expect(pairs.ok && pairs.value.map(({ id }) => id)).toEqual(["pair-2"]);
    });

    test("is unknown at once and after a restart, and removing it again is no error", () => {
      store.removePair(PAIR_ID);
      expect(store.ask(PAIR_ID, wish("ping"), START_MS)).toMatchObject({ ok: false, failure: "no-device" });
      reopen();
      expect(store.pairs()).toEqual({ ok: true, value: [] });
      expect(store.removePair(PAIR_ID).ok).toBe(true);
    });
  });
});
