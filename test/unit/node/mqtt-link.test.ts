import { createServer, type Server, type Socket } from "node:net";
import { afterEach, expect, it } from "vitest";
import { MAX_IN_FLIGHT, type MqttLink, mqttLink } from "../../../device/node/mqtt-link.ts";
import type { MqttOptions } from "../../../device/node/mqtt-options.ts";
import { until } from "../../contract/poll.ts";
import { CONNECT, connack, PUBLISH, packetTypes, publish } from "./mqtt-bytes.ts";

const ACCOUNT = { username: "device", password: "a secret of the device" };
const TOPIC = "l1/AAAAAAAAAAAAAAAA";
const endings: (() => void)[] = [];
afterEach(() => {
  for (const end of endings.splice(0).reverse()) end();
});

/** A broker that answers as the test says, and counts what it gets. */
async function hostileBroker(returnCode: number) {
  const state = { connects: 0, publishes: 0, socket: null as Socket | null };
  const server: Server = createServer((socket) => {
    state.socket = socket;
    socket.on("error", () => undefined);
    const take = packetTypes((type) => {
      if (type === PUBLISH) state.publishes += 1;
      if (type !== CONNECT) return;
      state.connects += 1;
      socket.write(connack(returnCode));
    });
    socket.on("data", take);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  endings.push(() => {
    state.socket?.destroy();
    server.close();
  });
  return { state, url: `mqtt://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}` };
}
function start(options: Partial<MqttOptions> & { url: string }) {
  const heard = { up: 0, down: 0, messages: 0, lines: [] as string[] };
  const onTrouble = (line: string) => void heard.lines.push(line);
  const link: MqttLink = mqttLink({ ...ACCOUNT, onTrouble, pauses: { firstMs: 20, longestMs: 20 }, ...options });
  endings.push(() => link.stop());
  link.start({ up: () => void heard.up++, down: () => void heard.down++, message: () => void heard.messages++ });
  return { link, heard };
}

it("asks again slowly after a refused password, and says what to do without saying the secret", async () => {
  const { state, url } = await hostileBroker(5);
  const refused = start({ url, refusedPauseMs: 60_000 });
  await until("it was told", () => refused.heard.lines.length > 0);
  const other = start({ url: "mqtt://127.0.0.1:1", pauses: { firstMs: 5, longestMs: 5 } });
  await until("another, unreachable broker was tried ten times meanwhile", () => other.heard.lines.length >= 10);
  expect(state.connects).toBe(1);
  expect(refused.heard.lines.join()).toMatch(/refuses this device's user name or password/);
  expect([...refused.heard.lines, ...other.heard.lines].join()).not.toMatch(/secret|127\.0\.0\.1|device-/);
});

it("hands no more than a limit to a broker that acknowledges nothing", async () => {
  const { state, url } = await hostileBroker(0);
  const { link, heard } = start({ url });
  await until("the link is up", () => heard.up === 1);
  for (let n = 0; n < MAX_IN_FLIGHT + 100; n++) link.publish(TOPIC, new Uint8Array(64));
  await until("the first ones arrived", () => state.publishes >= MAX_IN_FLIGHT);
  expect(state.publishes).toBe(MAX_IN_FLIGHT);
});

it("F20 does not send unacknowledged frames again by itself on the next connection", async () => {
  const { state, url } = await hostileBroker(0);
  const { link, heard } = start({ url });
  await until("the link is up", () => heard.up === 1);
  link.publish(TOPIC, new Uint8Array(64));
  await until("it arrived", () => state.publishes === 1);
  state.socket?.destroy();
  await until("the link is up again", () => heard.up === 2);
  link.publish(TOPIC, new Uint8Array(64));
  await until("the second arrived", () => state.publishes >= 2);
  expect(state.publishes).toBe(2);
});

it("F24 drops and counts a message longer than any frame, and the connection over a longer packet", async () => {
  const { state, url } = await hostileBroker(0);
  const { link, heard } = start({ url });
  await until("the link is up", () => heard.up === 1);
  state.socket?.write(Buffer.concat([publish(TOPIC, 1025), publish(TOPIC, 1024)]));
  await until("the shorter one is heard", () => heard.messages === 1);
  expect(link.oversized()).toBe(1);
  state.socket?.write(publish(TOPIC, 100_000).subarray(0, 10));
  await until("the link is down", () => heard.down === 1);
  expect(heard.lines.join()).toMatch(/more than any frame holds/);
});

it.each([
  ["http://127.0.0.1:1883", /must look like mqtts/],
  ["not an address", /must look like mqtts/],
  ["mqtt://user:pass@127.0.0.1", /must not hold a user name/],
  ["mqtt://broker.example:1883", /must begin with mqtts/],
])("refuses the address %s and says what to correct", (url, words) => {
  expect(() => mqttLink({ url, ...ACCOUNT })).toThrow(words);
});

it("takes an unencrypted address on a network only when told to, and a readable authority only", () => {
  expect(() => mqttLink({ url: "mqtt://broker.example", ...ACCOUNT, allowPlain: true })).not.toThrow();
  for (const host of ["127.0.0.1", "localhost", "[::1]"])
    expect(() => mqttLink({ url: `mqtt://${host}:1883`, ...ACCOUNT })).not.toThrow();
  expect(() => mqttLink({ url: "mqtts://broker.example", ...ACCOUNT, caFile: "/nowhere/ca.pem" })).toThrow(
    /ENOENT.*broker\.caFile/,
  );
  expect(() => mqttLink({ url: "mqtts://broker.example", ...ACCOUNT, caFile: import.meta.filename })).toThrow(
    /must be a PEM file/,
  );
});
