import { describe, expect, it } from "vitest";
import { takeInAll } from "../../guardian/subscriber/intake.ts";
import { pairedStore } from "../oracle/guardian-store.ts";
import { ToyDevice } from "../oracle/toy-device.ts";
import { toyCipher } from "../toy-cipher.ts";
import { PlainWatch } from "./naive/plain-watch.ts";
import { START_MS } from "./ours/our-line.ts";

/** Two watches of one make: mine, of which I know everything, and another child's. */
interface Neighbours {
  /** Gives their guardian what my watch says, with their number in the place of mine. @returns whether it is on their map. */
  passOffMine(): boolean;
}

const naive: Neighbours = {
  passOffMine() {
    const [mine, theirs] = [new PlainWatch(1001), new PlainWatch(1002)];
    mine.live(5);
    for (const { topic, payload } of mine.overheard()) theirs.publish(topic.replace("1001", "1002"), payload);
    return theirs.facts().held > 0;
  },
};

function ours(pretend: (mine: ToyDevice, theirs: ToyDevice) => Uint8Array): Neighbours {
  return {
    passOffMine() {
      const { store, state, device } = pairedStore(":memory:");
      const mine = new ToyDevice(
        toyCipher,
        Uint8Array.from({ length: 32 }, (_, i) => i + 100),
      );
      // The broker's own work: the frame comes on the other child's topic.
      takeInAll(toyCipher, store, [{ device: state, frame: pretend(mine, device) }], START_MS);
      const held = store.trail("pair-1", 0, 10).length > 0;
      store.close();
      return held;
    },
  };
}

describe("B3 MiSafes, 2018", () => {
  it("breaks the naive watch: another child's number is enough to speak for them", () => {
    expect(naive.passOffMine()).toBe(true);
  });

  it("P24 P28 does not break ours: a frame of another pairing does not open, nor with the other's header over it", () => {
    const plainly = ours((mine) => mine.fix(START_MS / 1000).frame);
    const reHeaded = ours((mine, theirs) => {
      const frame = mine.fix(START_MS / 1000).frame.slice();
      frame.set(theirs.fix(START_MS / 1000).frame.subarray(1, 7), 1);
      return frame;
    });
    expect([plainly.passOffMine(), reHeaded.passOffMine()]).toEqual([false, false]);
    // The same way in with the true device's own frame: the trial can succeed.
    expect(ours((_mine, theirs) => theirs.fix(START_MS / 1000).frame).passOffMine()).toBe(true);
  });
});
