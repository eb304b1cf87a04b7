import { describe, expect, it } from "vitest";
import { seal } from "../../device/protocol/envelope.ts";
import { deriveKeys, nextEpochKey } from "../../device/protocol/keys.ts";
import { PAIR_ROOT } from "../../simulator/world/household.ts";
import { bytes, random } from "../random.ts";
import { toyCipher } from "../toy-cipher.ts";
import { hiddenly, PlainWatch } from "./naive/plain-watch.ts";
import { OurLine } from "./ours/our-line.ts";
import { type Facts, obeys } from "./target.ts";

/** The lamp is dark, or somebody listens, while positions are taken. */
function isCovert(facts: Facts): boolean {
  return facts.listens || (facts.tracks && !facts.lamp);
}

const COMMANDS = ["monitor,+4790000000", "record,60", "led,off", "snapshot"];

/**
 * Speaks as the guardian's own console does, with all of its keys, and says everything that a body can say: every kind there
 * may ever be, with the old secret commands and with chance behind it.
 */
function saysEverything(ours: OurLine, trusted: (facts: Facts) => boolean): boolean {
  const keys = deriveKeys(toyCipher, PAIR_ROOT.slice());
  const next = random(16);
  let epochKey = keys.command;
  let found = false;
  for (let kind = 0; kind < 256; kind++) {
    epochKey = nextEpochKey(toyCipher, epochKey);
    for (const [number, tail] of [...COMMANDS.map((text) => new TextEncoder().encode(text)), bytes(next, 32)].entries()) {
      const body = new Uint8Array(33);
      body[0] = kind;
      body.set(tail.subarray(0, 32), 1);
      const place = { epochKey, headerKey: keys.header, direction: "command" as const, epoch: kind + 1, number };
      const frame = seal(toyCipher, place, body);
      const topic = ours.house.deviceLink.asked()[1] ?? "";
      if (frame !== null) ours.house.deviceLink.force(topic, frame);
      ours.house.device.tick();
      found ||= trusted(ours.facts());
    }
  }
  return found;
}

describe("B16 Xplora X4, 2020", () => {
  it("breaks the naive watch: an encrypted message, with a key that the maker keeps, and it listens", () => {
    expect(obeys(new PlainWatch(), COMMANDS.map(hiddenly), (_before, after) => isCovert(after))).toBe(true);
  });

  it("P6 P57 does not break ours, with every key that a guardian has: there is no body that makes it covert", () => {
    const ours = new OurLine();
    ours.live(20);
    expect(saysEverything(ours, isCovert)).toBe(false);
    // The one kind that there is was opened: all the others came as authentically and did nothing.
    expect(ours.house.device.state.pairs[0]?.commandEpoch).toBeGreaterThan(7);
    ours.live(10);
    expect(ours.facts()).toMatchObject({ tracks: true, lamp: true, listens: false });
  });

  it("P1 R-10 the same wakes no device whose wearer has not agreed, or has withdrawn", () => {
    for (const ours of [new OurLine(false), new OurLine()]) {
      ours.live(20);
      ours.house.device.withdraw();
      ours.live(40);
      const { held } = ours.facts();
      expect(saysEverything(ours, (facts) => facts.lamp)).toBe(false);
      ours.live(20);
      expect(ours.facts().held).toBe(held);
      expect(ours.house.receiver.isOpen()).toBe(false);
    }
  });
});
