import { connect, createServer, type Server, type Socket } from "node:net";

/** A piece of network between a client and a server, that can be torn. */
export interface Gate {
  port: number;
  /** Tears every connection and refuses new ones. */
  cut(): Promise<void>;
  mend(): Promise<void>;
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      if (typeof address === "object" && address !== null) resolve(address.port);
    });
  });
}

export async function openGate(to: number): Promise<Gate> {
  const sockets = new Set<Socket>();
  const track = (socket: Socket, other: Socket) => {
    sockets.add(socket);
    socket.on("error", () => other.destroy());
    socket.on("close", () => {
      sockets.delete(socket);
      other.destroy();
    });
  };
  const make = () =>
    createServer({ noDelay: true }, (near) => {
      const far = connect({ port: to, host: "127.0.0.1", noDelay: true });
      track(near, far);
      track(far, near);
      near.pipe(far);
      far.pipe(near);
    });
  let server = make();
  const port = await listen(server, 0);
  return {
    port,
    cut() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      return closed;
    },
    async mend() {
      server = make();
      await listen(server, port);
    },
  };
}
