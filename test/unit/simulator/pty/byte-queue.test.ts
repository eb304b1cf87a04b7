import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { byteQueue } from "../../../../simulator/pty/byte-queue.ts";

describe("the queue before a serial port", () => {
  it("keeps the newest bytes and counts the lost ones", () => {
    const queue = byteQueue(4);
    queue.push(Buffer.from("abc"));
    queue.push(Buffer.from("de"));
    expect([queue.size(), queue.dropped()]).toEqual([4, 1]);
    queue.push(Buffer.from("0123456789"));
    expect([queue.size(), queue.dropped()]).toEqual([4, 11]);
    queue.discard();
    expect([queue.size(), queue.dropped(), queue.front().length]).toEqual([0, 15, 0]);
  });

  it("behaves as a plain list of the newest bytes does, in any order of calls", () => {
    const step = fc.oneof(fc.uint8Array({ maxLength: 40 }), fc.nat({ max: 20 }));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const limit = 16;
        const queue = byteQueue(limit);
        let plain: number[] = [];
        let lost = 0;
        for (const action of steps) {
          if (typeof action !== "number") {
            queue.push(action);
            plain.push(...action);
            lost += Math.max(0, plain.length - limit);
            plain = plain.slice(-limit);
          } else {
            const taken = Math.min(action, queue.front().length);
            expect([...queue.front().subarray(0, taken)]).toEqual(plain.slice(0, taken));
            queue.shift(taken);
            plain = plain.slice(taken);
          }
          expect([queue.size(), queue.dropped()]).toEqual([plain.length, lost]);
        }
      }),
    );
  });
});
