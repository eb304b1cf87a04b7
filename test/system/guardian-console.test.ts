import type { ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import mqtt from "mqtt";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { dayIndex } from "../../device/protocol/topic.ts";
import { veil } from "../../device/protocol/veil.ts";
import { makePair } from "../../guardian/core/chain.ts";
import { guardianCipher } from "../../guardian/core/cipher.ts";
import { openStore, type Store } from "../../guardian/store/store.ts";
import { openConsole } from "../../guardian/subscriber/console.ts";
import type { RunningConsole } from "../../guardian/subscriber/running-console.ts";
import { DEADLINE_MS, freePort, ignore, startMosquitto, until } from "../oracle/real-broker.ts";
import { numbersOf, ToyDevice, type ToyFrame } from "../oracle/toy-device.ts";
import { havePrograms, programTitle } from "../system-part.ts";

const DAY_MS = 86_400_000;
const can = havePrograms("mosquitto");

describe.skipIf(!can)(programTitle("the console at a real broker", "mosquitto"), () => {
  let folder: string;
  let port: number;
  let broker: ChildProcess;
  let store: Store;
  let consoleKey: Uint8Array;
  let console: RunningConsole;
  let device: ToyDevice;
  let wire: mqtt.MqttClient;
  let acked: Map<string, number>;
  let shiftMs: number;
  const pairId = "device-1";
  const nowMs = () => Date.now() + shiftMs;
  const nowS = () => Math.floor(nowMs() / 1000);

  async function startConsole(): Promise<RunningConsole> {
    const options = {
      url: `mqtt://127.0.0.1:${port}`,
      username: store.clientId,
      password: null,
      caFile: null,
      allowPlain: false,
    };
    const opened = await openConsole({ store, cipher: guardianCipher, broker: options, nowMs });
    if (!opened.ok) throw new Error(opened.sentence);
    await until("the console is subscribed", () => opened.value.linkUp());
    return opened.value;
  }

  async function startDevice(): Promise<void> {
    wire = mqtt.connect(`mqtt://127.0.0.1:${port}`, {
      protocolVersion: 4,
      reconnectPeriod: 50,
      clientId: "device",
      clean: false,
    });
    wire.on("error", ignore);
    wire.on("message", (_topic, payload) => {
      const report = device.openDelivered(payload);
      for (const number of report === null ? [] : numbersOf(report)) {
        const key = `${report?.epoch}/${number}`;
        acked.set(key, (acked.get(key) ?? 0) + 1);
      }
    });
    await until("the device is connected", () => wire.connected);
    await wire.subscribeAsync(device.topic("command", nowMs()), { qos: 1 });
  }

  const send = (frame: Uint8Array) => wire.publishAsync(device.topic("telemetry", nowMs()), Buffer.from(frame), { qos: 1 });
  const isAcked = (frame: ToyFrame) => acked.has(`${frame.epoch}/${frame.number}`);
  const fixes = () => store.trail(pairId, 0, 100_000);

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "lychnos-console-"));
    port = await freePort();
    broker = await startMosquitto(port);
    const root = new Uint8Array(randomBytes(32));
    consoleKey = new Uint8Array(randomBytes(32));
    const opened = openStore(join(folder, "console.db"), consoleKey, guardianCipher);
    if (!opened.ok) throw new Error(opened.sentence);
    store = opened.value;
    store.addPair(makePair(guardianCipher, pairId, "Nan", root), Date.now());
    device = new ToyDevice(guardianCipher, root);
    acked = new Map();
    shiftMs = 0;
    console = await startConsole();
    await startDevice();
  });

  afterEach(async () => {
    await wire.endAsync(true);
    await console.close();
    store.close();
    broker.kill();
    rmSync(folder, { recursive: true });
  });

  test("R-01 R-40 a sealed fix crosses the broker, is stored, shown, and acknowledged to the device", async () => {
    const shown: string[] = [];
    console.onChange((change) => void shown.push(change.kind));
    const frame = device.fix(nowS());
    await send(frame.frame);
    await until("the fix is acknowledged", () => isAcked(frame));
    expect(fixes().map((stored) => stored.fix)).toEqual([frame.report]);
    expect(shown).toEqual(["fix", "device"]);
    expect(console.devices()[0]).toMatchObject({ label: "Nan", explanation: "tracking", refusedFrames: 0, missingFixes: 0 });
  });

  test("P26 a fix of yesterday that comes in the form of today's topic is stored once, and acknowledged both times", async () => {
    const frame = device.fix(nowS() - DAY_MS / 1000);
    await wire.publishAsync(device.topic("telemetry", nowMs() - DAY_MS), Buffer.from(frame.frame), { qos: 1 });
    await until("the fix is acknowledged", () => isAcked(frame));
    const form = veil(guardianCipher, device.keys.topic, dayIndex(nowMs()), frame.frame);
    await send(form);
    await until("its other form is acknowledged", () => acked.get(`${frame.epoch}/${frame.number}`) === 2);
    const next = device.fix(nowS());
    await send(veil(guardianCipher, device.keys.topic, dayIndex(nowMs()), next.frame));
    await until("the next one is acknowledged", () => isAcked(next));
    expect(fixes().map(({ fix }) => fix)).toEqual([frame.report, next.report]);
    expect(console.devices()[0]?.refusedFrames).toBe(0);
  });

  test("P23 a device that lost the acknowledgement and sends again is acknowledged again, and the fix counts once", async () => {
    const frame = device.fix(nowS());
    await send(frame.frame);
    await until("the first acknowledgement", () => isAcked(frame));
    await send(frame.frame);
    await until("the second acknowledgement", () => acked.get(`${frame.epoch}/${frame.number}`) === 2);
    expect(fixes()).toHaveLength(1);
  });

  test("F20 F21 a backlog of 3,000 fixes over three epochs is stored once each and costs the device few acknowledgements", async () => {
    let messages = 0;
    wire.on("message", () => {
      messages += 1;
    });
    const frames: ToyFrame[] = [];
    for (let i = 0; i < 3000; i++) {
      if (i % 1000 === 999) device.step();
      frames.push(device.fix(nowS() - 3000 + i));
    }
    // Like a device: what is not acknowledged is sent again, because a broker drops what its queue does not hold.
    const deadline = Date.now() + DEADLINE_MS;
    for (let left = frames; left.length > 0 && Date.now() < deadline; left = left.filter((frame) => !isAcked(frame))) {
      const before = acked.size;
      await Promise.all(left.map((frame) => send(frame.frame)));
      await until("some are acknowledged", () => acked.size > before);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    expect(frames.filter((frame) => !isAcked(frame))).toEqual([]);
    expect(fixes()).toHaveLength(3000);
    expect(console.devices()[0]?.missingFixes).toBe(0);
    expect(messages).toBeLessThan(300);
  });

  test("F20 frames that the broker took while the console was away are stored when it is back", async () => {
    await console.close();
    const frame = device.fix(nowS());
    await send(frame.frame);
    console = await startConsole();
    await until("the frame is acknowledged", () => isAcked(frame));
    expect(fixes()).toHaveLength(1);
  });

  test("R-02 the guardian is told that the broker is away, and the console comes back to it by itself", async () => {
    const links: boolean[] = [];
    console.onChange((change) => void (change.kind === "link" && links.push(change.up)));
    const first = device.status(nowS());
    await send(first.frame);
    await until("the status is acknowledged", () => isAcked(first));
    broker.kill();
    await until("the console notices", () => console.devices()[0]?.explanation === "broker-unreachable");
    broker = await startMosquitto(port);
    await until("the console is back", () => console.linkUp());
    expect(console.devices()[0]?.explanation).toBe("tracking");
    expect(links).toEqual([false, true]);
  });

  test("R-60 when the console's clock jumps to another day, it listens to that day's topics", async () => {
    shiftMs = 40 * DAY_MS;
    console.tick();
    await wire.subscribeAsync(device.topic("command", nowMs()), { qos: 1 });
    const frame = device.fix(nowS());
    const deadline = Date.now() + DEADLINE_MS;
    while (!isAcked(frame) && Date.now() < deadline) {
      await send(frame.frame);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(isAcked(frame)).toBe(true);
  });

  test("R-02 a device paired while the console runs is heard without a restart", async () => {
    const other = openStore(join(folder, "console.db"), consoleKey, guardianCipher);
    if (!other.ok) throw new Error(other.sentence);
    const root = new Uint8Array(randomBytes(32));
    const second = new ToyDevice(guardianCipher, root);
    other.value.addPair(makePair(guardianCipher, "device-2", "Pop", root), Date.now());
    other.value.close();
    await until("the console knows it", () => console.devices().length === 2);
    const frame = second.fix(nowS());
    const topic = second.topic("telemetry", nowMs());
    const deadline = Date.now() + DEADLINE_MS;
    while (store.trail("device-2", 0, 10).length === 0 && Date.now() < deadline) {
      await wire.publishAsync(topic, Buffer.from(frame.frame), { qos: 1 });
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(store.trail("device-2", 0, 10).map((stored) => stored.fix)).toEqual([frame.report]);
  });

  test("P27 F24 garbage, giants, flipped bits and retained frames from a hostile broker only move counters", async () => {
    const topic = device.topic("telemetry", nowMs());
    const honest = device.fix(nowS());
    const flipped = new Uint8Array(honest.frame);
    flipped[40] = (flipped[40] as number) ^ 1;
    await wire.publishAsync(topic, randomBytes(64), { qos: 1 });
    await wire.publishAsync(topic, Buffer.alloc(5_000_000), { qos: 1 });
    await wire.publishAsync(topic, "", { qos: 1 });
    await wire.publishAsync(topic, Buffer.from(flipped), { qos: 1 });
    await until("they are counted", () => console.devices()[0]?.refusedFrames === 4);
    expect(fixes()).toHaveLength(0);
    await wire.publishAsync(topic, Buffer.from(honest.frame), { qos: 1, retain: true });
    await until("a live copy of it is stored", () => fixes().length === 1);
    await console.close();
    console = await startConsole();
    await until("the retained copy is counted", () => console.strays().retained > 0);
    expect(fixes()).toHaveLength(1);
  });

  test("F48 a tracking device that falls silent is called overdue after its promise and the grace", async () => {
    const frame = device.status(nowS(), { nextS: nowS() + 60 });
    await send(frame.frame);
    await until("the status is acknowledged", () => isAcked(frame));
    const told: string[] = [];
    console.onChange((change) => void (change.kind === "device" && told.push(change.view.explanation)));
    shiftMs = 89_000;
    console.tick();
    expect(told).toEqual([]);
    shiftMs = 92_000;
    console.tick();
    expect(told).toEqual(["overdue"]);
  });
});
