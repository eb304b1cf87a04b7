import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { guardianCommand } from "../../../../guardian/cli/guardian.ts";
import { openData } from "../../../../guardian/cli/open-data.ts";
import { EXIT_CONFIG } from "../../../../guardian/cli/problem.ts";
import { settingsOf } from "../../../../guardian/cli/settings.ts";
import { makePair } from "../../../../guardian/core/chain.ts";
import { guardianCipher } from "../../../../guardian/core/cipher.ts";
import type { Store } from "../../../../guardian/store/store.ts";
import type { DeviceState } from "../../../../guardian/subscriber/device-state.ts";
import { takeInAll } from "../../../../guardian/subscriber/intake.ts";
import { loadDevices } from "../../../../guardian/subscriber/load-devices.ts";
import { PAIR_ID, ROOT, scratch } from "../../../oracle/guardian-store.ts";
import { ToyDevice, type ToyFrame } from "../../../oracle/toy-device.ts";

const SQUARE = [
  [23.7, 38],
  [23.71, 38],
  [23.71, 38.01],
  [23.7, 38.01],
  [23.7, 38],
];

describe("lychnos guardian fence", () => {
  let place: ReturnType<typeof scratch>;
  let store: Store;
  let device: ToyDevice;
  let said: string;

  beforeEach(() => {
    place = scratch();
    store = openData(settingsOf({ data: place.file("data") }, {}));
    expect(store.addPair(makePair(guardianCipher, PAIR_ID, "Nan", ROOT), Date.now()).ok).toBe(true);
    device = new ToyDevice(guardianCipher, ROOT);
    for (const stream of [process.stdout, process.stderr])
      vi.spyOn(stream, "write").mockImplementation((text) => {
        said += String(text);
        return true;
      });
    take(device.fix(Math.floor(Date.now() / 1000)));
  });
  afterEach(() => {
    vi.restoreAllMocks();
    process.exitCode = 0;
    store.close();
    place.clear();
  });

  async function fence(...args: string[]): Promise<{ said: string; code: number }> {
    said = "";
    process.exitCode = 0;
    await guardianCommand().parseAsync(["fence", "Nan", ...args, "--data", place.file("data")], { from: "user" });
    return { said, code: Number(process.exitCode) };
  }

  function take(frame: ToyFrame): void {
    const devices = new Map<string, DeviceState>();
    loadDevices(store, devices);
    const arrived = [{ device: devices.get(PAIR_ID) as DeviceState, frame: frame.frame }];
    expect(Array.isArray(takeInAll(guardianCipher, store, arrived, Date.now()))).toBe(true);
  }

  const waiting = () => {
    const done = store.asked(PAIR_ID, 99);
    return done.ok ? done.value.filter((asked) => asked.answeredMs === null).reverse() : [];
  };

  function polygonFile(coordinates: unknown = [SQUARE]): string {
    const file = place.file("place.geojson");
    writeFileSync(file, JSON.stringify({ type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates } }));
    return file;
  }

  test("sets a circle, says how it stands, and clears it", async () => {
    const circle = ["--circle", "38,23.7,150", "--days", "mon-fri", "--from", "08:00", "--to", "16:00"];
    expect(await fence("set", "school", ...circle)).toMatchObject({ code: 0 });
    const [asked] = waiting();
    expect(asked).toMatchObject({ act: "fence-set", value: 256 });
    expect(asked?.fence).toHaveLength(18);
    const line = "school  circle of 150 m, mon,tue,wed,thu,fri from 08:00 to 16:00: ";
    expect((await fence("list")).said).toBe(`${line}not on the device yet\n`);
    take(device.answer(asked?.sequence ?? 0, "done", 0));
    expect((await fence("list")).said).toBe(`${line}watched by the device\n`);
    await fence("clear", "school");
    expect(waiting()).toMatchObject([{ act: "fence-clear", value: 0 }]);
    expect((await fence("list")).said).toContain("watches no fence");
  });

  test("sets a polygon in parts; one that is refused makes all of it refused", async () => {
    expect(await fence("set", "park", "--polygon", polygonFile())).toMatchObject({ code: 0 });
    const parts = waiting();
    expect(parts.map(({ act }) => act)).toEqual(["fence-set", "fence-set", "fence-set"]);
    take(device.answer(parts[0]?.sequence ?? 0, "done", 0));
    expect((await fence("list")).said).toContain("polygon of 4 corners, every day: not on the device yet");
    take(device.answer(parts[2]?.sequence ?? 0, "wider-than-agreed", 0));
    expect((await fence("list")).said).toContain("draw it larger");
  });

  test("keeps names and places on this machine, sealed", async () => {
    await fence("set", "Grandmother Eleni", "--circle", "38.12345,23.76543,150");
    const text = JSON.stringify(waiting());
    expect(text).not.toContain("Eleni");
    const files = readdirSync(place.file("data"));
    expect(files).toContain("console.db-wal");
    for (const name of files) {
      const bytes = readFileSync(place.file(`data/${name}`)).toString("latin1");
      expect(bytes).not.toMatch(/Eleni|38\.12345|latDeg/);
    }
  });

  test("says that a fence has ended when the wearer agreed to something else", async () => {
    await fence("set", "home", "--circle", "38,23.7,150");
    take(device.answer(waiting()[0]?.sequence ?? 0, "done", 0));
    take(device.fix(Math.floor(Date.now() / 1000) + 5, { consent: 2 }));
    expect((await fence("list")).said).toContain("set it again");
  });

  test("takes eight, and draws one of the same name anew", async () => {
    for (let i = 0; i < 8; i++) expect((await fence("set", `place ${i}`, "--circle", "38,23.7,150")).code).toBe(0);
    expect((await fence("set", "place 3", "--circle", "38,23.7,300")).code).toBe(0);
    const ninth = await fence("set", "one more", "--circle", "38,23.7,150");
    expect(ninth).toMatchObject({ code: 1, said: expect.stringContaining("eight fences") });
  });

  test.each([
    ["no shape", []],
    ["two shapes", ["--circle", "38,23.7,150", "--polygon", "x"]],
    ["a circle that is too small", ["--circle", "38,23.7,49"]],
    ["a circle that is no circle", ["--circle", "38;23.7;150"]],
    ["a place off the earth", ["--circle", "91,23.7,150"]],
    ["a day that there is none of", ["--circle", "38,23.7,150", "--days", "funday"]],
    ["a time that there is none of", ["--circle", "38,23.7,150", "--from", "25:00"]],
    ["no time at all", ["--circle", "38,23.7,150", "--from", "08:00", "--to", "08:00"]],
    ["a file that is not there", ["--polygon", "/nowhere/place.geojson"]],
  ])("refuses %s with a sentence that says what to do", async (_what, args) => {
    const refused = await fence("set", "home", ...args);
    expect(refused.code).toBe(EXIT_CONFIG);
    expect(refused.said.length).toBeGreaterThan(30);
    expect(waiting()).toEqual([]);
  });

  test("refuses a polygon with a hole, with too few corners, and what is no GeoJSON", async () => {
    for (const coordinates of [[SQUARE, SQUARE], [SQUARE.slice(0, 3)], "nothing"]) {
      expect((await fence("set", "park", "--polygon", polygonFile(coordinates))).code).toBe(EXIT_CONFIG);
    }
  });

  test("forgets fences with the wearer's deletion", async () => {
    await fence("set", "home", "--circle", "38,23.7,150");
    take(device.status(Math.floor(Date.now() / 1000), { silence: "deletion-asked" }));
    expect((await fence("list")).said).toContain("watches no fence");
  });
});
