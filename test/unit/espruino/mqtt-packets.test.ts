import { expect, test } from "vitest";
import {
  connectPacket,
  MAX_PACKET,
  makeReader,
  messageOf,
  PUBLISH,
  publishPacket,
  readPackets,
  subscribePacket,
} from "../../../device/espruino/mqtt-packets.ts";
import { bytes, integer, random } from "../../random.ts";

const ACCOUNT = { username: "device", password: "secret" };

test("a frame of either length comes out of its packet as it went in, whatever pieces it arrives in", () => {
  const chance = random(3);
  for (const length of [0, 64, 256]) {
    const payload = bytes(chance, length);
    const whole = publishPacket("l1/AAAAAAAAAAAAAAAA", 515, payload);
    for (let cut = 0; cut <= whole.length; cut++) {
      const reader = makeReader();
      const packets = [...(readPackets(reader, whole.slice(0, cut)) ?? []), ...(readPackets(reader, whole.slice(cut)) ?? [])];
      expect(packets).toHaveLength(1);
      const message = packets[0] === undefined ? null : messageOf(packets[0]);
      expect(message).toEqual({ topic: "l1/AAAAAAAAAAAAAAAA", id: 515, payload });
    }
  }
});

test("what a hostile broker sends never throws, and never keeps more than one packet in memory", () => {
  const chance = random(4);
  for (let i = 0; i < 20_000; i++) {
    const reader = makeReader();
    let hungUp = false;
    for (let piece = 0; piece < 4 && !hungUp; piece++) {
      const packets = readPackets(reader, bytes(chance, integer(chance, 700)));
      hungUp = packets === null;
      for (const packet of packets ?? []) if (packet.kind === PUBLISH) messageOf(packet);
      expect(reader.waiting.length).toBeLessThanOrEqual(MAX_PACKET + 3);
    }
  }
});

test("a publish whose lengths do not fit is no message, and so is one at a quality that was not asked for", () => {
  expect(messageOf({ kind: PUBLISH, flags: 2, body: new Uint8Array([0, 9, 65]) })).toBeNull();
  expect(messageOf({ kind: PUBLISH, flags: 4, body: new Uint8Array([0, 1, 65, 0, 1]) })).toBeNull();
  expect(messageOf({ kind: PUBLISH, flags: 0, body: new Uint8Array(0) })).toBeNull();
  expect(messageOf({ kind: PUBLISH, flags: 0, body: new Uint8Array([0]) })).toBeNull();
});

// The bytes of the standard's own layout (MQTT 3.1.1, 3.1 and 3.8), written out by hand.
test("a connect and a subscribe are the bytes that the standard lays down", () => {
  const connect = Buffer.from(connectPacket(ACCOUNT, 60)).toString("latin1");
  expect(connect).toBe("\x10\x22\x00\x04MQTT\x04\xc2\x00\x3c\x00\x06device\x00\x06device\x00\x06secret");
  expect(Buffer.from(subscribePacket(7, ["ab"])).toString("latin1")).toBe("\x82\x07\x00\x07\x00\x02ab\x01");
});
