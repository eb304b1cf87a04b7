/** MQTT 3.1.1 packets by hand: a test of the client must not lean on the client's own library. */

export const CONNECT = 1;
export const PUBLISH = 3;

function lengthField(length: number): number[] {
  const low = length % 128;
  return length < 128 ? [low] : [low | 128, ...lengthField(Math.floor(length / 128))];
}

export function connack(returnCode: number): Buffer {
  return Buffer.from([0x20, 2, 0, returnCode]);
}

/** At QoS 0. */
export function publish(topic: string, payloadBytes: number): Buffer {
  const body = Buffer.concat([Buffer.from([0, topic.length]), Buffer.from(topic), Buffer.alloc(payloadBytes)]);
  return Buffer.concat([Buffer.from([0x30, ...lengthField(body.length)]), body]);
}

/** Takes a stream in pieces and tells the type of each whole packet. */
export function packetTypes(heard: (type: number) => void): (chunk: Buffer) => void {
  let rest = Buffer.alloc(0);
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    while (true) {
      let at = 1;
      while (((rest[at] ?? 0) & 128) !== 0) at++;
      if (rest.length <= at) return;
      const length = [...rest.subarray(1, at + 1)].reduceRight((sum, byte) => sum * 128 + (byte & 127), 0);
      if (rest.length < at + 1 + length) return;
      heard((rest[0] ?? 0) >> 4);
      rest = rest.subarray(at + 1 + length);
    }
  };
}
