import { describe, expect, test } from "vitest";
import { packetTrimmer } from "../../../../guardian/subscriber/packet-trimmer.ts";

const MAX = 1000;

function length(value: number): number[] {
  const bytes: number[] = [];
  for (let left = value; ; left = Math.floor(left / 128)) {
    bytes.push(left >= 128 ? (left % 128) + 128 : left);
    if (left < 128) return bytes;
  }
}

function publish(topic: string, id: number | null, payloadBytes: number): Buffer {
  const head = [topic.length >> 8, topic.length & 255, ...Buffer.from(topic), ...(id === null ? [] : [id >> 8, id & 255])];
  const payload = Buffer.alloc(payloadBytes, 0x5a);
  return Buffer.concat([Buffer.from([id === null ? 0x30 : 0x32, ...length(head.length + payloadBytes), ...head]), payload]);
}

/** What passes, with the stream cut into pieces of this size; null when it ends. */
function through(stream: Buffer, piece: number): Buffer | null {
  const trim = packetTrimmer(MAX);
  const out: Uint8Array[] = [];
  for (let at = 0; at < stream.length; at += piece) {
    const pieces = trim(stream.subarray(at, at + piece));
    if (pieces === null) return null;
    out.push(...pieces);
  }
  return Buffer.concat(out);
}

const ping = Buffer.from([0xd0, 0]);

describe("cutting giants out of the broker's stream", () => {
  test.each([1, 2, 3, 7, 64, 1 << 20])("packets up to the limit pass unchanged, in pieces of %i bytes", (piece) => {
    const stream = Buffer.concat([ping, publish("l1/abc", 7, 64), publish("t", null, 0), publish("l1/abc", 9, MAX - 10), ping]);
    expect(through(stream, piece)?.equals(stream)).toBe(true);
  });

  test.each([1, 3, 64, 1 << 20])(
    "P27 a giant keeps its topic and identifier and loses its payload, in pieces of %i bytes",
    (piece) => {
      const stream = Buffer.concat([ping, publish("l1/abc", 7, 300_000), publish("l1/abc", null, MAX), publish("l1/abc", 8, 64)]);
      const expected = Buffer.concat([ping, publish("l1/abc", 7, 0), publish("l1/abc", null, 0), publish("l1/abc", 8, 64)]);
      expect(through(stream, piece)?.equals(expected)).toBe(true);
    },
  );

  test("P27 a giant that is no PUBLISH, a giant topic, and a length of five bytes end the connection", () => {
    expect(through(Buffer.from([0x90, ...length(MAX + 1), 1, 2, 3]), 64)).toBeNull();
    expect(through(publish("x".repeat(MAX + 1), 1, 5), 64)).toBeNull();
    expect(through(Buffer.from([0x30, 0xff, 0xff, 0xff, 0xff, 1]), 64)).toBeNull();
    expect(through(Buffer.from([0x32, ...length(MAX + 1), 0xff, 0xff]), 64)).toBeNull();
  });
});
