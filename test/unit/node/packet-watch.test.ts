import fc from "fast-check";
import { expect, it } from "vitest";
import { packetWatch } from "../../../device/node/packet-watch.ts";
import { publish } from "./mqtt-bytes.ts";

/** A packet whose announced length is three more than its payload's. */
const packet = (length: number) => publish("t", length);

it("lets whole packets up to the limit through, however the stream is cut into pieces", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 8 }),
      fc.integer({ min: 1, max: 97 }),
      (lengths, piece) => {
        const stream = Buffer.concat(lengths.map(packet));
        const watch = packetWatch(403);
        for (let at = 0; at < stream.length; at += piece) expect(watch(stream.subarray(at, at + piece))).toBe(true);
      },
    ),
  );
});

it("F24 objects to the announcement of a longer packet, before its content comes", () => {
  expect(packetWatch(403)(packet(401).subarray(0, 3))).toBe(false);
  expect(packetWatch(403)(new Uint8Array([0x30, 0xff, 0xff, 0xff, 0x7f]))).toBe(false);
  expect(packetWatch(403)(new Uint8Array([0x30, 0x80, 0x80, 0x80, 0x80, 0x01]))).toBe(false);
});
