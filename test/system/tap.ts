import { connect, createServer, type Socket } from "node:net";

/** A wire between clients and broker that keeps what went over it: what a capture of the broker's traffic would hold. */
export interface Tap {
  port: number;
  /** Every byte so far, both directions, in the order of arrival. */
  captured(): Buffer;
  /** Cuts every connection. */
  cut(): void;
  close(): Promise<void>;
}

export function openTap(toPort: number): Promise<Tap> {
  const chunks: Buffer[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(toPort, "127.0.0.1");
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on("data", (chunk) => {
        chunks.push(chunk);
        to.write(chunk);
      });
      from.on("error", () => to.destroy());
      from.on("close", () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  });
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      resolve({
        port,
        captured: () => Buffer.concat(chunks),
        cut,
        close: () => {
          cut();
          return new Promise((done) => server.close(() => done()));
        },
      });
    });
  });
}
