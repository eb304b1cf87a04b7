import { EventEmitter } from "node:events";
import type { ReadStream } from "node:tty";
import { describe, expect, it } from "vitest";
import type { HandWord } from "../../../device/node/hand-request.ts";
import { watchWearer } from "../../../device/node/wearer-keys.ts";

function keyboard(isTTY = true) {
  const input = Object.assign(new EventEmitter(), {
    isTTY,
    raw: false,
    setRawMode(mode: boolean) {
      input.raw = mode;
    },
    resume: () => undefined,
    pause: () => undefined,
  });
  const acts: HandWord[] = [];
  let ends = 0;
  const unwatch = watchWearer(
    input as unknown as ReadStream,
    (word) => acts.push(word),
    () => {
      ends += 1;
    },
  );
  return { acts, ends: () => ends, unwatch, type: (text: string) => input.emit("data", Buffer.from(text)), raw: () => input.raw };
}

describe("the wearer's keys", () => {
  it.each([
    ["www", "withdraw"],
    ["WwW", "withdraw"],
    ["ddd", "delete"],
    ["ooo", "object"],
    ["ppp", "pause"],
    ["rrr", "resume"],
    ["sss", "safe"],
    ["v", "veto"],
  ] as const)("R-14 takes %s for %s", (typed, word) => {
    const { acts, type } = keyboard();
    for (const key of typed) type(key);
    expect(acts).toEqual([word]);
  });

  it("is not moved by fewer presses, by mixed keys, or by others", () => {
    const { acts, type } = keyboard();
    type("wwdwwdx  ");
    expect(acts).toEqual([]);
  });

  it("ends by Ctrl-C, and gives the terminal back", () => {
    const { ends, type, unwatch, raw, acts } = keyboard();
    expect(raw()).toBe(true);
    type("\u0003");
    expect(ends()).toBe(1);
    unwatch();
    expect(raw()).toBe(false);
    type("www");
    expect(acts).toEqual([]);
  });

  it("leaves a stream alone that is no terminal", () => {
    const { raw } = keyboard(false);
    expect(raw()).toBe(false);
  });
});
