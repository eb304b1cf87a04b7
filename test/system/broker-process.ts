import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Credentials } from "../../broker-config/credentials.ts";
import { writeMosquittoProfile } from "../../broker-config/mosquitto/make-profile.ts";
import { until } from "../contract/poll.ts";
import { program } from "../system-part.ts";
import type { BrokerUnderTest } from "./broker-suite.ts";

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await ended;
}

/** A Mosquitto of this test's own, on ports and in a directory of its own. */
export async function startMosquitto(users: Credentials[]): Promise<BrokerUnderTest> {
  const directory = mkdtempSync(join(tmpdir(), "lychnos-mosquitto-"));
  const [plainPort, tlsPort] = [await freePort(), await freePort()];
  const profile = writeMosquittoProfile(directory, { plainPort, tlsPort, users, host: "localhost", bind: "127.0.0.1" });
  const child = spawn(program("mosquitto") ?? "mosquitto", ["-c", profile.confFile], { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
  let ready = false;
  const asking = setInterval(() => void answers(plainPort).then((yes) => (ready = ready || yes)), 20);
  try {
    await until(`Mosquitto listens (${said})`, () => ready || child.exitCode !== null);
  } finally {
    clearInterval(asking);
  }
  if (child.exitCode !== null) throw new Error(`Mosquitto ended at once: ${said}`);
  return {
    url: `mqtt://127.0.0.1:${plainPort}`,
    tls: { url: `mqtts://localhost:${tlsPort}`, caFile: profile.caFile },
    said: () => said,
    async close() {
      await stop(child);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
