import { createSocket, type Socket } from "node:dgram";
import { lookup } from "node:dns/promises";
import { type NetworkAddress, written } from "./network-address.ts";
import type { Outlet } from "./outlet.ts";
import { networkFault } from "./outlet-fault.ts";

/** Fits into one packet of every Ethernet, so that no sentence is cut in two on its way. */
const DATAGRAM_BYTES = 1400;
/** Datagrams handed to the system and not yet taken by it; beyond them a replay at full speed waits. */
const READY_BELOW = 16;
const MAX_WAITING = 1024;
const NEWLINE = 0x0a;

/** Sends datagrams of whole sentences to one address. Nobody can tell whether they arrive. @throws OutletFault */
export async function udpOutlet(address: NetworkAddress): Promise<Outlet> {
  const { socket, host } = await socketTo(address);
  let held = Buffer.alloc(0);
  let waiting = 0;
  let dropped = 0;

  function send(datagram: Buffer): void {
    if (waiting >= MAX_WAITING) {
      dropped += datagram.length;
      return;
    }
    waiting++;
    socket.send(datagram, address.port, host, (error) => {
      waiting--;
      if (error !== null) dropped += datagram.length;
    });
  }

  return {
    name: `udp://${written(address)}`,
    write(bytes) {
      held = Buffer.concat([held, bytes]);
      for (let end = datagramEnd(held); end > 0; end = datagramEnd(held)) {
        send(Buffer.from(held.subarray(0, end)));
        held = held.subarray(end);
      }
    },
    ready: () => waiting < READY_BELOW,
    listened: () => true,
    onBroken: () => undefined,
    dropped: () => dropped,
    async close() {
      if (held.length > 0) send(held);
      while (waiting > 0) await new Promise((resolve) => setImmediate(resolve));
      await new Promise<void>((resolve) => socket.close(() => resolve()));
    },
  };
}

/** The whole lines at the front that fit into one datagram; a line that never ends is cut. 0: nothing to send yet. */
function datagramEnd(held: Buffer): number {
  const end = held.lastIndexOf(NEWLINE, DATAGRAM_BYTES - 1) + 1;
  return end === 0 && held.length >= DATAGRAM_BYTES ? DATAGRAM_BYTES : end;
}

async function socketTo({ host, port }: NetworkAddress): Promise<{ socket: Socket; host: string }> {
  try {
    const found = await lookup(host);
    const socket = createSocket(found.family === 6 ? "udp6" : "udp4");
    socket.on("error", () => undefined);
    await new Promise<void>((resolve) => socket.bind(0, () => resolve()));
    socket.setBroadcast(true);
    return { socket, host: found.address };
  } catch (error) {
    throw networkFault(`Nothing can be sent to ${written({ host, port })}`, error);
  }
}
