import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { guardianCipher } from "../../../../guardian/core/cipher.ts";
import { movementOf } from "../../../../guardian/core/movement/movement.ts";
import { weekOf } from "../../../../guardian/core/movement/week.ts";
import { openSqlite } from "../../../../guardian/store/sqlite.ts";
import type { Store } from "../../../../guardian/store/store.ts";
import type { DeviceState } from "../../../../guardian/subscriber/device-state.ts";
import { eraseOld, keepWeeks } from "../../../../guardian/subscriber/erase-old.ts";
import { takeInAll } from "../../../../guardian/subscriber/intake.ts";
import { PAIR_ID, pairedStore, scratch } from "../../../oracle/guardian-store.ts";
import { knownDay } from "../../../oracle/movement-days.ts";
import type { ToyDevice, ToyFrame } from "../../../oracle/toy-device.ts";

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
/** Monday, 2 November 2026, in the wearer's zone and UTC the same day. */
const MONDAY_MS = Date.UTC(2026, 10, 2);
const CLASSES = { distance: 4, trips: 2, moving: 3, daysSeen: 3 };

describe("R-23 weeks that outlive the positions", () => {
  let place: ReturnType<typeof scratch>;
  let file: string;
  let store: Store;
  let state: DeviceState;
  let device: ToyDevice;

  beforeEach(() => {
    place = scratch();
    file = place.file("console.db");
    ({ store, state, device } = pairedStore(file));
    store.setZone(PAIR_ID, "Europe/Athens");
  });
  afterEach(() => {
    store.close();
    place.clear();
  });

  const kept = () => {
    const weeks = store.weeks(PAIR_ID);
    return weeks.ok ? weeks.value : null;
  };
  const rows = (): { tag: Uint8Array; monday: number }[] => {
    const driver = openSqlite(file);
    const found = driver.prepare<{ tag: Uint8Array; monday: number }>("SELECT tag, monday FROM movement_week").all();
    driver.close();
    return found;
  };
  const take = (frames: ToyFrame[], nowMs: number): void => {
    const arrived = frames.map(({ frame }) => ({ device: state, frame }));
    expect(Array.isArray(takeInAll(guardianCipher, store, arrived, nowMs))).toBe(true);
  };
  const liveOn = (dayMs: number, seed: number) => {
    const { fixes } = knownDay(seed, { way: "foreseen", intervalS: 10, wanderM: 2 }, dayMs + 5 * 3_600_000);
    device.step();
    take(
      fixes.map(({ fix }) => device.seal(fix)),
      dayMs + DAY_MS - 1,
    );
    return fixes;
  };

  it("are summed up when they are over, and not before", () => {
    const fixes = liveOn(MONDAY_MS + DAY_MS, 5);
    expect(keepWeeks(store, PAIR_ID, MONDAY_MS + 3 * DAY_MS)).toBeNull();
    expect(kept()).toEqual([]);
    expect(keepWeeks(store, PAIR_ID, MONDAY_MS + WEEK_MS)).toBeNull();
    const classes = weekOf(movementOf(fixes), "2026-11-02", "Europe/Athens");
    expect(kept()).toEqual([{ monday: "2026-11-02", classes }]);
  });

  it("take in what came late, as long as all positions are there, and stay as they are afterwards", () => {
    liveOn(MONDAY_MS, 5);
    keepWeeks(store, PAIR_ID, MONDAY_MS + WEEK_MS);
    const first = kept()?.[0]?.classes;
    // Six more days of the same week arrive when it is long over.
    for (let n = 1; n < 6; n++) liveOn(MONDAY_MS + n * DAY_MS, 5 + n);
    keepWeeks(store, PAIR_ID, MONDAY_MS + WEEK_MS + DAY_MS);
    expect(kept()?.[0]?.classes).toEqual(first);
    keepWeeks(store, PAIR_ID, MONDAY_MS + 13 * DAY_MS + 3_600_000);
    const whole = kept()?.[0]?.classes;
    expect(whole?.daysSeen).toBeGreaterThan(first?.daysSeen ?? 9);
    const devices = new Map([[PAIR_ID, state]]);
    for (let n = 14; n < 22; n++) expect(eraseOld(store, devices, MONDAY_MS + n * DAY_MS + 3_600_000)).toBeNull();
    expect(store.trail(PAIR_ID, 0, 10)).toEqual([]);
    expect(kept()?.map((week) => week.classes)).toEqual([whole]);
  });

  it("are there even when the console was off until their positions had to go", () => {
    liveOn(MONDAY_MS, 5);
    expect(eraseOld(store, new Map([[PAIR_ID, state]]), MONDAY_MS + 20 * DAY_MS)).toBeNull();
    expect(store.trail(PAIR_ID, 0, 10)).toEqual([]);
    expect(kept()).toHaveLength(1);
  });

  it("go after twenty-six weeks", () => {
    store.keepWeek(PAIR_ID, "2026-11-02", CLASSES);
    store.erase(new Map(), MONDAY_MS + 26 * WEEK_MS);
    expect(kept()).toHaveLength(1);
    store.erase(new Map(), MONDAY_MS + 26 * WEEK_MS + DAY_MS);
    expect(rows()).toEqual([]);
  });

  it("R-34 go when the wearer has their data deleted, and those of afterwards are not tied to them", () => {
    store.keepWeek(PAIR_ID, "2026-11-02", CLASSES);
    const before = rows();
    device.step();
    take([device.status(MONDAY_MS / 1000, { silence: "deletion-asked" })], MONDAY_MS);
    expect(rows()).toEqual([]);
    expect(kept()).toEqual([]);
    store.keepWeek(PAIR_ID, "2026-11-09", CLASSES);
    expect(Buffer.from(rows()[0]?.tag ?? []).equals(Buffer.from(before[0]?.tag ?? []))).toBe(false);
  });

  it("go with the pair, and with no other", () => {
    store.keepWeek(PAIR_ID, "2026-11-02", CLASSES);
    store.removePair("another");
    expect(rows()).toHaveLength(1);
    store.removePair(PAIR_ID);
    expect(rows()).toEqual([]);
  });

  it("name nobody: their rows have a tag of chance, and the pair's own row has it sealed", () => {
    store.keepWeek(PAIR_ID, "2026-11-02", CLASSES);
    const [row] = rows();
    const driver = openSqlite(file);
    const pairs = driver.prepare<Record<string, unknown>>("SELECT * FROM pair").all();
    driver.close();
    const bytes = Object.values(pairs[0] ?? {}).filter((value) => value instanceof Uint8Array);
    expect(bytes.length).toBeGreaterThan(4);
    expect(bytes.some((value) => Buffer.from(value).includes(Buffer.from(row?.tag ?? [])))).toBe(false);
    expect(bytes.some((value) => Buffer.from(value).includes("Athens"))).toBe(false);
    expect(store.zone(PAIR_ID)).toEqual({ ok: true, value: "Europe/Athens" });
  });
});
