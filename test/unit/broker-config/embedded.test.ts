import { connect } from "node:net";
import { connectAsync } from "mqtt";
import { afterEach, expect, it } from "vitest";
import { boundSessions, type Sessions } from "../../../broker-config/bounded-sessions.ts";
import { type EmbeddedBroker, startEmbeddedBroker } from "../../../broker-config/embedded.ts";
import { until } from "../../contract/poll.ts";

const USER = { username: "device", password: "a long enough password" };
const brokers: EmbeddedBroker[] = [];
afterEach(async () => {
  for (const broker of brokers.splice(0)) await broker.close();
});
async function start(options: Partial<Parameters<typeof startEmbeddedBroker>[0]> = {}): Promise<EmbeddedBroker> {
  const broker = await startEmbeddedBroker({ port: 0, credentials: [USER], ...options });
  brokers.push(broker);
  return broker;
}

it("says which port is taken, and what to do", async () => {
  const { port } = await start();
  await expect(start({ port })).rejects.toThrow(`Port ${port} is taken by another program.`);
});

it.each([
  [[{ username: "a b", password: USER.password }], /letters, digits/],
  [[{ username: "device", password: "short" }], /at least 12/],
  [[USER, USER], /listed twice/],
])("R-41 refuses users that cannot work: %j", async (credentials, words) => {
  await expect(start({ credentials })).rejects.toThrow(words);
});

it("ends every connection at close, also of those who never said who they are; twice is no error", async () => {
  const broker = await start();
  const client = await connectAsync(broker.url, { ...USER, clientId: USER.username, protocolVersion: 4, reconnectPeriod: 0 });
  const silent = connect(broker.port, "127.0.0.1");
  await new Promise((resolve) => silent.once("connect", resolve));
  await broker.close();
  await broker.close();
  await until("both are cut", () => !client.connected && silent.destroyed);
  client.end(true);
});

it("cuts a client that announces a packet far longer than any frame", async () => {
  const broker = await start();
  const socket = connect(broker.port, "127.0.0.1");
  socket.on("error", () => undefined);
  socket.write(Buffer.from([0x10, 0xff, 0xff, 0xff, 0x7f]));
  await until("it is cut", () => socket.destroyed);
});

it("P27 lets anyone listen to everything when opened for attacks", async () => {
  const broker = await start({ open: true, credentials: [] });
  const attacker = await connectAsync(broker.url, { protocolVersion: 4, reconnectPeriod: 0 });
  let heard = "";
  attacker.on("message", (topic) => {
    heard = topic;
  });
  await attacker.subscribeAsync("#", { qos: 1 });
  await attacker.publishAsync("l1/anything", "x", { qos: 1 });
  await until("it is overheard", () => heard === "l1/anything");
  attacker.end(true);
});

it("keeps no more than a limit for a client that is away, and goes on when it has taken some", async () => {
  const kept: object[] = [];
  const sessions: Sessions = {
    addSubscriptions: () => Promise.resolve(),
    subscriptionsByClient: () => Promise.resolve([]),
    outgoingEnqueue: (_subscription, packet) => Promise.resolve(void kept.push(packet)),
    outgoingEnqueueCombi: (to, packet) => Promise.resolve(void kept.push(...to.map(() => packet))),
    outgoingClearMessageId: () => Promise.resolve(kept.shift()),
  };
  boundSessions(sessions, 3);
  for (let n = 0; n < 5; n++) await sessions.outgoingEnqueueCombi([{ clientId: "guardian" }], { n });
  expect(kept.length).toBe(3);
  await sessions.outgoingClearMessageId({ id: "guardian" }, {});
  await sessions.outgoingEnqueue({ clientId: "guardian" }, {});
  await sessions.outgoingEnqueue({ clientId: "guardian" }, {});
  expect(kept.length).toBe(3);
});
