import { describe, expect, test } from "vitest";
import { makePair } from "../../../../guardian/core/chain.ts";
import { guardianCipher } from "../../../../guardian/core/cipher.ts";
import { EPOCH_FRAMES, mustStep, sealCommand, stepCommand } from "../../../../guardian/core/command.ts";
import { deliveredReports } from "../../../../guardian/core/delivered.ts";
import { ROOT } from "../../../oracle/guardian-store.ts";
import { numbersOf, ToyDevice } from "../../../oracle/toy-device.ts";

const { chain, command } = makePair(guardianCipher, "id", "label", ROOT);
const delivered = { kind: "delivered" as const, epoch: 3, first: 5, bits: new Uint8Array(24).fill(1) };

describe("the command chain", () => {
  test("nothing is sealed after a start before the epoch has stepped", () => {
    expect(mustStep(command)).toBe(true);
    expect(sealCommand(guardianCipher, chain.headerKey, command, delivered)).toBeNull();
  });

  test("the device opens what the guardian seals, with rising numbers", () => {
    const device = new ToyDevice(guardianCipher, ROOT);
    let now = stepCommand(guardianCipher, command);
    for (let number = 0; number < 3; number++) {
      const sealed = sealCommand(guardianCipher, chain.headerKey, now, delivered);
      if (sealed === null) throw new Error("not sealed");
      expect(device.openDelivered(sealed.frame)).toEqual({ ...delivered, commandEpoch: 1, commandNumber: number });
      now = sealed.command;
    }
  });

  test("P29 a question goes through the same chain as an acknowledgement, each under a number of its own", () => {
    const device = new ToyDevice(guardianCipher, ROOT);
    const asked = { act: "set-interval" as const, consent: 3, sequence: 70_000, expiresS: 1_790_000_600, value: 30 };
    const first = sealCommand(guardianCipher, chain.headerKey, stepCommand(guardianCipher, command), asked);
    const second = first && sealCommand(guardianCipher, chain.headerKey, first.command, delivered);
    if (!first || !second) throw new Error("not sealed");
    expect(device.openCommand(first.frame)).toEqual({ ...asked, commandEpoch: 1, commandNumber: 0 });
    expect(device.openDelivered(first.frame)).toBeNull();
    expect(device.openDelivered(second.frame)).toMatchObject({ commandNumber: 1 });
    expect(device.openCommand(second.frame)).toBeNull();
    expect(first.frame).toHaveLength(second.frame.length);
  });

  test("an epoch seals 1,024 commands and not one more", () => {
    let now = stepCommand(guardianCipher, command);
    for (let i = 0; i < EPOCH_FRAMES; i++) now = sealCommand(guardianCipher, chain.headerKey, now, delivered)?.command ?? now;
    expect(mustStep(now)).toBe(true);
    expect(sealCommand(guardianCipher, chain.headerKey, now, delivered)).toBeNull();
  });
});

describe("acknowledgements", () => {
  test("a whole epoch of 1,024 frames takes six, and they speak of exactly those frames", () => {
    const headers = Array.from({ length: 1024 }, (_, number) => ({ epoch: 4, number }));
    const reports = deliveredReports([...headers].reverse());
    expect(reports).toHaveLength(6);
    expect(reports.flatMap(numbersOf)).toEqual(headers.map((header) => header.number));
  });

  test("frames of several epochs with gaps are all spoken of, and no other is", () => {
    const headers = [0, 1, 191, 192, 193, 400, 1023].map((number) => ({ epoch: 9, number })).concat({ epoch: 2, number: 7 });
    const spoken = deliveredReports(headers).flatMap((report) => numbersOf(report).map((number) => `${report.epoch}/${number}`));
    expect(spoken.sort()).toEqual(headers.map(({ epoch, number }) => `${epoch}/${number}`).sort());
  });

  test("no frames, no acknowledgement", () => {
    expect(deliveredReports([])).toEqual([]);
  });
});
