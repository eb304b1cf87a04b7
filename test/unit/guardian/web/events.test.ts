import { createServer, get, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { BACKLOG_LIMIT, type EventHub, makeEventHub, READER_LIMIT } from "../../../../guardian/web/events.ts";
import { type FakeConsole, makeFakeConsole, viewOf } from "./fake-console.ts";

let console: FakeConsole;
let hub: EventHub;
let server: Server;
let refused: number;

beforeEach(async () => {
  console = makeFakeConsole();
  hub = makeEventHub(console, null);
  refused = 0;
  server = createServer((_request, response) => {
    if (hub.add(response, {})) return;
    refused++;
    response.writeHead(503).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});

afterEach(async () => {
  hub.close();
  await new Promise((resolve) => server.close(resolve));
});

function listen(): Promise<IncomingMessage> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => get({ host: "127.0.0.1", port, agent: false }, resolve).on("error", reject));
}

describe("the stream of events", () => {
  it("disconnects a page that does not read, and stops keeping changes for it", async () => {
    const slow = await listen();
    slow.pause();
    let ended = false;
    slow.on("close", () => {
      ended = true;
    });
    slow.on("error", () => {});
    const view = viewOf("tracking", { label: "x".repeat(64 * 1024) });
    // The kernel takes some megabytes before anything waits with us; then the limit is a matter of moments.
    for (let sent = 0; sent < 64 * BACKLOG_LIMIT && !ended; sent += 64 * 1024) {
      console.emit({ kind: "device", view });
      await new Promise((resolve) => setImmediate(resolve));
      const connections = await new Promise<number>((resolve) => server.getConnections((_error, count) => resolve(count)));
      if (connections === 0) ended = true;
    }
    expect(ended).toBe(true);
    slow.destroy();
  });

  it("serves so many pages and no more, and one again when another has gone", async () => {
    const pages = await Promise.all(Array.from({ length: READER_LIMIT }, listen));
    const [first, ...others] = pages;
    const over = await listen();
    expect(over.statusCode).toBe(503);
    expect(refused).toBe(1);
    first?.destroy();
    await expect.poll(async () => (await listen()).statusCode, { timeout: 10_000 }).toBe(200);
    for (const page of others) page.destroy();
  });

  it("ends every stream when it is closed, and lets go of the console", async () => {
    const page = await listen();
    const ended = new Promise((resolve) => page.on("close", resolve));
    page.on("error", () => {});
    page.resume();
    hub.close();
    await ended;
    expect(console.listeners.size).toBe(0);
    hub.close();
  });
});
