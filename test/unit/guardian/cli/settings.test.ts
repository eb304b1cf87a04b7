import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { topicOf } from "../../../../device/protocol/topic.ts";
import { guardianCommand } from "../../../../guardian/cli/guardian.ts";
import { openData } from "../../../../guardian/cli/open-data.ts";
import { makePairing } from "../../../../guardian/cli/pair.ts";
import { Problem } from "../../../../guardian/cli/problem.ts";
import { settingsOf } from "../../../../guardian/cli/settings.ts";
import { guardianCipher } from "../../../../guardian/core/cipher.ts";
import { START_MS, scratch } from "../../../oracle/guardian-store.ts";
import { ToyDevice } from "../../../oracle/toy-device.ts";

describe("the guardian's commands", () => {
  let place: ReturnType<typeof scratch>;
  beforeEach(() => {
    place = scratch();
  });
  afterEach(() => place.clear());

  function problemOf(work: () => unknown): Problem {
    try {
      work();
    } catch (error) {
      if (error instanceof Problem) return error;
      throw error;
    }
    throw new Error("there was no problem");
  }

  const inFile = (content: unknown) => {
    writeFileSync(place.file("settings.json"), typeof content === "string" ? content : JSON.stringify(content));
    return { config: place.file("settings.json") };
  };

  test("flags come before the environment, the environment before the file, the file before the defaults", () => {
    const flags = inFile({ broker: { url: "mqtts://file" }, web: { port: 3 } });
    const environment = { HOME: "/h", LYCHNOS_BROKER: "mqtts://env" };
    expect(settingsOf({ ...flags, broker: "mqtts://flag" }, environment).broker.url).toBe("mqtts://flag");
    expect(settingsOf(flags, environment).broker.url).toBe("mqtts://env");
    expect(settingsOf(flags, { HOME: "/h" })).toMatchObject({ broker: { url: "mqtts://file" }, port: 3, host: "127.0.0.1" });
    expect(settingsOf({}, { HOME: "/h" })).toMatchObject({
      dataFolder: "/h/.local/share/lychnos",
      broker: { url: "mqtt://127.0.0.1:1883" },
    });
    expect(settingsOf({}, { HOME: "/h", XDG_DATA_HOME: "/x" }).keyFile).toBe("/x/lychnos/console.key");
  });

  test("a password comes from a file or the environment, and only its first line", () => {
    writeFileSync(place.file("password"), "open sesame\nsecond line\n");
    expect(settingsOf({ brokerPasswordFile: place.file("password") }, {}).broker.password).toBe("open sesame");
    expect(settingsOf({}, { LYCHNOS_BROKER_PASSWORD: "x" }).broker.password).toBe("x");
    expect(settingsOf({}, {}).broker.password).toBeNull();
  });

  test.each([
    ["a missing file", () => ({ config: "/nowhere/settings.json" })],
    ["a file that is not JSON", () => inFile("{")],
    ["a field that does not exist", () => inFile({ brokre: {} })],
    ["a port that is none", () => inFile({ web: { port: 70000 } })],
    ["a port flag that is none", () => ({ port: "80a" })],
    ["an unencrypted broker elsewhere", () => ({ broker: "mqtt://broker.example" })],
    ["certificates that are not there", () => ({ caFile: "/nowhere/ca.pem" })],
  ])("%s is a configuration error, exit code 78", (_what, flags) => {
    expect(problemOf(() => settingsOf(flags(), {})).exitCode).toBe(78);
  });

  test("R-43 the data folder is made for its owner only, and refused when others may read it", () => {
    const settings = settingsOf({ data: place.file("data") }, {});
    openData(settings).close();
    for (const name of ["", "/console.key", "/console.db"]) expect(statSync(place.file("data") + name).mode & 0o077).toBe(0);
    chmodSync(place.file("data"), 0o755);
    expect(problemOf(() => openData(settings)).message).toMatch(/chmod go-rwx/);
    mkdirSync(place.file("mine"), { mode: 0o700 });
    openData(settingsOf({ data: place.file("mine") }, {})).close();
  });

  test("a pairing file holds a root that makes the same keys, no name, and only its owner may read it", () => {
    const store = openData(settingsOf({ data: place.file("data") }, {}));
    const out = place.file("nan.pairing");
    makePairing(store, "Nan", out, "mqtts://broker.example", START_MS);
    expect(statSync(out).mode & 0o777).toBe(0o600);
    const text = readFileSync(out, "utf8");
    expect(text).not.toContain("Nan");
    const file = JSON.parse(text);
    expect(file).toEqual({
      version: 1,
      root: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
      broker: {
        url: "mqtts://broker.example",
        username: expect.stringMatching(/^[0-9a-f]{32}$/),
        password: expect.stringMatching(/^.{32}$/),
      },
    });
    const device = new ToyDevice(guardianCipher, new Uint8Array(Buffer.from(file.root, "base64url")));
    const pairs = store.pairs();
    const topicKey = pairs.ok ? (pairs.value[0]?.topicKey ?? null) : null;
    expect(topicKey && topicOf(guardianCipher, topicKey, "telemetry", 1)).toBe(device.topic("telemetry", 86_400_000));
    store.close();
  });

  test("a pairing never overwrites a file, and a file that cannot be written leaves no pair behind", () => {
    const store = openData(settingsOf({ data: place.file("data") }, {}));
    writeFileSync(place.file("taken"), "precious");
    expect(problemOf(() => makePairing(store, "Nan", place.file("taken"), "mqtts://b", START_MS)).message).toMatch(
      /exists already/,
    );
    expect(readFileSync(place.file("taken"), "utf8")).toBe("precious");
    expect(problemOf(() => makePairing(store, "Nan", place.file("no/where"), "mqtts://b", START_MS)).exitCode).toBe(1);
    expect(store.pairs()).toEqual({ ok: true, value: [] });
    store.close();
  });

  test("the command has pair, serve, list, alerts, answer, ask, asked, fence, heads and sms, and pair asks for name and file", () => {
    const command = guardianCommand();
    expect(command.commands.map((child) => child.name())).toEqual([
      "pair",
      "serve",
      "list",
      "alerts",
      "answer",
      "ask",
      "asked",
      "fence",
      "heads",
      "sms",
    ]);
    const required = command.commands[0]?.options.filter((option) => option.mandatory).map((option) => option.long);
    expect(required).toEqual(["--name", "--out"]);
  });
});
