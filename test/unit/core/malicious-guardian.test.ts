import { describe, expect, it } from "vitest";
import { pairName } from "../../../device/core/pair.ts";
import { makeGuardianTally, tryGuardians } from "../../oracle/malicious-guardian.ts";
import type { Tamper } from "../../oracle/withdrawal-stand.ts";

function wrongOf(lives: number, tamper?: Tamper): string[] {
  const tally = makeGuardianTally();
  for (let seed = 1; seed <= lives; seed++) tryGuardians(seed, tally, tamper);
  expect(tally.honestRead).toBeGreaterThan(lives);
  return tally.wrong;
}

describe("P24 the search for what a malicious guardian can do", () => {
  it("finds nothing", () => {
    expect(wrongOf(12)).toEqual([]);
  });

  it("finds a device that keeps the keys, and the name, of who was sent away", () => {
    const keeps: Tamper = (board) => ({
      ...board,
      store: {
        ...board.store,
        erase: (name) => name === pairName(0) || board.store.erase(name),
        replace: (name, bytes) => (name === "consent" && board.store.load(name) !== null) || board.store.replace(name, bytes),
      },
    });
    expect(wrongOf(12, keeps)).toContain("a frame opened after they were sent away");
  });

  it("finds a library that sends once more what it was told to forget", () => {
    const repeats: Tamper = (board) => {
      const sent: [string, Uint8Array][] = [];
      return {
        ...board,
        link: {
          ...board.link,
          publish: (topic, payload) => {
            sent.push([topic, payload.slice()]);
            board.link.publish(topic, payload);
          },
          start: (events) => {
            board.link.start(events);
            for (const [topic, payload] of sent) board.link.publish(topic, payload);
          },
        },
      };
    };
    expect(wrongOf(12, repeats)).toContain("a frame opened after they were sent away");
  });
});
