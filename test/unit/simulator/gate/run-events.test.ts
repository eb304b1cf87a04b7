import { describe, expect, it } from "vitest";
import type { Tamper } from "../../../../simulator/gate/life.ts";
import { runEvents } from "../../../../simulator/gate/run-events.ts";

const EVENTS = 60_000;

const lyingLamp: Tamper = (board) => ({
  ...board,
  lamp: {
    ...board.lamp,
    read: () => {
      board.lamp.read();
      return "recording";
    },
  },
});

const forgetfulStore: Tamper = (board) => ({
  ...board,
  store: {
    ...board.store,
    replace: (name, bytes) => (name === "consent" && board.store.load(name) !== null ? true : board.store.replace(name, bytes)),
  },
});

/** What became of an alert is not written: the first call for help comes back with every restart. */
const unforgettingStore: Tamper = (board) => ({
  ...board,
  store: {
    ...board.store,
    replace: (name, bytes) => (name === "alerts" && board.store.load(name) !== null ? true : board.store.replace(name, bytes)),
    erase: (name) => (name === "alerts" ? true : board.store.erase(name)),
  },
});

const stubbornLink: Tamper = (board) => {
  const sent: [string, Uint8Array][] = [];
  return {
    ...board,
    link: {
      ...board.link,
      publish: (topic, payload) => {
        sent.push([topic, payload.slice()]);
        if (sent.length > 400) sent.shift();
        board.link.publish(topic, payload);
      },
      // A client library that keeps what it was told to forget, and sends it once more.
      stop: () => {
        for (const [topic, payload] of sent) board.link.publish(topic, payload);
        board.link.stop();
      },
    },
  };
};

const wrongClock: Tamper = (board) => ({ ...board, clock: { ...board.clock, utcMs: () => Date.UTC(2026, 5, 1, 9) } });

describe("P1 R-10 the gate under random events", () => {
  it("violates nothing, opens where it must, and is met shut for every reason but the rarest", () => {
    const result = runEvents({ events: EVENTS, seed: 3 });
    expect(result.violations).toEqual([]);
    expect(result.counts.expected).toBeGreaterThan(500);
    expect(result.counts.missed).toBe(0);
    expect(result.counts.restarts).toBeGreaterThan(10);
    expect(result.refusals.size).toBeGreaterThan(9);
  });

  it("does the same under the same seed, byte for byte, and something else under another", () => {
    const [one, again, other] = [5, 5, 6].map((seed) => runEvents({ events: 8000, seed }));
    expect(again).toEqual(one);
    expect(other?.hash).not.toBe(one?.hash);
  });

  it("P39 goes on with another device when the firmware of one would be too old", () => {
    const run = (lifeMs: number) => runEvents({ events: 30_000, seed: 7, lifeMs });
    const [one, many] = [run(20 * 365 * 86_400_000), run(5 * 86_400_000)];
    expect(many.counts).toMatchObject({ events: 30_000, missed: 0 });
    expect([many.violations, many.counts.expected > 100]).toEqual([[], true]);
    expect(many.hash).not.toBe(one.hash);
    expect(run(5 * 86_400_000)).toEqual(many);
  });

  it.each([
    ["a lamp that always says that it records", lyingLamp],
    ["a store that keeps the first consent whatever it is told", forgetfulStore],
    ["a store from which a call for help that is over comes back", unforgettingStore],
    ["a link that sends once more what it was told to forget", stubbornLink],
  ] as const)("finds %s", (_what, tamper) => {
    const result = runEvents({ events: 400_000, seed: 11, tamper });
    expect(result.violations.length).toBeGreaterThan(0);
    expect(result.before.length).toBe(20);
    // What was found is found again under the same seed, at the same event.
    const again = runEvents({ events: result.counts.events, seed: 11, tamper });
    expect(again.violations).toEqual(result.violations);
  });

  it("finds a device that never opens where it must", () => {
    const result = runEvents({ events: EVENTS, seed: 3, tamper: wrongClock });
    expect(result.counts.missed).toBeGreaterThan(100);
  });
});
