import { describe, expect, it } from "vitest";
import { openWith, PassphraseTracker, paddedKey, WORDS } from "./naive/passphrase-box.ts";
import { OurLine } from "./ours/our-line.ts";
import { openedWithFlash, openedWithRoot } from "./ours/thief.ts";

const PLACES = ["39.50000,22.20010", "39.50000,22.20020", "39.50000,22.20030"];

function telemetryOf(ours: OurLine): Uint8Array[] {
  const [first] = ours.overheard();
  return ours
    .overheard()
    .filter(({ topic }) => topic === first?.topic)
    .map(({ payload }) => payload);
}

describe("B24 payload encryption with one passphrase", () => {
  it("breaks the naive tracker: a word is the key, yesterday passes for today, and a stolen key opens everything", () => {
    const tracker = new PassphraseTracker("family");
    const messages = PLACES.map((place) => tracker.seal(place));
    expect(WORDS.some((word) => openWith(paddedKey(word), messages[0] as Uint8Array) === PLACES[0])).toBe(true);
    for (const message of messages) tracker.take(message);
    tracker.take(messages[0] as Uint8Array);
    expect(tracker.map()).toBe(PLACES[0]);
    expect(messages.map((message) => openWith(tracker.stolen(), message))).toEqual(PLACES);
  });

  it("P18 does not break ours by guessing: keys are 32 random bytes, and no word is one", () => {
    const ours = new OurLine();
    ours.live(60);
    const frames = telemetryOf(ours);
    expect(frames.length).toBeGreaterThan(8);
    expect(WORDS.some((word) => openedWithRoot(paddedKey(word), frames))).toBe(false);
  });

  it("P23 does not break ours by replay: what was sent before moves nothing and counts once", () => {
    const ours = new OurLine();
    ours.live(60);
    const before = ours.facts();
    for (const payload of telemetryOf(ours).slice(0, 6)) ours.publish(ours.overheard()[0]?.topic ?? "", payload);
    expect(ours.facts()).toMatchObject({ onMap: before.onMap, held: before.held });
    expect(before.held).toBeGreaterThan(8);
  });

  it("P18 does not break ours by theft: the flash opens nothing of an epoch that has passed", () => {
    const ours = new OurLine();
    ours.live(60);
    const past = telemetryOf(ours).slice(0, 6);
    ours.house.killDevice();
    ours.house.bootDevice();
    ours.live(30);
    expect(openedWithFlash(ours.house.store.surviving(), past)).toEqual([]);
  });
});
