import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readConfig } from "../../../device/node/config.ts";
import { noticePages } from "../../../device/node/notice.ts";
import { sentencesOf, TERMS, WEARERS, wordsOf } from "../../oracle/notice-wearers.ts";

const EXAMPLE = JSON.parse(readFileSync(join(import.meta.dirname, "../../../hw/device.example.json"), "utf8"));
const SENSOR = { device: "iio:device0" };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lychnos-config-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function read(change: Record<string, unknown>, service: Record<string, unknown> = { sensitive: ["falls"] }) {
  const path = join(folder, "device.json");
  writeFileSync(path, JSON.stringify({ ...EXAMPLE, ...change, service: { ...EXAMPLE.service, ...service } }));
  return readConfig(path);
}

describe("R-17 an accelerometer in the configuration", () => {
  it("is taken where the notice names falls, fifty times a second unless it says otherwise", () => {
    expect(read({ accelerometer: SENSOR }).accelerometer).toEqual({ device: "iio:device0", rateHz: 50, root: "/" });
    expect(read({}).accelerometer).toBeUndefined();
  });

  it("is refused where the notice names no falls", () => {
    expect(() => read({ accelerometer: SENSOR }, {})).toThrow("the notice names no falls");
    expect(() => read({ accelerometer: SENSOR }, { sensitive: ["steps"] })).toThrow("the notice names no falls");
  });

  it("is refused where nothing could ask the wearer", () => {
    expect(() => read({ accelerometer: SENSOR, haptic: undefined })).toThrow("set up haptic");
  });

  it.each([
    [{ device: "../../x" }],
    [{ device: "iio:device0/.." }],
    [{}],
    [{ ...SENSOR, rateHz: 10 }],
    [{ ...SENSOR, rateHz: 900 }],
  ])("is refused like %j", (accelerometer) => expect(() => read({ accelerometer })).toThrow("accelerometer"));
});

describe("R-11 what the notice says of falls", () => {
  const MOST = { adult: 30, "14-17": 20, "9-13": 12, "5-8": 10 };
  const textOf = (wearer: (typeof WEARERS)[number], stopBy: "button" | "keys", sensitive: "falls"[]) =>
    noticePages({ terms: { ...TERMS[wearer.language], stopBy, sensitive }, wearer, basis: "adult", guardians: 2 })
      .filter(({ field }) => field === "data")
      .map(({ text }) => text)
      .join("\n");

  it.each(WEARERS)("$language $ageGroup: the motion sensor is named with falls, and only then", (wearer) => {
    const words = wearer.language === "en" ? /sensor of motion/ : /αισθητήρας κίνησης/;
    expect(textOf(wearer, "button", ["falls"])).toMatch(words);
    expect(textOf(wearer, "button", [])).not.toMatch(words);
  });

  it.each(WEARERS)("$language $ageGroup: says how this very device is answered, in sentences of a bearable length", (wearer) => {
    const once = wearer.language === "en" ? /[Pp]ress once/ : /(Πάτα|Πατήστε) μία φορά/;
    expect(textOf(wearer, "button", ["falls"])).toMatch(once);
    expect(textOf(wearer, "keys", ["falls"])).not.toMatch(once);
    if (wearer.ageGroup !== "adult") return;
    for (const stopBy of ["button", "keys"] as const)
      expect(Math.max(...sentencesOf(textOf(wearer, stopBy, ["falls"])).map(wordsOf))).toBeLessThanOrEqual(MOST[wearer.ageGroup]);
  });
});
