import { expect, test } from "vitest";
import { watchMemory } from "../../../device/espruino/memory-watch.ts";

test("F33: a board that ran out of variables goes dark and starts anew, once; other errors are not for it", () => {
  let tell: (flags: string[]) => void = () => undefined;
  const done: string[] = [];
  const e = {
    on(_event: "errorFlag", told: (flags: string[]) => void) {
      tell = told;
    },
  };
  watchMemory(
    e,
    () => done.push("stop"),
    () => done.push("reboot"),
  );
  tell(["FIFO_FULL", "LOW_MEMORY"]);
  expect(done).toEqual([]);
  tell(["LOW_MEMORY", "MEMORY"]);
  tell(["MEMORY"]);
  expect(done).toEqual(["stop", "reboot"]);
});
