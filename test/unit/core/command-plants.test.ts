import { describe, expect, it } from "vitest";
import { type Boot, makeTracker } from "../../../device/core/boot.ts";
import type { Effect, Event, Moment } from "../../../device/core/event.ts";
import type { TrackerState } from "../../../device/core/state.ts";
import { step } from "../../../device/core/tracker.ts";
import { writeU32 } from "../../../device/protocol/bytes.ts";
import { crc32 } from "../../../device/protocol/crc32.ts";
import { tryAllCodes } from "../../oracle/slow-commands-all.ts";
import { fastCipher } from "../../oracle/slow-commands-cipher.ts";
import { tryNoise } from "../../oracle/slow-commands-noise.ts";
import { flipRecords } from "../../oracle/slow-commands-records.ts";
import { blankTally } from "../../oracle/slow-commands-trial.ts";
import { random } from "../../random.ts";

type Step = typeof step;
type Plant = (state: TrackerState, event: Event, moment: Moment) => Effect[];

/** A firmware that does something more whenever a message comes. */
function onMessage(act: (state: TrackerState, moment: Moment) => Effect[]): Plant {
  return (state, event, moment) => {
    const effects = step(state, event, moment);
    return event.kind === "message" ? [...effects, ...act(state, moment)] : effects;
  };
}

function found(planted: Step): string[] {
  return tryAllCodes({ cipher: fastCipher, step: planted }, 38, 1, () => undefined, 64).violations;
}

const NOTHING: Effect[] = [];

describe("P6 a command handler that widens is found out", () => {
  it.each<[string, Plant, RegExp]>([
    [
      "one that ends a pause",
      onMessage((state) => {
        if (state.consent !== null) state.consent.pausedUntilS = 0;
        return NOTHING;
      }),
      /changed state\.consent\.pausedUntilS/,
    ],
    [
      "one that takes the lamp's word for given",
      onMessage((state, { upMs }) => {
        state.lamp.answer = "recording";
        state.lamp.answeredUpMs = upMs;
        return NOTHING;
      }),
      /changed state\.lamp\.answer/,
    ],
    [
      "one that adds a guardian",
      onMessage((state) => {
        if (state.consent !== null) state.consent.guardians = 255;
        return NOTHING;
      }),
      /changed state\.consent\.guardians/,
    ],
    ["one that puts out the lamp", onMessage(() => [{ kind: "lamp", pattern: "dark" }]), /wanted lamp/],
    ["one that turns the receiver on", onMessage(() => [{ kind: "receiver", on: true }]), /wanted receiver/],
    [
      "one that keeps what it is sent",
      onMessage((state) => {
        state.refusedSentences += 1;
        return NOTHING;
      }),
      /changed state\.refusedSentences/,
    ],
    [
      "one that falls over",
      onMessage(() => {
        throw new Error("no such command");
      }),
      /throw/,
    ],
  ])("%s", (_, planted, what) => {
    expect(found(planted).some((one) => what.test(one))).toBe(true);
  });

  it("one that remembers outside the state, and follows a wearer in the dark later", () => {
    const told = new WeakSet<TrackerState>();
    const covert: Plant = (state, event, moment) => {
      if (event.kind === "message") told.add(state);
      if (event.kind === "bytes" && told.has(state)) {
        state.lamp.asked = "recording";
        state.lamp.answer = "recording";
        state.lamp.answeredUpMs = moment.upMs;
        state.lamp.brokenUpMs = null;
      }
      return step(state, event, moment);
    };
    expect(
      found(covert).some((one) => /the lamp (is dead|does not answer).*a fix left while the lamp was not alight/.test(one)),
    ).toBe(true);
  });

  it("one that hears a command twice", () => {
    const tally = blankTally();
    const forgetful: Plant = (state, event, moment) => {
      for (const pair of event.kind === "message" ? state.pairs : []) pair.commandNumber = -1;
      return step(state, event, moment);
    };
    tryNoise({ cipher: fastCipher, step: forgetful }, 8, random(1), tally);
    expect(tally.violations.some((one) => /replay|earlier number/.test(one))).toBe(true);
  });
});

describe("P6 a start that believes damaged records is found out", () => {
  it("one that mends the checksum of the consent", () => {
    const mending = (boot: Boot): TrackerState => {
      const consent = boot.consent?.slice() ?? null;
      if (consent !== null) writeU32(consent, consent.length - 4, crc32(consent, 0, consent.length - 4));
      return makeTracker({ ...boot, consent });
    };
    const flips = flipRecords({ cipher: fastCipher, step, make: mending }, 7, () => undefined, /^consent$/);
    expect(flips.consentsRead).toBeGreaterThan(0);
    expect(flips.violations.some((one) => /the gate stood open where it was shut/.test(one))).toBe(true);
  });
});
