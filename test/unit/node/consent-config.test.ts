import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { ConfigProblem, type DeviceConfig, readConfig } from "../../../device/node/config.ts";

const home = mkdtempSync(join(tmpdir(), "lychnos-config-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const SERVICE = {
  controller: "A guardian, Street 1, Town",
  purpose: "To be found.",
  timeZone: "UTC",
  hours: [{ days: ["mon"], from: "07:00", to: "09:00" }],
  intervalS: 1,
  decimals: 6,
  months: 1,
};
const PLAIN = { stateDir: "/nowhere", receiver: { path: "/dev/null" }, lamp: { kind: "terminal" }, service: SERVICE };

function read(config: unknown): DeviceConfig {
  const path = join(home, "device.json");
  writeFileSync(path, JSON.stringify(config));
  return readConfig(path);
}

it("a configuration without the newer fields is that of an adult who reads English, kept for 14 days", () => {
  const config = read(PLAIN);
  expect(config.wearer).toEqual({ ageGroup: "adult", language: "en" });
  expect(config.service).toMatchObject({ retentionDays: 14, closed: [], trips: [] });
});

it("the example is one that can be used", () => {
  expect(readConfig("hw/device.example.json").wearer.language).toBe("en");
});

it("R-13 a minor's configuration says the purpose in the child's words", () => {
  const minor = { ...PLAIN, wearer: { ageGroup: "5-8", language: "el" } };
  expect(() => read(minor)).toThrow(/purposeForChild/);
  const service = { ...SERVICE, purposeForChild: "So that you get home." };
  expect(read({ ...minor, service }).wearer.ageGroup).toBe("5-8");
});

it.each([
  ["R-23 more than 14 days", { retentionDays: 15 }],
  ["R-23 no day at all", { retentionDays: 0 }],
  ["R-12 more than twelve months", { months: 13 }],
  ["R-21 no hours and no trip", { hours: [] }],
  ["R-11 a representative without a name", { representative: " " }],
  ["R-11 recipients without a name", { recipients: [] }],
  ["R-17 data that nobody declared", { sensitive: ["thoughts"] }],
  ["a field that does not exist", { covert: true }],
])("%s is refused, and the file is named", (_title, change) => {
  expect(() => read({ ...PLAIN, service: { ...SERVICE, ...change } })).toThrow(ConfigProblem);
});
