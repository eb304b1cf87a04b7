import { ascii, readU8, readU16 } from "../protocol/bytes.ts";

/** The few packets of MQTT 3.1.1 that a device needs; the clause of each is in brackets. Texts are ASCII here. */

export const CONNACK = 2;
export const PUBLISH = 3;
export const PUBACK = 4;
export const SUBACK = 9;

/** A longer one is none of ours: frames have 64 or 256 bytes. */
export const MAX_PACKET = 1280;

export interface Packet {
  /** The type in the upper half of the first byte, and the flags in its lower half. */
  kind: number;
  flags: number;
  body: Uint8Array;
}

/** A text with its length before it (1.5.3). */
function field(text: string): Uint8Array {
  const bytes = ascii(text);
  const out = new Uint8Array(2 + bytes.length);
  out[0] = (bytes.length >>> 8) & 255;
  out[1] = bytes.length & 255;
  out.set(bytes, 2);
  return out;
}

function packet(first: number, parts: Uint8Array[]): Uint8Array {
  let length = 0;
  for (let i = 0; i < parts.length; i++) length += (parts[i] as Uint8Array).length;
  // Nothing that is sent here reaches 16,384 bytes, where a third byte of length would begin (2.2.3).
  const head = length < 128 ? [first, length] : [first, (length & 127) | 128, length >>> 7];
  const out = new Uint8Array(head.length + length);
  out.set(head, 0);
  let at = head.length;
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i] as Uint8Array;
    out.set(part, at);
    at += part.length;
  }
  return out;
}

function identifier(id: number): Uint8Array {
  const out = new Uint8Array(2);
  out[0] = (id >>> 8) & 255;
  out[1] = id & 255;
  return out;
}

export interface Account {
  username: string;
  password: string;
}

/** A clean session and no will (3.1). */
export function connectPacket(account: Account, keepaliveS: number): Uint8Array {
  const settings = new Uint8Array(4);
  settings.set([4, 194, (keepaliveS >>> 8) & 255, keepaliveS & 255], 0);
  const parts = [field("MQTT"), settings, field(account.username), field(account.username), field(account.password)];
  return packet(16, parts);
}

/** At QoS 1, not retained (3.3). */
export function publishPacket(topic: string, id: number, payload: Uint8Array): Uint8Array {
  return packet(50, [field(topic), identifier(id), payload]);
}

export function pubackPacket(id: number): Uint8Array {
  return packet(64, [identifier(id)]);
}

/** At QoS 1 (3.8). */
export function subscribePacket(id: number, topics: string[]): Uint8Array {
  const parts = [identifier(id)];
  const qos = new Uint8Array(1);
  qos[0] = 1;
  for (let i = 0; i < topics.length; i++) parts.push(field(topics[i] as string), qos);
  return packet(130, parts);
}

export function unsubscribePacket(id: number, topics: string[]): Uint8Array {
  const parts = [identifier(id)];
  for (let i = 0; i < topics.length; i++) parts.push(field(topics[i] as string));
  return packet(162, parts);
}

export function pingPacket(): Uint8Array {
  return packet(192, []);
}

export function disconnectPacket(): Uint8Array {
  return packet(224, []);
}

export interface Reader {
  waiting: Uint8Array;
}

export function makeReader(): Reader {
  return { waiting: new Uint8Array(0) };
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const out = new Uint8Array(one.length + other.length);
  out.set(one, 0);
  out.set(other, one.length);
  return out;
}

/** Takes bytes as they come. @returns the packets that are whole now, or null: no broker sends this, hang up. */
export function readPackets(reader: Reader, bytes: Uint8Array): Packet[] | null {
  const all = joined(reader.waiting, bytes);
  const packets: Packet[] = [];
  let at = 0;
  while (all.length - at >= 2) {
    let length = readU8(all, at + 1);
    let head = 2;
    if (length > 127) {
      if (all.length - at < 3) break;
      const more = readU8(all, at + 2);
      length = (length & 127) + more * 128;
      head = 3;
      // A third byte of length says 16,384 or more.
      if (more > 127) return null;
    }
    if (length > MAX_PACKET) return null;
    if (all.length - at < head + length) break;
    const first = readU8(all, at);
    packets.push({
      kind: first >>> 4,
      flags: first & 15,
      body: joined(all.subarray(at + head, at + head + length), new Uint8Array(0)),
    });
    at += head + length;
  }
  reader.waiting = joined(all.subarray(at), new Uint8Array(0));
  return packets;
}

export interface Message {
  topic: string;
  /** For the answer; null at QoS 0. */
  id: number | null;
  payload: Uint8Array;
}

/** What a PUBLISH holds; null when its lengths do not fit, or its topic is no text of ours. */
export function messageOf(packet: Packet): Message | null {
  const qos = (packet.flags >>> 1) & 3;
  const body = packet.body;
  const topicEnd = 2 + readU16(body, 0);
  const start = qos > 0 ? topicEnd + 2 : topicEnd;
  if (qos > 1 || body.length < 2 || body.length < start) return null;
  let topic = "";
  for (let i = 2; i < topicEnd; i++) topic += String.fromCharCode(readU8(body, i));
  return {
    topic: topic,
    id: qos > 0 ? readU16(body, topicEnd) : null,
    payload: joined(body.subarray(start), new Uint8Array(0)),
  };
}
