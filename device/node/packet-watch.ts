/**
 * Watches the length that each MQTT packet announces (MQTT 3.1.1, 2.2.3). The client library gathers a packet of any
 * size before it shows it to anyone, so a hostile broker could fill the memory of the board with one announcement.
 * @returns a function that takes each piece of the stream and says whether all is well so far.
 */
export function packetWatch(maxBytes: number): (chunk: Uint8Array) => boolean {
  let skip = 0;
  let inLength = false;
  let length = 0;
  let scale = 1;

  return (chunk) => {
    let at = 0;
    while (at < chunk.length) {
      if (skip > 0) {
        const step = Math.min(skip, chunk.length - at);
        skip -= step;
        at += step;
      } else if (!inLength) {
        inLength = true;
        length = 0;
        scale = 1;
        at += 1;
      } else {
        const byte = chunk[at] ?? 0;
        length += (byte & 127) * scale;
        scale *= 128;
        at += 1;
        // At most four bytes of length; a fifth is a broken stream.
        if (length > maxBytes || scale > 128 ** 4) return false;
        if (byte < 128) {
          inLength = false;
          skip = length;
        }
      }
    }
    return true;
  };
}
