import { copyFileSync, existsSync, readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { guardianCipher } from "../../../../guardian/core/cipher.ts";
import { openSqlite } from "../../../../guardian/store/sqlite.ts";
import { openStore, type Store } from "../../../../guardian/store/store.ts";
import { finishDeletion } from "../../../../guardian/subscriber/deletions.ts";
import { type DeviceState, viewOf } from "../../../../guardian/subscriber/device-state.ts";
import { type TakenIn, takeInAll } from "../../../../guardian/subscriber/intake.ts";
import { loadDevices } from "../../../../guardian/subscriber/load-devices.ts";
import { CONSOLE_KEY, opened, PAIR_ID, pairedStore, START_MS, START_S, scratch } from "../../../oracle/guardian-store.ts";
import type { ToyDevice, ToyFrame } from "../../../oracle/toy-device.ts";
import { busyDriver } from "../../../oracle/trying-drivers.ts";

const ASKED_MS = START_MS + 60_000;
const UP = { up: true, sinceMs: START_MS };

describe("R-34 hearing that the wearer wants everything deleted", () => {
  let place: ReturnType<typeof scratch>;
  let file: string;
  let store: Store;
  let state: DeviceState;
  let device: ToyDevice;
  let busy: boolean;

  beforeEach(() => {
    place = scratch();
    file = place.file("console.db");
    busy = false;
    const made = pairedStore(file);
    ({ state, device } = made);
    made.store.close();
    store = reopened(file);
  });
  afterEach(() => {
    store.close();
    place.clear();
  });

  function reopened(name: string): Store {
    const done = openStore(name, CONSOLE_KEY, guardianCipher, (each) => busyDriver(each, () => busy));
    if (!done.ok) throw new Error(done.sentence);
    return done.value;
  }

  function take(frames: ToyFrame[], nowMs = ASKED_MS): TakenIn {
    const arrived = frames.map(({ frame }) => ({ device: state, frame }));
    const done = takeInAll(guardianCipher, store, arrived, nowMs);
    if (!Array.isArray(done) || done[0] === undefined) throw new Error("nothing was taken in");
    return done[0];
  }

  function loaded(from: Store): DeviceState {
    const devices = new Map<string, DeviceState>();
    expect(loadDevices(from, devices).ok).toBe(true);
    return devices.get(PAIR_ID) as DeviceState;
  }

  /** As the device does it: the epoch ends, and its first frame says what the wearer wants. */
  function ask(consent = 1, timeS = ASKED_MS / 1000): ToyFrame {
    device.step();
    return device.status(timeS, { silence: "deletion-asked", consent });
  }

  const heldFixes = () => store.trail(PAIR_ID, 0, 1000).length;
  const places = (frames: ToyFrame[]) => frames.map(({ epoch, number }) => ({ epoch, number }));
  const fixes = (count: number) => Array.from({ length: count }, (_, i) => device.fix(START_S + i));

  test("everything is erased and forgotten, the frame is acknowledged, and the view says that it was done and when", () => {
    take(fixes(5), START_MS);
    const asked = ask();
    expect(take([asked]).durable).toEqual(places([asked]));
    expect(heldFixes()).toBe(0);
    const view = viewOf(state, UP, ASKED_MS);
    expect(view).toMatchObject({ lastFix: null, explanation: "deletion-asked", explanationSinceMs: ASKED_MS, missingFixes: 0 });
    expect(view.deletion).toEqual({ consent: 1, askedMs: ASKED_MS, doneMs: ASKED_MS });
    expect(state.pair.chain.passed).toEqual([]);
    expect(JSON.stringify(state)).not.toContain("latE7");
    expect(viewOf(loaded(store), UP, ASKED_MS)).toEqual(view);
  });

  test("fixes that come in one batch with it are neither stored nor shown, before it or after it", () => {
    const [first, second] = fixes(2);
    const asked = ask();
    const taken = take([first as ToyFrame, asked, second as ToyFrame]);
    expect(taken.newFixes).toEqual([]);
    expect(taken.durable).toHaveLength(3);
    expect(heldFixes()).toBe(0);
    expect(state.hearing.lastFix).toBeNull();
  });

  test("late copies of what was sealed before cannot be opened any more, are not stored, and raise no alarm", () => {
    const early = fixes(3);
    device.step();
    const lost = device.fix(START_S + 9);
    take(early, START_MS);
    take([ask()]);
    for (const late of [...early, lost]) expect(take([late], ASKED_MS + 5000)).toMatchObject({ durable: [], newFixes: [] });
    expect(heldFixes()).toBe(0);
    expect(state.refusedFrames).toBe(0);
  });

  test("a late copy of the deletion's own epoch is let go of, without being stored", () => {
    const early = fixes(2);
    const asked = device.status(ASKED_MS / 1000, { silence: "deletion-asked" });
    take([asked]);
    expect(take(early).durable).toEqual(places(early));
    expect(heldFixes()).toBe(0);
    expect(loaded(store).hearing.lastFix).toBeNull();
  });

  test("a device that was set back to the deleted consent is refused, counted, and not acknowledged", () => {
    take([ask()]);
    device.step();
    const taken = take([device.fix(ASKED_MS / 1000 + 60, { consent: 1 }), device.fix(START_S, { consent: 2 })]);
    expect(taken).toMatchObject({ durable: [], newFixes: [] });
    expect(state.refusedFrames).toBe(2);
    expect(heldFixes()).toBe(0);
  });

  test("the next consent starts afresh, and a replay of the old word deletes nothing of it", () => {
    take(fixes(3), START_MS);
    const asked = ask();
    take([asked]);
    device.step();
    const next = [1, 2].map((s) => device.fix(ASKED_MS / 1000 + s, { consent: 2 }));
    expect(take(next, ASKED_MS + 2000).newFixes).toHaveLength(2);
    expect(take([asked], ASKED_MS + 3000).durable).toEqual(places([asked]));
    expect(heldFixes()).toBe(2);
    expect(viewOf(state, UP, ASKED_MS + 3000)).toMatchObject({ explanation: "tracking", missingFixes: 0 });
    const second = ask(2, ASKED_MS / 1000 + 10);
    take([second], ASKED_MS + 10_000);
    expect(heldFixes()).toBe(0);
    expect(state.deletion).toMatchObject({ consent: 2, askedMs: ASKED_MS + 10_000 });
  });

  test("F47 on a disk that takes nothing it is not acknowledged, and nothing is half erased", () => {
    take(fixes(3), START_MS);
    const asked = ask();
    const full: Store = { ...store, commit: () => ({ ok: false, failure: "full", sentence: "full" }) };
    expect(takeInAll(guardianCipher, full, [{ device: state, frame: asked.frame }], ASKED_MS)).toMatchObject({ ok: false });
    expect([heldFixes(), state.deletion, state.hearing.lastFix === null]).toEqual([3, null, false]);
    expect(take([asked]).durable).toHaveLength(1);
    expect(heldFixes()).toBe(0);
  });

  test("while the log beside the database cannot be emptied it is not acknowledged; asked again, it is finished", () => {
    take(fixes(3), START_MS);
    const asked = ask();
    busy = true;
    expect(take([asked]).durable).toEqual([]);
    expect(heldFixes()).toBe(0);
    expect(viewOf(state, UP, ASKED_MS).deletion).toMatchObject({ doneMs: null });
    expect(finishDeletion(store, state, ASKED_MS)).toMatchObject({ failure: "busy" });
    busy = false;
    expect(take([asked], ASKED_MS + 9000).durable).toEqual(places([asked]));
    expect(state.deletion?.doneMs).toBe(ASKED_MS + 9000);
  });

  test("a crash before the log was emptied is noticed at the next start, and repeated", () => {
    take(fixes(3), START_MS);
    const bodies = openSqlite(file);
    const sealed = bodies
      .prepare<{ body: Uint8Array }>("SELECT body FROM fix")
      .all()
      .map(({ body }) => Buffer.from(body));
    bodies.close();
    busy = true;
    take([ask()]);
    // What the disk holds at this moment is what a power cut would leave.
    const crashed = place.file("crashed.db");
    for (const end of ["", "-wal"]) copyFileSync(file + end, crashed + end);
    const left = () => ["", "-wal"].filter((end) => existsSync(crashed + end)).map((end) => readFileSync(crashed + end));
    const found = () => sealed.filter((body) => left().some((bytes) => bytes.includes(body))).length;
    expect(found()).toBeGreaterThan(0);
    const after = opened(crashed);
    const again = loaded(after);
    expect(again.deletion).toMatchObject({ consent: 1, doneMs: null });
    expect(finishDeletion(after, again, ASKED_MS + 9000)).toBeNull();
    expect(found()).toBe(0);
    expect(loaded(after).deletion?.doneMs).toBe(ASKED_MS + 9000);
    expect(after.trail(PAIR_ID, 0, 10)).toEqual([]);
    after.close();
  });
});
