import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer, type Server } from "node:tls";
import { connect } from "mqtt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeCertificates } from "../../broker-config/mosquitto/certificates.ts";
import { mqttLink } from "../../device/node/mqtt-link.ts";
import { encode } from "../../device/protocol/codec.ts";
import { seal } from "../../device/protocol/envelope.ts";
import { deriveKeys, nextEpochKey } from "../../device/protocol/keys.ts";
import { PAIR_ROOT } from "../../simulator/world/household.ts";
import { until } from "../contract/poll.ts";
import { havePrograms, programTitle } from "../system-part.ts";
import { toyCipher } from "../toy-cipher.ts";
import { PlainWatch } from "./naive/plain-watch.ts";
import { OurLine } from "./ours/our-line.ts";
import { obeys } from "./target.ts";

const SECRET = "what the device says to prove itself";

/** Somebody who answers in the broker's place, with a certificate of their own making. */
interface Impostor {
  port: number;
  heard(): string;
  /** An authority that did not sign the impostor's certificate. */
  trueAuthority: string;
  close(): void;
}

async function impostor(): Promise<Impostor> {
  const folders = [0, 1].map(() => mkdtempSync(join(tmpdir(), "lychnos-impostor-")));
  for (const folder of folders) makeCertificates(folder, "localhost");
  const [own = "", other = ""] = folders;
  let heard = "";
  const files = { key: readFileSync(join(own, "server.key")), cert: readFileSync(join(own, "server.pem")) };
  const server: Server = createServer(files, (socket) => {
    socket.on("data", (bytes: Buffer) => {
      heard += bytes.toString("latin1");
    });
    socket.on("error", () => undefined);
  });
  server.on("tlsClientError", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as { port: number }).port,
    heard: () => heard,
    trueAuthority: join(other, "ca.pem"),
    close() {
      server.close();
      for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    },
  };
}

describe.skipIf(!havePrograms("openssl"))(programTitle("B18 pet trackers, 2018: the certificate", "openssl"), () => {
  let stranger: Impostor;
  beforeAll(async () => {
    stranger = await impostor();
  });
  afterAll(() => stranger.close());

  it("breaks the naive tracker: it tells its password to whoever answers", async () => {
    const url = `mqtts://127.0.0.1:${stranger.port}`;
    const client = connect(url, { username: "pet", password: SECRET, rejectUnauthorized: false, reconnectPeriod: 0 });
    await until("the impostor has the password", () => stranger.heard().includes(SECRET));
    client.end(true);
  });

  it.each(["the system's authorities", "the true broker's authority"])(
    "R-40 does not break ours, which trusts %s",
    async (whom) => {
      const before = stranger.heard().length;
      let trouble = "";
      const onTrouble = (line: string): void => {
        trouble = line;
      };
      const account = { url: `mqtts://127.0.0.1:${stranger.port}`, username: "device", password: SECRET, onTrouble };
      const link = mqttLink(whom.startsWith("the system") ? account : { ...account, caFile: stranger.trueAuthority });
      link.start({ up: () => undefined, down: () => undefined, message: () => undefined });
      await until("the device says what is wrong", () => trouble !== "");
      link.stop();
      expect(trouble).toMatch(/certificate cannot be verified/);
      expect(stranger.heard().length).toBe(before);
    },
  );
});

/** "All of this is delivered", as the console of another pairing says it: the device should let go of its backlog. */
function letsGo(ours: OurLine, root: Uint8Array): boolean {
  const keys = deriveKeys(toyCipher, root.slice());
  const place = { headerKey: keys.header, direction: "command" as const, epoch: 5, number: 0 };
  let epochKey = keys.command;
  for (let epoch = 0; epoch < place.epoch; epoch++) epochKey = nextEpochKey(toyCipher, epochKey);
  const [first] = ours.house.device.state.outbox.waiting;
  if (first === undefined) throw new Error("Nothing waits, so there is nothing to let go of.");
  const report = { kind: "delivered" as const, epoch: first.epoch, first: 0, bits: new Uint8Array(24).fill(255) };
  const frame = seal(toyCipher, { ...place, epochKey }, encode(report));
  for (const topic of ours.house.deviceLink.asked()) ours.publish(topic, frame ?? new Uint8Array(0));
  return ours.house.device.state.outbox.waiting.every((entry) => entry !== first);
}

describe("B18 pet trackers, 2018: the owner", () => {
  it("breaks the naive tracker: it does not ask whose command that is", () => {
    expect(obeys(new PlainWatch(), ['{"cmd":"poweroff","arg":""}'], (_before, after) => after.off)).toBe(true);
  });

  it("P24 P29 does not break ours: the command of another pairing, well sealed, is no command", () => {
    const ours = new OurLine();
    ours.live(20);
    ours.house.guardianLink.setReachable(false);
    ours.live(20);
    expect(letsGo(ours, new Uint8Array(32).fill(9))).toBe(false);
    // The same words of its own guardian are obeyed: the trial can succeed.
    expect(letsGo(ours, PAIR_ROOT)).toBe(true);
  });
});
