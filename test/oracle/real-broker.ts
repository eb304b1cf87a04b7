import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import mqtt from "mqtt";
import { program } from "../system-part.ts";

export const DEADLINE_MS = 20_000;

export async function until(claim: string, holds: () => boolean): Promise<void> {
  const deadline = Date.now() + DEADLINE_MS;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`did not happen in time: ${claim}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

export async function startMosquitto(port: number): Promise<ChildProcess> {
  const broker = spawn(program("mosquitto") as string, ["-p", String(port)], { stdio: "ignore" });
  const probe = mqtt.connect(`mqtt://127.0.0.1:${port}`, { protocolVersion: 4, reconnectPeriod: 50 });
  probe.on("error", ignore);
  await until("the broker answers", () => probe.connected);
  await probe.endAsync(true);
  return broker;
}

// A refused connection is tried again by the library; without a listener it would end the test's process.
export function ignore(): void {
  return;
}
