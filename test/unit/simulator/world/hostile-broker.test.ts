import { describe, expect, it } from "vitest";
import type { Cipher } from "../../../../device/protocol/cipher.ts";
import { seededRandom } from "../../../../simulator/random.ts";
import { hostileBroker } from "../../../../simulator/world/hostile-broker.ts";
import { liveBehind, makeHostileTally, type Planted } from "../../../oracle/hostile-lives.ts";
import { fastCipher } from "../../../oracle/slow-commands-cipher.ts";
import { family } from "../../../simulation/family.ts";

function wrongOf(lives: number, planted?: Planted): string[] {
  const tally = makeHostileTally();
  for (let seed = 1; seed <= lives; seed++) liveBehind(seed, tally, planted);
  return tally.wrong;
}

function overheardUnder(seed: number): string {
  const house = family();
  const links = () => [house.deviceLink, house.guardianLink];
  hostileBroker({ clock: house.clock, broker: house.broker, random: seededRandom(seed), links });
  house.agree();
  house.pass(40);
  return house.overheard.map(({ topic, payload }) => `${topic} ${Buffer.from(payload).toString("hex")}`).join("\n");
}

describe("P27 a hostile broker", () => {
  it("can only delay", () => {
    expect(wrongOf(12)).toEqual([]);
  });

  it("does the same under the same seed, and something else under another", () => {
    expect(overheardUnder(5)).toBe(overheardUnder(5));
    expect(overheardUnder(5)).not.toBe(overheardUnder(6));
  });

  it("breaks a cipher that authenticates nothing, and it is seen", () => {
    const trusting: Cipher = {
      hmac: (key) => fastCipher.hmac(key, new Uint8Array(1)),
      seal: fastCipher.seal,
      open: (box, nonce, key) => {
        const opened = fastCipher.open(box, nonce, key);
        // The same stream, and the tag not looked at.
        return opened ?? fastCipher.seal(box.subarray(16), nonce, key).subarray(16);
      },
    };
    expect(wrongOf(6, { cipher: trusting }).length).toBeGreaterThan(0);
  });

  it("loses what a console acknowledges before it is durable, and it is seen", () => {
    const hasty: Planted = {
      change: ({ guardianStore }) => {
        const commit = guardianStore.commit.bind(guardianStore);
        let turn = 0;
        guardianStore.commit = (batches) =>
          turn++ % 4 === 0 ? commit(batches.map((batch) => ({ ...batch, keeps: [] }))) : commit(batches);
      },
    };
    expect(wrongOf(6, hasty).length).toBeGreaterThan(0);
  });

  it("puts through everything that a device without a memory of commands obeys twice, and it is seen", () => {
    const forgetful: Planted = {
      change: (house) => {
        const { state } = house.device;
        const tick = house.device.tick.bind(house.device);
        house.device.tick = () => {
          const pair = state.pairs[0];
          if (pair !== undefined && pair.commandSequence > 0) pair.commandSequence = 7;
          tick();
        };
      },
    };
    expect(wrongOf(8, forgetful)).toContain("a command was obeyed that nobody gave");
  });
});
