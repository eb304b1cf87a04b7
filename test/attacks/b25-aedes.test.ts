import { connectAsync, type IClientOptions, type MqttClient } from "mqtt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type EmbeddedBroker, startEmbeddedBroker } from "../../broker-config/embedded.ts";
import { until } from "../contract/poll.ts";
import type { Heard } from "./target.ts";

const ACCOUNTS = ["listener", "attacker", "bystander"].map((username) => ({ username, password: `the password of ${username}` }));
const TOPIC = "l1/AAAAAAAAAAAAAAAA";
const FORBIDDEN = ["$SYS/broker/clients", "watch/4209151207/pos", "mark", "l1/short"];

describe("B25 a broker that trusts a last will", () => {
  let open: EmbeddedBroker;
  let ours: EmbeddedBroker;
  beforeAll(async () => {
    open = await startEmbeddedBroker({ port: 0, credentials: [], open: true });
    ours = await startEmbeddedBroker({ port: 0, credentials: ACCOUNTS });
  });
  afterAll(() => Promise.all([open.close(), ours.close()]));

  async function client(broker: EmbeddedBroker, name: string, options: IClientOptions = {}): Promise<MqttClient> {
    const account = ACCOUNTS.find(({ username }) => username === name);
    const made = await connectAsync(broker.url, {
      ...account,
      clientId: name,
      protocolVersion: 4,
      reconnectPeriod: 0,
      ...options,
    });
    made.on("error", () => undefined);
    return made;
  }

  /** Dies with a last will on somebody else's topic. @returns what was heard of it, by one who listens there and stays. */
  async function willsReach(broker: EmbeddedBroker, topic: string, retain: boolean): Promise<Heard[]> {
    const heard: Heard[] = [];
    const listener = await client(broker, "listener");
    listener.on("message", (on, payload) => void heard.push({ topic: on, payload: new Uint8Array(payload) }));
    await listener.subscribeAsync([topic, TOPIC], { qos: 1 }).catch(() => undefined);
    const payload = Buffer.from("the will");
    const attacker = await client(broker, "attacker", { will: { topic, payload, qos: 1, retain } });
    attacker.stream.destroy();
    // Sent afterwards over the same way: what has not come before it does not come.
    const bystander = await client(broker, "bystander");
    await until("the broker has forgotten the attacker", () => !attacker.connected);
    for (let n = 0; n < 5; n++) await bystander.publishAsync(TOPIC, Buffer.alloc(64, n), { qos: 1 });
    await until(
      "the listener is still there",
      () => heard.filter((one) => one.topic === TOPIC && one.payload.length === 64).length >= 5,
    );
    await Promise.all([listener.endAsync(true), bystander.endAsync(true)]);
    return heard.filter((one) => one.payload.length !== 64);
  }

  it("breaks the naive broker: the will of a stranger is published wherever it names", async () => {
    const reached = await willsReach(open, "watch/4209151207/pos", true);
    expect(reached.length).toBeGreaterThan(0);
    const later = await client(open, "later");
    const kept: string[] = [];
    later.on("message", (topic) => void kept.push(topic));
    await later.subscribeAsync("watch/4209151207/pos");
    await until("the will was kept", () => kept.length > 0);
    await later.endAsync(true);
  });

  it.each(FORBIDDEN)("P27 does not break ours: a will on %s goes nowhere, and nobody loses the connection", async (topic) => {
    expect(await willsReach(ours, topic, false)).toEqual([]);
  });

  it("P27 does not break ours: a will that is to be retained goes nowhere either", async () => {
    expect(await willsReach(ours, "l1/BBBBBBBBBBBBBBBB", true)).toEqual([]);
  });
});
