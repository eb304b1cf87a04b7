import { connect, connectAsync, type IClientOptions, type MqttClient } from "mqtt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mqttLink } from "../../device/node/mqtt-link.ts";
import { until } from "../contract/poll.ts";

export interface BrokerUnderTest {
  url: string;
  /** Null: this broker speaks no TLS. */
  tls: { url: string; caFile: string } | null;
  /** All that the broker has written to anyone. */
  said(): string;
  close(): Promise<void>;
}

export const DEVICE = { username: "device-account", password: "the device's password" };
export const GUARDIAN = { username: "guardian-account", password: "the guardian's password" };
const TOPIC = "l1/AAAAAAAAAAAAAAAA";
const OTHER_TOPIC = "l1/BBBBBBBBBBBBBBBB";
const WILDCARDS = ["#", "+/#", "+/+", "l1/+", "l1/#", "$SYS/#", "$SYS/broker/uptime", "+"];
/** Sent last over the same way: what has not arrived before it does not arrive. */
const MARKER = "marker";

type Account = typeof DEVICE;

/** What every broker profile keeps. */
export function brokerSuite(name: string, { tls }: { tls: boolean }, start: () => Promise<BrokerUnderTest>): void {
  describe(`broker: ${name}`, () => {
    let broker: BrokerUnderTest;
    const clients: MqttClient[] = [];
    beforeAll(async () => {
      broker = await start();
    });
    afterAll(async () => {
      for (const client of clients) client.end(true);
      await broker.close();
    });

    async function client(account: Account, options: IClientOptions = {}): Promise<MqttClient> {
      const base = { ...account, clientId: account.username, protocolVersion: 4 as const, reconnectPeriod: 0, ...options };
      const made = await connectAsync(broker.url, base);
      made.on("error", () => undefined);
      clients.push(made);
      return made;
    }
    function inboxOf(made: MqttClient): Buffer[] {
      const inbox: Buffer[] = [];
      made.on("message", (_topic, payload) => void inbox.push(payload));
      return inbox;
    }
    async function linkOutcome(options: Partial<Parameters<typeof mqttLink>[0]>): Promise<string> {
      let outcome = "";
      const onTrouble = (line: string) => {
        outcome = line;
      };
      const link = mqttLink({ url: broker.url, ...DEVICE, onTrouble, pauses: { firstMs: 50, longestMs: 50 }, ...options });
      const up = () => {
        outcome = "up";
      };
      link.start({ up, down: () => undefined, message: () => undefined });
      await until("the link says how it stands", () => outcome !== "");
      link.stop();
      return outcome;
    }

    it("R-41 lets a device in with its own user name and password", async () => {
      expect(await linkOutcome({})).toBe("up");
    });

    it("R-41 refuses a wrong password, an unknown user and nobody, and the device says what to do", async () => {
      expect(await linkOutcome({ password: "not the device's password" })).toMatch(/refuses .* user name or password/);
      expect(await linkOutcome({ username: "stranger" })).toMatch(/refuses .* user name or password/);
      await expect(connectAsync(broker.url, { protocolVersion: 4, reconnectPeriod: 0 })).rejects.toThrow();
    });

    // A broker without TLS has no certificate to verify: the embedded one is for this machine only.
    if (tls)
      it("verifies the broker's certificate: the right authority is let through, a missing one is not", async () => {
        if (broker.tls === null) throw new Error("this broker was announced as one with TLS");
        expect(await linkOutcome({ url: broker.tls.url, caFile: broker.tls.caFile })).toBe("up");
        expect(await linkOutcome({ url: broker.tls.url })).toMatch(/certificate cannot be verified/);
      });

    it.each(WILDCARDS)("R-60 refuses to let anyone listen to %s", async (topic) => {
      const eavesdropper = await client(GUARDIAN);
      const answer = await new Promise((resolve) =>
        eavesdropper.subscribe(topic, { qos: 1 }, (error) => resolve(error?.message ?? "granted")),
      );
      expect(answer).not.toBe("granted");
      await eavesdropper.endAsync(true);
    });

    it("R-60 gathers nothing under a refused wildcard, not even when a granted topic came with it", async () => {
      const eavesdropper = await client(GUARDIAN, { clean: false });
      await eavesdropper.subscribeAsync(["l1/+", OTHER_TOPIC], { qos: 1 }).catch(() => undefined);
      await eavesdropper.endAsync();
      const device = await client(DEVICE);
      await device.publishAsync(TOPIC, "secret", { qos: 1 });
      await device.publishAsync(OTHER_TOPIC, "meant for me", { qos: 1 });
      await device.endAsync();
      const inbox: string[] = [];
      const back = await comeBack((payload) => void inbox.push(payload.toString()));
      await until("what was meant arrived", () => inbox.includes("meant for me"));
      expect(inbox).toEqual(["meant for me"]);
      await forget(back);
    });

    /** Publishes; resolves when the broker has acknowledged it or hung up over it. */
    async function offer(topic: string, payload: Buffer, retain = false): Promise<void> {
      const device = await client(DEVICE);
      await new Promise<void>((resolve) => {
        device.once("close", () => resolve());
        device.publish(topic, payload, { qos: 1, retain }, () => resolve());
      });
      device.end(true);
    }

    it("keeps nothing retained for a later listener", async () => {
      await offer(TOPIC, Buffer.from("for ever"), true);
      const guardian = await client(GUARDIAN);
      const inbox = inboxOf(guardian);
      await guardian.subscribeAsync(TOPIC, { qos: 1 });
      await offer(TOPIC, Buffer.from(MARKER));
      await until("the marker arrived", () => inbox.some((payload) => payload.toString() === MARKER));
      expect(inbox.map(String)).toEqual([MARKER]);
      await guardian.endAsync();
    });

    it("carries a long frame, and nothing longer or elsewhere", async () => {
      const guardian = await client(GUARDIAN);
      const inbox = inboxOf(guardian);
      await guardian.subscribeAsync(TOPIC, { qos: 1 });
      await offer(TOPIC, Buffer.alloc(257));
      await offer("l2/AAAAAAAAAAAAAAAA", Buffer.alloc(64));
      await offer(TOPIC, Buffer.alloc(256));
      await until("the long frame arrived", () => inbox.some((payload) => payload.length === 256));
      expect(inbox.map((payload) => payload.length)).toEqual([256]);
      await guardian.endAsync();
    });

    // The handler has to be there before the connection: what waited arrives with the very first packets.
    async function comeBack(heard: (payload: Buffer) => void, options: IClientOptions = {}): Promise<MqttClient> {
      const base = { ...GUARDIAN, clientId: GUARDIAN.username, protocolVersion: 4 as const, reconnectPeriod: 0, clean: false };
      const made = connect(broker.url, { ...base, ...options });
      made.on("error", () => undefined);
      made.on("message", (_topic, payload) => heard(payload));
      clients.push(made);
      await until("the guardian is back or refused", () => made.connected || made.stream.destroyed);
      return made;
    }
    async function forget(made: MqttClient): Promise<void> {
      await made.endAsync(true);
      await (await client(GUARDIAN, { clean: true })).endAsync();
    }
    async function leaveBehind(count: number): Promise<void> {
      const guardian = await client(GUARDIAN, { clean: false });
      await guardian.subscribeAsync(TOPIC, { qos: 1 });
      await guardian.endAsync();
      const device = await client(DEVICE);
      await Promise.all(Array.from({ length: count }, (_, n) => device.publishAsync(TOPIC, String(n).padEnd(64), { qos: 1 })));
      await device.endAsync();
    }

    it("F45 keeps 2,000 frames for a guardian who is away, each once and in order", async () => {
      await leaveBehind(2000);
      const inbox: number[] = [];
      const guardian = await comeBack((payload) => void inbox.push(Number(payload.toString())));
      await until("all 2,000 arrived", () => inbox.length >= 2000, 30_000);
      await offer(TOPIC, Buffer.from("-1"));
      await until("the marker arrived", () => inbox.includes(-1));
      expect(inbox).toEqual([...Array.from({ length: 2000 }, (_, n) => n), -1]);
      await forget(guardian);
    });

    it("F23 loses nothing that waits for a guardian when someone takes their client id, or they take another", async () => {
      await leaveBehind(50);
      const inbox: number[] = [];
      const heard = (payload: Buffer) => void inbox.push(Number(payload.toString()));
      const thief = await comeBack(() => inbox.push(-1), { ...DEVICE, clientId: GUARDIAN.username, clean: true });
      await thief.endAsync(true);
      const elsewhere = await comeBack(heard, { clientId: "another-id" });
      await elsewhere.endAsync(true);
      const guardian = await comeBack(heard);
      await until("all 50 arrived", () => new Set(inbox).size >= 50);
      expect([...new Set(inbox)].sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, n) => n));
      await forget(guardian);
    });

    it("R-24 writes down neither an address nor a name of anyone who connected", () => {
      expect(broker.said()).not.toMatch(/127\.0\.0\.1|::1|account|l1\//);
    });
  });
}
