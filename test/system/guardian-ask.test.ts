import type { ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import mqtt from "mqtt";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { guardianCipher } from "../../guardian/core/cipher.ts";
import { freePort, ignore, startMosquitto } from "../oracle/real-broker.ts";
import { ToyDevice } from "../oracle/toy-device.ts";
import { havePrograms, programTitle } from "../system-part.ts";
import { pageOf } from "./page-client.ts";
import { lychnos, type Program, startLychnos, until } from "./processes.ts";

describe.skipIf(!havePrograms("mosquitto"))(programTitle("asking a device from the command line", "mosquitto"), () => {
  let folder: string;
  let broker: ChildProcess;
  let console: Program;
  let device: ToyDevice;
  let wire: mqtt.MqttClient;
  let flags: string[];
  /** Every command that reached the device, repeats too. */
  let heard: string[];

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "lychnos-ask-"));
    const port = await freePort();
    broker = await startMosquitto(port);
    const url = `mqtt://127.0.0.1:${port}`;
    flags = ["--data", join(folder, "data"), "--broker", url];
    await lychnos(["guardian", "pair", "--name", "Nan", "--out", join(folder, "pairing.json"), ...flags]);
    const pairing = JSON.parse(readFileSync(join(folder, "pairing.json"), "utf8")) as { root: string };
    device = new ToyDevice(guardianCipher, new Uint8Array(Buffer.from(pairing.root, "base64url")));
    console = startLychnos("guardian", "serve", "--port", "0", ...flags);
    heard = [];
    wire = mqtt.connect(url, { protocolVersion: 4, reconnectPeriod: 50 });
    wire.on("error", ignore);
    wire.on("message", (_topic, payload) => obey(payload));
    await until("the device is connected", () => wire.connected);
    await wire.subscribeAsync(device.topic("command", Date.now()), { qos: 1 });
    await until("the page is up", () => console.said().includes("Open http"));
  });
  afterEach(async () => {
    await wire.endAsync(true);
    await console.end();
    broker.kill();
    rmSync(folder, { recursive: true });
  });

  const send = (frame: Uint8Array): void =>
    void wire.publish(device.topic("telemetry", Date.now()), Buffer.from(frame), { qos: 1 });

  function obey(payload: Uint8Array): void {
    const command = device.openCommand(payload);
    if (command === null) return;
    heard.push(command.act);
    send(device.answer(command.sequence, command.act === "locate-now" ? "gate-closed" : "done", 0).frame);
  }

  test("P29 R-44 the console that runs brings it, the answer is told, and leaving erases the pair", async () => {
    expect(await lychnos(["guardian", "ask", "Nan", "ping", ...flags])).toMatch(/sign of life\.\nThe device is on the air\.\n$/);
    const page = await pageOf((/Open (\S+)/.exec(console.said()) as RegExpExecArray)[1] as string);
    send(device.status(Math.floor(Date.now() / 1000), { consent: 3 }).frame);
    await until("the page shows the status", async () => (await page.explanation()) === "tracking");
    await expect(lychnos(["guardian", "ask", "Nan", "locate", ...flags])).rejects.toThrow(/records nothing at present/);
    expect((await page.device())?.asked).toMatchObject([
      { act: "locate-now", result: "gate-closed" },
      { act: "ping", result: "done" },
    ]);
    expect(await lychnos(["guardian", "asked", "Nan", ...flags])).toMatch(/a sign of life: .*\n.*the position: /);
    await expect(lychnos(["guardian", "ask", "Nan", "leave", ...flags], "no\n")).rejects.toThrow(/Nothing was asked/);
    expect(await lychnos(["guardian", "ask", "Nan", "leave", ...flags], "yes\n")).toMatch(
      /has forgotten this console|has left the device/,
    );
    await until("the page shows nobody", async () => (await page.device()) === null);
    expect(await lychnos(["guardian", "list", ...flags])).toContain("No device is paired");
    expect(new Set(heard)).toEqual(new Set(["ping", "locate-now", "revoke-self"]));
  });
});
