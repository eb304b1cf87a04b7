import { describe, expect, it } from "vitest";
import { OUTBOX_KEYS } from "../../../device/core/outbox-key.ts";
import { findingAt, MOMENTS } from "../../oracle/erasure-moments.ts";
import { cutEverywhere, endBetween, endWhileFailing, makeCutTally } from "../../oracle/withdrawal-cuts.ts";
import { consentNow, Stand, type Tamper } from "../../oracle/withdrawal-stand.ts";

/** A flash on which erasing a key does nothing, and says that it did. */
const keepsKeys: Tamper = (board) => ({
  ...board,
  store: { ...board.store, erase: (name) => OUTBOX_KEYS.includes(name) || board.store.erase(name) },
});

/** A client library that sends everything once more when it is told to stop. */
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
      stop: () => {
        board.link.stop();
        for (const [topic, payload] of sent) board.link.publish(topic, payload);
      },
    },
  };
};

/** A flash that keeps the first consent, whatever is written over it. */
const keepsConsent: Tamper = (board) => ({
  ...board,
  store: {
    ...board.store,
    replace: (name, bytes) => (name === "consent" && board.store.load(name) !== null) || board.store.replace(name, bytes),
  },
});

describe("P3 R-14 the search for what a withdrawal leaves", () => {
  it("finds nothing, and would have opened what waited before", () => {
    const tally = makeCutTally();
    endBetween(tally, "withdraw");
    expect(tally.wrong).toEqual([]);
    expect(tally.controlOpened).toBeGreaterThan(5);
    expect(tally.controlFrames).toBeGreaterThan(5);
  });

  it("finds a key that was not erased", () => {
    const tally = makeCutTally();
    endBetween(tally, "withdraw", keepsKeys);
    expect(tally.wrong.some((one) => one.includes("could be opened"))).toBe(true);
  });

  it("finds frames that are sent once more", () => {
    const tally = makeCutTally();
    endBetween(tally, "object", repeats);
    expect(tally.wrong.some((one) => one.includes("positions left"))).toBe(true);
  });

  it("finds a withdrawal that a restart undoes", () => {
    const tally = makeCutTally();
    cutEverywhere(tally, "withdraw", { everyByte: 100_000, thoroughEvery: 0 }, keepsConsent);
    expect(tally.wrong.length).toBeGreaterThan(0);
  });

  it("finds nothing when any one write of it fails", () => {
    const tally = makeCutTally();
    endWhileFailing(tally, "deleteData");
    expect(tally.wrong).toEqual([]);
    expect(tally.failures).toBeGreaterThan(10);
  });
});

describe("P11 R-22 R-23 the search for what an erasure leaves", () => {
  it.each(MOMENTS.map((moment) => [moment.name, moment] as const))("finds nothing after: %s", (_name, moment) => {
    const finding = findingAt(moment, false);
    expect(finding.openedBefore).toBeGreaterThan(10);
    expect(finding).toMatchObject({ openedAfter: 0, bare: [] });
  });

  it.each(MOMENTS.slice(0, 3).map((moment) => [moment.name, moment] as const))(
    "finds a key that was not erased after: %s",
    (_name, moment) => {
      expect(findingAt(moment, false, keepsKeys).openedAfter).toBeGreaterThan(0);
    },
  );

  it("finds a position that lies bare", () => {
    const noisy: Tamper = (board) => ({
      ...board,
      receiver: {
        ...board.receiver,
        start: (onBytes, onTrouble) =>
          board.receiver.start((bytes) => {
            board.store.replace("log", bytes);
            onBytes(bytes);
          }, onTrouble),
      },
    });
    expect(findingAt(MOMENTS[2] as (typeof MOMENTS)[number], false, noisy).bare).toContain("NMEA text");
  });

  it("zeroes in memory what it erases, at once", () => {
    const stand = new Stand();
    stand.running.accept(consentNow());
    stand.seconds(20);
    const frames = stand.running.state.outbox.waiting.map((entry) => entry.frame);
    expect(frames.length).toBeGreaterThan(5);
    stand.running.withdraw();
    for (const frame of frames) expect(frame.every((byte) => byte === 0)).toBe(true);
  });
});
