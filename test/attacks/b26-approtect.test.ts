import { describe, expect, it } from "vitest";
import { openWith, PassphraseTracker } from "./naive/passphrase-box.ts";
import { OurLine } from "./ours/our-line.ts";
import { openedWithFlash } from "./ours/thief.ts";

describe("B26 reading the flash of a stolen chip (CVE-2020-27211)", () => {
  it("breaks the naive tracker: its one key opens everything that was ever recorded", () => {
    const tracker = new PassphraseTracker("written into the flash at the factory");
    const recorded = Array.from({ length: 30 }, (_, i) => tracker.seal(`39.50000,22.2${i}`));
    expect(recorded.filter((message) => openWith(tracker.stolen(), message) !== null)).toHaveLength(30);
  });

  it("P18 does not break ours beyond what is promised: the present epoch opens, and no earlier one", () => {
    const ours = new OurLine();
    const epochs: number[] = [];
    const recorded: Uint8Array[] = [];
    const topic = (): string => ours.overheard()[0]?.topic ?? "";
    for (let life = 0; life < 3; life++) {
      ours.live(30);
      const frames = ours.overheard().filter((heard) => heard.topic === topic());
      for (const { payload } of frames.slice(recorded.length)) {
        recorded.push(payload);
        epochs.push(life);
      }
      if (life === 2) break;
      ours.house.killDevice();
      ours.house.bootDevice();
    }
    const opened = openedWithFlash(ours.house.store.surviving(), recorded).map((at) => epochs[at]);
    // The promise is one epoch, a quarter of an hour at most; that it does open shows that the thief knows how to read.
    expect(new Set(opened)).toEqual(new Set([2]));
    expect(new Set(epochs)).toEqual(new Set([0, 1, 2]));
  });

  it("P18 R-43 what waits in the flash is sealed for the guardian and does not lie there in the clear", () => {
    const ours = new OurLine();
    ours.live(20);
    ours.house.deviceLink.setReachable(false);
    ours.live(60);
    const log = Buffer.from(ours.house.store.surviving().get("outbox") ?? new Uint8Array(0));
    const waiting = ours.house.device.state.outbox.waiting;
    expect(waiting.length).toBeGreaterThan(5);
    expect(waiting.filter(({ frame }) => log.includes(Buffer.from(frame)))).toEqual([]);
  });
});
