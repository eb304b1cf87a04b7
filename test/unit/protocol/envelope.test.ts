import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  LONG_BODY,
  LONG_FRAME,
  open,
  readHeader,
  type SealingPlace,
  SHORT_BODY,
  SHORT_FRAME,
  seal,
} from "../../../device/protocol/envelope.ts";
import { toyCipher } from "../../toy-cipher.ts";

const key = new Uint8Array(32).fill(7);
const place: SealingPlace = {
  epochKey: key,
  headerKey: new Uint8Array(32).fill(9),
  direction: "telemetry",
  epoch: 70_000,
  number: 513,
};

function sealed(body: Uint8Array, at: SealingPlace = place): Uint8Array {
  const frame = seal(toyCipher, at, body);
  if (frame === null) throw new Error("a body of a frame's length must seal");
  return frame;
}

describe("R-40 a sealed frame", () => {
  it("opens to the same body at the place that its header names, in both lengths", () => {
    for (const length of [SHORT_BODY, LONG_BODY]) {
      const body = new Uint8Array(length).map((_, i) => i);
      const frame = sealed(body);
      expect(frame.length).toBe(length === SHORT_BODY ? SHORT_FRAME : LONG_FRAME);
      expect(readHeader(toyCipher, place.headerKey, frame)).toEqual({ epoch: 70_000, number: 513 });
      expect(open(toyCipher, place, frame)).toEqual(body);
    }
  });

  it("is refused after any single bit of it was changed", () => {
    const frame = sealed(new Uint8Array(SHORT_BODY).fill(3));
    for (let bit = 0; bit < frame.length * 8; bit++) {
      const flipped = frame.slice();
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const header = readHeader(toyCipher, place.headerKey, flipped);
      const body = header === null ? null : open(toyCipher, { ...place, ...header }, flipped);
      expect(body, `bit ${bit}`).toBeNull();
    }
  });

  it("does not open in the other direction, at another place, or with another key", () => {
    const frame = sealed(new Uint8Array(SHORT_BODY));
    expect(open(toyCipher, { ...place, direction: "command" }, frame)).toBeNull();
    expect(open(toyCipher, { ...place, epoch: place.epoch + 1 }, frame)).toBeNull();
    expect(open(toyCipher, { ...place, number: place.number + 1 }, frame)).toBeNull();
    expect(open(toyCipher, { ...place, epochKey: new Uint8Array(32) }, frame)).toBeNull();
  });

  it("repeats itself, and never a keystream, when a counter is rolled back (F41)", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: SHORT_BODY, maxLength: SHORT_BODY }),
        fc.uint8Array({ minLength: SHORT_BODY, maxLength: SHORT_BODY }),
        (a, b) => {
          const first = sealed(a).slice(7, 15);
          const second = sealed(b).slice(7, 15);
          const same = Buffer.compare(Buffer.from(a), Buffer.from(b)) === 0;
          expect(Buffer.compare(Buffer.from(first), Buffer.from(second)) === 0).toBe(same);
        },
      ),
    );
  });

  it("shows an observer neither epoch nor frame number", () => {
    const headers = new Set<string>();
    for (let number = 0; number < 256; number++) {
      const frame = sealed(new Uint8Array(SHORT_BODY).fill(number), { ...place, number });
      headers.add(Buffer.from(frame.slice(1, 7)).toString("hex"));
    }
    expect(headers.size).toBe(256);
  });

  it("is never made of a body of another length", () => {
    for (const length of [0, 1, SHORT_BODY - 1, SHORT_BODY + 1, LONG_BODY + 1]) {
      expect(seal(toyCipher, place, new Uint8Array(length))).toBeNull();
    }
  });
});

describe("bytes that are no frame", () => {
  it("have no header and do not open", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        if (bytes.length === SHORT_FRAME || bytes.length === LONG_FRAME) return;
        expect(readHeader(toyCipher, place.headerKey, bytes)).toBeNull();
        expect(open(toyCipher, place, bytes)).toBeNull();
      }),
    );
  });
});
