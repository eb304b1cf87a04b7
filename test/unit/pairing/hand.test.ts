import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { buttonHand, CONSIDER_MS, HAND_MS, keyboardHand } from "../../../device/node/pairing-hand.ts";

function simButton() {
  let tell: (down: boolean) => void = () => undefined;
  let nowMs = 0;
  return {
    button: {
      start(onChange: (down: boolean) => void) {
        tell = onChange;
      },
      stop() {
        tell = () => undefined;
      },
    },
    nowMs: () => nowMs,
    at(ms: number, down: boolean) {
      nowMs = ms;
      tell(down);
    },
    pass(ms: number) {
      nowMs = ms;
    },
  };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("P31 the wearer's hand at a pairing, by the button", () => {
  it("begins by a press, holds while it is down, and confirms by a second press", async () => {
    const sim = simButton();
    const hand = buttonHand(sim.button, sim.nowMs);
    const begun = hand.begin();
    expect(hand.holds()).toBe(false);
    sim.at(2000, true);
    expect(await begun).toBe(true);
    expect(hand.holds()).toBe(true);
    const confirmed = hand.confirm();
    sim.at(4000, false);
    sim.pass(4100);
    expect(hand.holds()).toBe(false);
    sim.at(5000, true);
    expect(await confirmed).toBe(true);
  });

  it("takes no bounce for a press or for letting go", async () => {
    const sim = simButton();
    const hand = buttonHand(sim.button, sim.nowMs);
    const begun = hand.begin();
    sim.at(2000, true);
    await begun;
    sim.at(2010, false);
    expect(hand.holds()).toBe(true);
    let answered = false;
    const confirmed = hand.confirm().then((did) => {
      answered = did;
    });
    sim.at(2015, true);
    sim.at(5000, false);
    sim.at(5004, true);
    sim.at(5008, false);
    await Promise.resolve();
    expect(answered).toBe(false);
    sim.at(6000, true);
    await confirmed;
    expect(answered).toBe(true);
  });

  it("takes no press for a yes before anyone can have compared four words", async () => {
    const sim = simButton();
    const hand = buttonHand(sim.button, sim.nowMs);
    const begun = hand.begin();
    sim.at(2000, true);
    await begun;
    sim.at(2200, false);
    const confirmed = hand.confirm();
    sim.at(2200 + CONSIDER_MS - 1, true);
    vi.advanceTimersByTime(HAND_MS);
    expect(await confirmed).toBe(false);
  });

  it("takes no jammed button for a hand", async () => {
    const sim = simButton();
    const hand = buttonHand(sim.button, sim.nowMs);
    const begun = hand.begin();
    sim.at(10, true);
    expect(hand.holds()).toBe(false);
    vi.advanceTimersByTime(HAND_MS);
    expect(await begun).toBe(false);
  });

  it("is a no when it is cancelled, at once and later", async () => {
    const sim = simButton();
    const hand = buttonHand(sim.button, sim.nowMs);
    const begun = hand.begin();
    hand.cancel();
    expect(await begun).toBe(false);
    expect(await hand.confirm()).toBe(false);
  });
});

describe("P31 the wearer's hand at a pairing, by keys", () => {
  function typing(lines: (string | null)[], person: boolean, msALine = 2000) {
    let nowMs = 0;
    const said: string[] = [];
    const hand = keyboardHand({
      line: async () => {
        nowMs += msALine;
        return lines.shift() ?? null;
      },
      say: (text) => void said.push(text),
      person,
      question: "Same? ",
      tooQuick: "Too quick. ",
      nowMs: () => nowMs,
    });
    return { hand, said };
  }

  it.each(["yes", " YES ", "y", "ναι", "Ν"])("takes %j for a yes", async (answer) => {
    const { hand } = typing(["", answer], true);
    expect(hand.holds()).toBe(false);
    expect(await hand.begin()).toBe(true);
    expect(hand.holds()).toBe(true);
    expect(await hand.confirm()).toBe(true);
  });

  it.each(["no", "", "perhaps", "yes please", null])("takes %j for a no", async (answer) => {
    const { hand } = typing(["", answer], true);
    await hand.begin();
    expect(await hand.confirm()).toBe(false);
  });

  it("asks again when an answer comes as quickly as only a scanner types it", async () => {
    const { hand, said } = typing(["", "yes", "no"], true, CONSIDER_MS - 1);
    await hand.begin();
    expect(await hand.confirm()).toBe(false);
    expect(said.filter((text) => text === "Too quick. ").length).toBeGreaterThan(0);
  });

  it("does not begin at the end of input, nor after it was cancelled", async () => {
    const nobody = typing([], false);
    expect(await nobody.hand.begin()).toBe(false);
    expect(nobody.hand.holds()).toBe(false);
  });
});
