import { createRequire } from "node:module";

/** A TLS 1.3 record costs 5 bytes of header, 1 of content type and 16 of tag (RFC 8446, 5.2). */
const TLS_RECORD = 22;

export interface Message {
  topic: string;
  payload: Uint8Array;
}

// The packet writer that mqtt.js itself uses, found from where mqtt.js is.
const fromHere = createRequire(import.meta.url);
const packets = createRequire(fromHere.resolve("mqtt"))("mqtt-packet") as { generate(packet: object): Uint8Array };

/** PUBLISH with QoS 1 one way and its PUBACK the other, each in a TLS record. */
export function bytesOnTheWire({ topic, payload }: Message): number {
  const publish = packets.generate({
    cmd: "publish",
    topic,
    payload: Buffer.from(payload),
    qos: 1,
    retain: false,
    dup: false,
    messageId: 1,
  });
  const puback = packets.generate({ cmd: "puback", messageId: 1 });
  return publish.length + puback.length + 2 * TLS_RECORD;
}
