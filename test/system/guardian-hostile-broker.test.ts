import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { guardianCipher } from "../../guardian/core/cipher.ts";
import type { Store } from "../../guardian/store/store.ts";
import { openConsole } from "../../guardian/subscriber/console.ts";
import type { RunningConsole } from "../../guardian/subscriber/running-console.ts";
import { PAIR_ID, pairedStore, START_MS, START_S, scratch } from "../oracle/guardian-store.ts";
import { until } from "../oracle/real-broker.ts";
import { publishHead, type ScriptedBroker, scriptedBroker } from "../oracle/scripted-broker.ts";
import type { ToyDevice } from "../oracle/toy-device.ts";

const MEGABYTE = 1 << 20;

describe("P27 a broker that breaks the rules", () => {
  let place: ReturnType<typeof scratch>;
  let store: Store;
  let device: ToyDevice;
  let broker: ScriptedBroker;
  let console: RunningConsole;
  const script = { grant: 1 };

  beforeEach(async () => {
    place = scratch();
    ({ store, device } = pairedStore(place.file("console.db")));
    script.grant = 1;
    broker = await scriptedBroker(script);
  });

  afterEach(async () => {
    await console.close();
    broker.close();
    store.close();
    place.clear();
  });

  async function start(): Promise<void> {
    const options = { url: `mqtt://127.0.0.1:${broker.port}`, username: "c", password: null, caFile: null, allowPlain: false };
    const opened = await openConsole({ store, cipher: guardianCipher, broker: options, nowMs: () => START_MS });
    if (!opened.ok) throw new Error(opened.sentence);
    console = opened.value;
  }

  const topic = () => device.topic("telemetry", START_MS);
  function send(frame: Uint8Array, qos: 0 | 1 | 2, id: number): void {
    broker.send(Buffer.concat([publishHead(topic(), qos, id, frame.length), frame]));
  }

  test("one that refuses the subscriptions is shown as unreachable, and not as silence of the device", async () => {
    script.grant = 128;
    await start();
    await until("the subscription is refused", () => broker.heard.some((packet) => packet.startsWith("subscribe")));
    broker.send(Buffer.from([0xd0, 0]));
    await until("a second look", () => console.devices()[0]?.explanation === "broker-unreachable");
    expect(console.linkUp()).toBe(false);
  });

  test("one that announces 200 MiB costs no more memory than one that does not, and the next frame is stored", async () => {
    await start();
    await until("the link is up", () => console.linkUp());
    const before = process.memoryUsage().rss;
    broker.send(publishHead(topic(), 1, 7, 200 * MEGABYTE));
    let highest = 0;
    const piece = Buffer.alloc(MEGABYTE, 0x41);
    for (let sent = 0; sent < 200; sent++) {
      broker.send(piece);
      // Waits until the kernel has taken it, or the test would measure its own queue.
      await new Promise((resolve) => setTimeout(resolve, 2));
      highest = Math.max(highest, process.memoryUsage().rss);
    }
    await until("the giant is let go", () => broker.heard.includes("puback 7"));
    expect((highest - before) / MEGABYTE).toBeLessThan(100);
    send(device.fix(START_S).frame, 1, 8);
    await until("the frame is stored", () => store.trail(PAIR_ID, 0, 10).length === 1);
    expect(console.devices()[0]?.refusedFrames).toBe(1);
    expect(broker.connections).toBe(1);
  });

  test("one that raises the quality of service to keep messages in our memory loses the connection", async () => {
    await start();
    await until("the link is up", () => console.linkUp());
    send(device.fix(START_S).frame, 2, 9);
    await until("the console connects anew", () => broker.connections === 2 && console.linkUp());
    expect(broker.heard).not.toContain("pubrec 9");
  });

  test("one that never answers our acknowledgements does not stop frames from being stored", async () => {
    await start();
    await until("the link is up", () => console.linkUp());
    for (let i = 0; i < 2000; i++) {
      if (i % 1000 === 999) device.step();
      send(device.fix(START_S + i).frame, 0, 0);
    }
    await until("all are stored", () => store.trail(PAIR_ID, 0, 5000).length === 2000);
  });

  test("what arrives on a topic that is not ours is counted and goes nowhere", async () => {
    await start();
    await until("the link is up", () => console.linkUp());
    const frame = device.fix(START_S).frame;
    for (const other of ["l1/somewhere", device.topic("command", START_MS), "__proto__", ""]) {
      broker.send(Buffer.concat([publishHead(other, 0, 0, frame.length), frame]));
    }
    await until("they are counted", () => console.strays().unknownTopic >= 3);
    expect(store.trail(PAIR_ID, 0, 10)).toEqual([]);
    expect(console.devices()[0]?.refusedFrames).toBe(0);
  });
});
