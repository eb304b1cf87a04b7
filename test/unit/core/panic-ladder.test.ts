import { expect, it } from "vitest";
import type { Waiting } from "../../../device/core/outbox.ts";
import type { Household } from "../../../simulator/world/household.ts";
import { type LadderOutcome, PROMISED_S, panicNight } from "../../oracle/panic-household.ts";
import { toyCipher } from "../../toy-cipher.ts";

const SEEDS = Array.from({ length: 40 }, (_, seed) => seed);

/** @param spoil is called four times a second of virtual time. */
function nights(spoil: (house: Household) => void): LadderOutcome[] {
  return SEEDS.map((seed) =>
    panicNight(seed, toyCipher, {
      tamper(house) {
        const again = (): void => {
          spoil(house);
          house.clock.after(250, again);
        };
        again();
      },
    }),
  );
}

it("P43 finds nothing in forty nights of the real device", () => {
  for (const { seed, tookS, incidents, wrong, felt } of nights(() => undefined)) {
    expect([seed, tookS <= PROMISED_S, incidents, wrong, felt.called && felt.heard]).toEqual([seed, true, 1, [], true]);
  }
});

it("finds a device that waits longer after each try, and one that tells a call only once", () => {
  const lazy = nights(({ device }) => {
    for (const entry of device.state.outbox.waiting as Waiting[])
      if (entry.tries > 0) entry.sentUpMs = device.state.panic.toldUpMs + 1e12;
  });
  expect(lazy.some(({ tookS }) => tookS > PROMISED_S)).toBe(true);
});

it("finds a device that forgets a call that it has told", () => {
  const forgetful = nights(({ device }) => {
    device.state.alerts = device.state.alerts.filter(({ times }) => times === 0 && device.state.linkUp);
  });
  expect(forgetful.some(({ tookS, wrong, felt }) => tookS > PROMISED_S || wrong.length > 0 || !felt.heard)).toBe(true);
});

it("finds a device that gives one call a new number each time", () => {
  const doubling = nights(({ device }) => {
    for (const active of device.state.alerts) active.incidents = active.incidents.map((one) => (one === 0 ? 0 : one + 1));
  });
  expect(doubling.some(({ incidents }) => incidents > 1)).toBe(true);
});
