import { createServer, type Server, type Socket } from "node:net";

/** A broker that follows MQTT 3.1.1 only as far as a test wants it to. */
export interface ScriptedBroker {
  port: number;
  /** Connections seen so far. */
  connections: number;
  /** First bytes and identifiers of what the client sent, for example "puback 7". */
  heard: string[];
  /** Sends to the client that is connected now. */
  send(bytes: Uint8Array): void;
  close(): void;
}

export interface Script {
  /** What each subscription is answered with: 1 grants QoS 1, 128 refuses. */
  grant: number;
}

const NAMES: Record<number, string> = {
  1: "connect",
  3: "publish",
  4: "puback",
  5: "pubrec",
  8: "subscribe",
  10: "unsubscribe",
  12: "ping",
};

/** One packet from the front of the buffer, or null while it is not whole. */
function packetOf(buffer: Buffer): { type: number; body: Buffer; rest: Buffer } | null {
  let length = 0;
  for (let i = 1; i < Math.min(5, buffer.length); i++) {
    const byte = buffer[i] as number;
    length += (byte & 127) * 128 ** (i - 1);
    if (byte >= 128) continue;
    if (buffer.length < i + 1 + length) return null;
    return {
      type: (buffer[0] as number) >> 4,
      body: buffer.subarray(i + 1, i + 1 + length),
      rest: buffer.subarray(i + 1 + length),
    };
  }
  return null;
}

/** How many topics a SUBSCRIBE asks for: identifier, then topic and QoS each (3.8.3). */
function topicCount(body: Buffer): number {
  let count = 0;
  for (let at = 2; at < body.length; at += 3 + body.readUInt16BE(at)) count += 1;
  return count;
}

function answer(type: number, body: Buffer, script: Script): Buffer | null {
  const id = body.subarray(0, 2);
  if (type === 1) return Buffer.from([0x20, 2, 0, 0]);
  if (type === 12) return Buffer.from([0xd0, 0]);
  if (type === 10) return Buffer.from([0xb0, 2, ...id]);
  if (type !== 8) return null;
  const codes = new Array<number>(topicCount(body)).fill(script.grant);
  return Buffer.from([0x90, 2 + codes.length, ...id, ...codes]);
}

export function scriptedBroker(script: Script): Promise<ScriptedBroker> {
  let client: Socket | null = null;
  const heard: string[] = [];
  const server: Server = createServer((socket) => {
    client = socket;
    broker.connections += 1;
    let buffer: Buffer = Buffer.alloc(0);
    socket.on("error", () => undefined);
    socket.on("data", (chunk: Buffer) => {
      buffer = Buffer.concat([buffer, chunk]);
      for (let packet = packetOf(buffer); packet !== null; packet = packetOf(buffer)) {
        buffer = packet.rest;
        const detail = packet.type === 1 || packet.body.length < 2 ? "" : ` ${packet.body.readUInt16BE(0)}`;
        heard.push(`${NAMES[packet.type]}${detail}`);
        const reply = answer(packet.type, packet.body, script);
        if (reply !== null) socket.write(reply);
      }
    });
  });
  const broker: ScriptedBroker = {
    port: 0,
    connections: 0,
    heard,
    send: (bytes) => void client?.write(bytes),
    close() {
      client?.destroy();
      server.close();
    },
  };
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      broker.port = (server.address() as { port: number }).port;
      resolve(broker);
    });
  });
}

/** Bytes of a PUBLISH up to its payload (3.3). */
export function publishHead(topic: string, qos: 0 | 1 | 2, id: number, payloadBytes: number): Buffer {
  const identifier = qos === 0 ? [] : [id >> 8, id & 255];
  const body = [topic.length >> 8, topic.length & 255, ...Buffer.from(topic), ...identifier];
  const length: number[] = [];
  for (let left = body.length + payloadBytes; ; left = Math.floor(left / 128)) {
    length.push(left >= 128 ? (left % 128) + 128 : left);
    if (left < 128) break;
  }
  return Buffer.from([0x30 | (qos << 1), ...length, ...body]);
}
