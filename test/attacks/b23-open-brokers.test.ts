import { connectAsync, type MqttClient } from "mqtt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type EmbeddedBroker, startEmbeddedBroker } from "../../broker-config/embedded.ts";
import { until } from "../contract/poll.ts";
import { searchFor } from "../oracle/canaries.ts";
import { PlainWatch } from "./naive/plain-watch.ts";
import { type OurBroker, ourBroker } from "./ours/our-accounts.ts";
import { OurLine } from "./ours/our-line.ts";
import { type Heard, joined } from "./target.ts";

const MARK = "the last message";

/** Listens to everything, as a stranger or with an account, until a mark that was published last has come, or the door stays shut. */
async function listensToAll(url: string, account: object, speak: () => Promise<void>): Promise<Heard[]> {
  const heard: Heard[] = [];
  let client: MqttClient;
  try {
    client = await connectAsync(url, { protocolVersion: 4, reconnectPeriod: 0, ...account });
  } catch {
    return heard;
  }
  client.on("error", () => undefined);
  client.on("message", (topic, payload) => void heard.push({ topic, payload: new Uint8Array(payload) }));
  await client.subscribeAsync(["#", "l1/+", "+/+", "$SYS/#"]).catch(() => undefined);
  await speak();
  await client.endAsync(true);
  return heard;
}

async function publisher(broker: EmbeddedBroker, account: object): Promise<MqttClient> {
  return connectAsync(broker.url, { protocolVersion: 4, reconnectPeriod: 0, ...account });
}

describe("B23 open brokers", () => {
  let open: EmbeddedBroker;
  let ours: OurBroker;
  beforeAll(async () => {
    open = await startEmbeddedBroker({ port: 0, credentials: [], open: true });
    ours = await ourBroker();
  });
  afterAll(() => Promise.all([open.close(), ours.close()]));

  /** Whoever comes after the fact: what the broker kept is all there is. */
  async function comesLater(messages: ReadonlyMap<string, Uint8Array>, retain: boolean): Promise<Heard[]> {
    const client = await publisher(open, {});
    for (const [topic, payload] of messages) await client.publishAsync(topic, Buffer.from(payload), { qos: 1, retain });
    const heard = await listensToAll(open.url, {}, async () => {
      await client.publishAsync("mark", MARK, { qos: 1 });
    });
    await client.endAsync(true);
    return heard;
  }

  it("breaks the naive watch: a stranger listens to everything, and the broker tells the last place of all", async () => {
    const watch = new PlainWatch();
    watch.live(20);
    const heard = await comesLater(watch.retained, true);
    expect(searchFor({ degrees: watch.places().slice(-2), texts: ["Kallisto"] }, joined(heard)).found).toContain("decimal text");
  });

  it("P28 does not break ours on the same open broker: frames of one length, nothing readable, nothing kept", async () => {
    const line = new OurLine();
    line.live(60);
    const client = await publisher(open, {});
    const live = await listensToAll(open.url, {}, async () => {
      for (const { topic, payload } of line.overheard()) await client.publishAsync(topic, Buffer.from(payload), { qos: 1 });
    });
    await client.endAsync(true);
    const frames = live.filter(({ topic }) => topic.startsWith("l1/"));
    expect(frames.length).toBeGreaterThan(20);
    expect(new Set(frames.map(({ payload }) => payload.length))).toEqual(new Set([64]));
    expect(searchFor({ degrees: line.places(), texts: ["A guardian, Street 1", "to be found"] }, joined(frames)).found).toEqual(
      [],
    );
    const later = await comesLater(new Map(), false);
    expect(later.filter(({ topic }) => topic.startsWith("l1/"))).toEqual([]);
  });

  it("P27 our own broker keeps strangers out, and one with an account gets nothing by asking for everything", async () => {
    const [attacker, device, guardian] = ours.accounts;
    if (attacker === undefined || device === undefined || guardian === undefined) throw new Error("accounts are missing");
    const topic = "l1/AAAAAAAAAAAAAAAA";
    const client = await publisher(ours, { ...device, clientId: device.username });
    const listener = await publisher(ours, { ...guardian, clientId: guardian.username });
    let arrived = 0;
    listener.on("message", () => {
      arrived += 1;
    });
    await listener.subscribeAsync(topic, { qos: 1 });
    const speak = async (): Promise<void> => {
      const before = arrived;
      await client.publishAsync(topic, Buffer.alloc(64, 1), { qos: 1 });
      await until("the guardian has it", () => arrived > before);
    };
    expect(await listensToAll(ours.url, {}, speak)).toEqual([]);
    expect(await listensToAll(ours.url, { ...attacker, clientId: attacker.username }, speak)).toEqual([]);
    expect(arrived).toBe(1);
    await Promise.all([client.endAsync(true), listener.endAsync(true)]);
  });
});
