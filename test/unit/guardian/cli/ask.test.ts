import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { guardianCommand } from "../../../../guardian/cli/guardian.ts";
import { openData } from "../../../../guardian/cli/open-data.ts";
import { EXIT_CONFIG } from "../../../../guardian/cli/problem.ts";
import { settingsOf } from "../../../../guardian/cli/settings.ts";
import { MAX_WAITING } from "../../../../guardian/core/asking.ts";
import { makePair } from "../../../../guardian/core/chain.ts";
import { guardianCipher } from "../../../../guardian/core/cipher.ts";
import type { Store } from "../../../../guardian/store/store.ts";
import type { DeviceState } from "../../../../guardian/subscriber/device-state.ts";
import { takeInAll } from "../../../../guardian/subscriber/intake.ts";
import { loadDevices } from "../../../../guardian/subscriber/load-devices.ts";
import { PAIR_ID, ROOT, scratch } from "../../../oracle/guardian-store.ts";
import { ToyDevice, type ToyFrame } from "../../../oracle/toy-device.ts";

describe("lychnos guardian ask", () => {
  let place: ReturnType<typeof scratch>;
  let store: Store;
  let device: ToyDevice;
  let said: string;

  beforeEach(() => {
    place = scratch();
    store = openData(settingsOf({ data: place.file("data") }, {}));
    expect(store.addPair(makePair(guardianCipher, PAIR_ID, "Nan", ROOT), Date.now()).ok).toBe(true);
    device = new ToyDevice(guardianCipher, ROOT);
    said = "";
    for (const stream of [process.stdout, process.stderr])
      vi.spyOn(stream, "write").mockImplementation((text) => {
        said += String(text);
        return true;
      });
  });
  afterEach(() => {
    vi.restoreAllMocks();
    process.exitCode = 0;
    store.close();
    place.clear();
  });

  /** @returns what it said, and its exit code. */
  async function run(...args: string[]): Promise<{ said: string; code: number }> {
    said = "";
    process.exitCode = 0;
    await guardianCommand().parseAsync([...args, "--data", place.file("data")], { from: "user" });
    return { said, code: Number(process.exitCode) };
  }
  const ask = (...args: string[]) => run("ask", "Nan", ...args, "--wait", "0");

  function take(frame: ToyFrame): void {
    const devices = new Map<string, DeviceState>();
    loadDevices(store, devices);
    const arrived = [{ device: devices.get(PAIR_ID) as DeviceState, frame: frame.frame }];
    expect(Array.isArray(takeInAll(guardianCipher, store, arrived, Date.now()))).toBe(true);
  }
  const newest = () => {
    const done = store.asked(PAIR_ID, 1);
    return done.ok ? (done.value[0] ?? null) : null;
  };

  test("puts what is asked where the console finds it, under the consent that was heard of last", async () => {
    take(device.status(0, { consent: 6 }));
    expect(await ask("locate")).toMatchObject({
      code: 0,
      said: expect.stringMatching(/^Asked for: the position\.\nNot sent yet/),
    });
    expect(newest()).toMatchObject({ act: "locate-now", consent: 6, value: 0 });
    await ask("interval", "60");
    expect(newest()).toMatchObject({ act: "set-interval", value: 60 });
    await ask("precision", "0");
    expect(newest()).toMatchObject({ act: "set-precision", value: 0 });
    for (const [word, act] of [
      ["ping", "ping"],
      ["stop", "stop"],
      ["erase", "erase"],
    ] as const) {
      await ask(word);
      expect(newest()?.act).toBe(act);
    }
  });

  test("says what fits when the number does not, and asks nothing", async () => {
    take(device.status(0));
    for (const args of [
      ["interval"],
      ["interval", "0"],
      ["interval", "86401"],
      ["interval", "1e3"],
      ["precision", "7"],
      ["ping", "1"],
    ]) {
      const answer = await ask(...args);
      expect([args, answer.code, answer.said.endsWith(".\n")]).toEqual([args, EXIT_CONFIG, true]);
    }
    expect((await run("ask", "Nan", "ping", "--wait", "soon")).code).toBe(EXIT_CONFIG);
    expect(newest()).toBeNull();
  });

  test("says what to do when the device was never heard, is not there, or has too much waiting", async () => {
    expect(await ask("locate")).toMatchObject({ code: 1, said: expect.stringContaining("lychnos guardian list") });
    expect(await run("ask", "Pop", "ping")).toMatchObject({ code: 1, said: expect.stringContaining("lychnos guardian list") });
    for (let i = 0; i < MAX_WAITING; i++) expect((await ask("ping")).code).toBe(0);
    expect(await ask("ping")).toMatchObject({ code: 1, said: expect.stringContaining("Ask again when") });
  });

  test("waits for the answer, and its exit code tells a refusal", async () => {
    const answered = (result: "done" | "gate-closed") => {
      const timer = setInterval(() => {
        const asked = newest();
        if (asked?.answeredMs === null) take(device.answer(asked.sequence, result, 0));
      }, 5);
      return () => clearInterval(timer);
    };
    let stop = answered("done");
    expect(await run("ask", "Nan", "ping")).toEqual({ code: 0, said: "Asked for: a sign of life.\nThe device is on the air.\n" });
    stop();
    stop = answered("gate-closed");
    expect(await run("ask", "Nan", "ping")).toMatchObject({
      code: 1,
      said: expect.stringContaining("records nothing at present"),
    });
    stop();
  });

  test("R-44 leaves after --yes, after which nothing is asked any more", async () => {
    expect((await ask("leave", "--yes")).code).toBe(0);
    expect(newest()?.act).toBe("revoke-self");
    expect(await ask("ping")).toMatchObject({ code: 1, said: expect.stringContaining("leaving") });
  });

  test("asked lists what was asked and how each fared, oldest first", async () => {
    expect((await run("asked", "Nan")).said).toBe("Nothing was asked of this device within fourteen days.\n");
    await ask("ping");
    take(device.answer(newest()?.sequence ?? 0, "time-unknown", 0));
    await ask("stop");
    const lines = (await run("asked", "Nan")).said.split("\n");
    expect(lines[0]).toMatch(/^\d{4}-.*Z {2}a sign of life: The device does not know the time/);
    expect(lines[1]).toMatch(/no more positions: Not sent yet/);
    expect(lines[2]).toBe("");
  });

  test("P60 neither label, id nor key is in anything that is said", async () => {
    take(device.fix(1_700_000_000));
    const all = [
      await ask("locate"),
      await ask("stop"),
      await ask("leave", "--yes"),
      await run("asked", "Nan"),
      await ask("ping"),
    ];
    for (const { said: text } of all) expect(text).not.toMatch(/Nan|pair-1|38\.0|23\.6/);
  });
});
