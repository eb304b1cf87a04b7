import { setTimeout as pause } from "node:timers/promises";
import { connectAsync } from "mqtt";
import { startEmbeddedBroker } from "../../broker-config/embedded.ts";
import { mqttLink } from "../../device/node/mqtt-link.ts";
import { simClock } from "../../simulator/world/sim-clock.ts";
import { simBroker } from "../../simulator/world/sim-link.ts";
import { linkContract, TOPIC_IN, TOPIC_NEXT, TOPIC_OUT } from "./link.ts";
import { until } from "./poll.ts";
import { openGate } from "./tcp-gate.ts";

const NEAR = { username: "device", password: "a device's password" };
const FAR = { username: "guardian", password: "a guardian's password" };
const SETTLE_MS = 120;

linkContract("MQTT through the embedded broker", async () => {
  const broker = await startEmbeddedBroker({ port: 0, credentials: [NEAR, FAR] });
  const gate = await openGate(broker.port);
  const far = await connectAsync(broker.url, { ...FAR, clientId: FAR.username, protocolVersion: 4 });
  const seen: { topic: string; payload: Uint8Array }[] = [];
  far.on("message", (topic, payload) => seen.push({ topic, payload: new Uint8Array(payload) }));
  await far.subscribeAsync(TOPIC_OUT, { qos: 1 });
  const link = mqttLink({ url: `mqtt://127.0.0.1:${gate.port}`, ...NEAR, pauses: { firstMs: 20, longestMs: 40 } });
  return {
    link,
    far: {
      publish: async (topic, payload) => void (await far.publishAsync(topic, Buffer.from(payload), { qos: 1 })),
      heard: () => seen,
    },
    cut: gate.cut,
    mend: gate.mend,
    until,
    settle: () => pause(SETTLE_MS),
    async close() {
      link.stop();
      await far.endAsync(true);
      await gate.cut();
      await broker.close();
    },
  };
});

linkContract("simulated", () => {
  const clock = simClock(null);
  const broker = simBroker(clock);
  const link = broker.link();
  const seen: { topic: string; payload: Uint8Array }[] = [];
  const far = broker.link();
  far.subscribe([TOPIC_OUT, TOPIC_IN, TOPIC_NEXT]);
  far.start({
    up: () => undefined,
    down: () => undefined,
    message: (topic, payload) => topic === TOPIC_OUT && void seen.push({ topic, payload }),
  });
  clock.advance(1000);
  return Promise.resolve({
    link,
    far: {
      publish: (topic: string, payload: Uint8Array) => Promise.resolve(far.publish(topic, payload)),
      heard: () => seen,
    },
    cut: () => Promise.resolve(link.setReachable(false)),
    mend: () => Promise.resolve(link.setReachable(true)),
    until(claim: string, holds: () => boolean) {
      for (let n = 0; n < 100 && !holds(); n++) clock.advance(1000);
      return holds() ? Promise.resolve() : Promise.reject(new Error(`it never held that ${claim}`));
    },
    settle: () => Promise.resolve(clock.advance(120_000)),
    close: () => Promise.resolve(link.stop()),
  });
});
