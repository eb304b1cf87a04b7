import type { Socket } from "node:net";

/**
 * Cuts a connection that announces a packet (MQTT 3.1.1, 2.2.3) longer than `maxBytes`. The broker's parser gathers a
 * packet of any size first, so a single announcement could otherwise fill the memory of the machine.
 */
export function limitPackets(socket: Socket, maxBytes: number): void {
  let skip = 0;
  let length = 0;
  let scale = 0;

  function take(byte: number): void {
    if (scale === 0) {
      scale = 1;
      return;
    }
    length += (byte & 127) * scale;
    scale *= 128;
    if (byte >= 128) return;
    skip = length;
    length = 0;
    scale = 0;
  }

  socket.on("data", (chunk: Buffer) => {
    let at = 0;
    while (at < chunk.length) {
      const step = Math.min(skip, chunk.length - at);
      skip -= step;
      at += step;
      if (at < chunk.length) take(chunk.readUInt8(at++));
      // Four bytes of length at most; a fifth is a broken stream.
      if (Math.max(skip, length) > maxBytes || scale > 128 ** 4) {
        socket.destroy();
        return;
      }
    }
  });
}
