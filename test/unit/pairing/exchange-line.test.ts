import { describe, expect, it } from "vitest";
import { exchangeLine, hearLines, MAX_STRAY_BYTES, makeLineWatch } from "../../../device/protocol/exchange-line.ts";
import { ACCOUNT_BYTES, encodeExchange, MAX_EXCHANGE_MESSAGE } from "../../../device/protocol/exchange-message.ts";
import { bytes, integer, random } from "../../random.ts";

const encoder = new TextEncoder();

describe("messages of a pairing on a stream of bytes", () => {
  it("arrive whole, however the stream cuts them, between a greeting and its line ends", () => {
    const next = random(1);
    for (let n = 0; n < 200; n++) {
      const message = encodeExchange("account", bytes(next, ACCOUNT_BYTES + 16));
      const text = encoder.encode(`Welcome to Debian\r\n\r\n$ ${exchangeLine(message)}`);
      const watch = makeLineWatch();
      const heard: Uint8Array[] = [];
      for (let at = 0; at < text.length; ) {
        const cut = at + 1 + integer(next, 300);
        heard.push(...(hearLines(watch, text.subarray(at, cut)) ?? []));
        at = cut;
      }
      expect(heard).toEqual([message]);
    }
  });

  it("give up on a stream that holds only other things, and keep no more of it than one line", () => {
    const watch = makeLineWatch();
    const noise = new Uint8Array(4096).fill(65);
    let over = false;
    for (let n = 0; n < 40 && !over; n++) {
      over = hearLines(watch, noise) === null;
      expect(watch.text.length).toBeLessThan(8 * MAX_EXCHANGE_MESSAGE);
    }
    expect(over).toBe(true);
    const lines = makeLineWatch();
    expect(hearLines(lines, encoder.encode("hello\n".repeat(MAX_STRAY_BYTES / 6 + 1)))).toBeNull();
  });

  it("hand on a damaged line, so that it is called damaged and not waited for", () => {
    const heard = hearLines(makeLineWatch(), encoder.encode("lychnos-x1:01zz\nlychnos-x1:\n"));
    expect(heard).toEqual([new Uint8Array([1, 0]), new Uint8Array(0)]);
  });
});
