import { createServer, type Server, type Socket } from "node:net";
import { type NetworkAddress, written } from "./network-address.ts";
import type { Outlet } from "./outlet.ts";
import { networkFault } from "./outlet-fault.ts";

/** Readers at once; who comes later is turned away, so that nobody can make us hold more. */
const MAX_READERS = 32;
/** What may wait for one slow reader; more is dropped and counted. */
const WAITING_BYTES = 1_048_576;
/** A replay at full speed waits while the slowest reader has more than this to take. */
const READY_BELOW_BYTES = 32_768;

/** A server that sends every reader the same from the moment at which it connects. @throws OutletFault */
export async function tcpOutlet(address: NetworkAddress): Promise<Outlet> {
  const readers = new Set<Socket>();
  let dropped = 0;
  const server = createServer({ noDelay: true }, (socket) => {
    readers.add(socket);
    // Whatever a reader says is thrown away; one that breaks off is gone.
    socket.resume();
    socket.on("error", () => socket.destroy());
    socket.on("close", () => readers.delete(socket));
  });
  server.maxConnections = MAX_READERS;
  const port = await listening(server, address);
  return {
    name: `tcp://${written({ host: address.host, port })}`,
    write(bytes) {
      if (readers.size === 0) dropped += bytes.length;
      // Copied: the caller may reuse the bytes while a socket still holds them.
      const copy = Buffer.from(bytes);
      for (const socket of readers) {
        if (socket.writableLength > WAITING_BYTES) dropped += copy.length;
        else socket.write(copy);
      }
    },
    ready: () => readers.size > 0 && [...readers].every((socket) => socket.writableLength < READY_BELOW_BYTES),
    listened: () => readers.size > 0,
    onBroken: () => undefined,
    dropped: () => dropped,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await Promise.all([...readers].map(farewell));
      await closed;
    },
  };
}

function listening(server: Server, { host, port }: NetworkAddress): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error) => reject(networkFault(`Nobody can be served at ${written({ host, port })}`, error)));
    server.listen(port, host, () => {
      const bound = server.address();
      resolve(typeof bound === "object" && bound !== null ? bound.port : port);
    });
  });
}

/** How long a reader gets to take the last bytes. */
const FAREWELL_MS = 1000;

function farewell(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const limit = setTimeout(() => socket.destroy(), FAREWELL_MS);
    socket.once("close", () => {
      clearTimeout(limit);
      resolve();
    });
    socket.end();
  });
}
