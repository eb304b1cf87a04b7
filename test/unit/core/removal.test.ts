import { beforeEach, describe, expect, it } from "vitest";
import { pairName } from "../../../device/core/pair.ts";
import { Asked } from "../../oracle/asked-device.ts";

let device: Asked;

beforeEach(() => {
  device = new Asked();
});

describe("R-44 a guardian who goes", () => {
  it("by their own word is answered, and then their keys and what waited for them are gone", () => {
    device.stand.setLink(false);
    device.stand.seconds(10);
    device.stand.setLink(true);
    expect(device.ask({ act: "revoke-self" })).toMatchObject([{ kind: "answer", result: "done" }]);
    const { state } = device.stand.running;
    expect(state.pairs.map((pair) => pair.slot)).toEqual([1]);
    expect(state.consent?.guardians).toBe(2);
    expect(state.outbox.waiting.filter((entry) => entry.slot === 0)).toEqual([]);
    expect(device.stand.store.load(pairName(0))).toBeNull();
    expect(device.fixes(0, 20)).toEqual([]);
    expect(device.fixes(1, 20).length).toBeGreaterThan(2);
  });

  it("by the wearer's hand opens nothing any more, also after a restart, and the others go on", () => {
    device.stand.running.removeGuardian(0);
    device.stand.setLink(true);
    expect(device.fixes(0, 20)).toEqual([]);
    expect(device.fixes(1, 20).length).toBeGreaterThan(2);
    device.stand.restart();
    device.stand.setLink(true);
    device.stand.seconds(3);
    device.stand.setLink(true);
    expect(device.fixes(0, 20)).toEqual([]);
    expect(device.stand.running.state.consent?.guardians).toBe(2);
  });

  it("leaves no name in the consent for whoever is paired into that place later, wherever the power is cut", () => {
    const first = new Asked();
    const from = first.stand.store.writes();
    first.stand.running.removeGuardian(0);
    const writes = first.stand.store.writes() - from;
    expect(writes).toBeGreaterThan(1);
    for (let write = 0; write < writes; write++) {
      const cut = new Asked();
      const before = cut.stand.store.writes();
      cut.stand.setFault({ kind: "cut", write: before + write, byte: 0 });
      cut.stand.running.removeGuardian(0);
      cut.stand.restart();
      cut.stand.tick(250);
      const { pairs, consent } = cut.stand.running.state;
      const isPaired = pairs.some((pair) => pair.slot === 0);
      const isNamed = ((consent?.guardians ?? 0) & 1) === 1;
      expect([isPaired, isNamed], `write ${write}`).not.toEqual([false, true]);
    }
  });

  it("erases what waits for them, and leaves the others theirs", () => {
    device.stand.setLink(false);
    device.stand.seconds(10);
    device.stand.setLink(true);
    device.stand.setLink(false);
    const before = device.stand.running.state.outbox.waiting.filter((entry) => entry.slot === 1).length;
    device.stand.setLink(true);
    expect(device.result({ act: "erase" })).toBe("done");
    const waiting = device.stand.running.state.outbox.waiting;
    expect(waiting.filter((entry) => entry.slot === 0 && entry.worth !== "status")).toEqual([]);
    expect(waiting.filter((entry) => entry.slot === 1).length).toBe(before);
  });
});
