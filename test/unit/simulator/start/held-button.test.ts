import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { DELETE_HOLD_MS } from "../../../../device/core/gesture.ts";
import { type HeldButton, heldButton, LONGEST_PRESS_MS } from "../../../../simulator/start/held-button.ts";
import { simButton } from "../../../../simulator/world/sim-button.ts";

describe("the drawn button, pressed over a line that may break", () => {
  let heard: string[];
  let held: HeldButton;

  beforeEach(() => {
    vi.useFakeTimers();
    heard = [];
    const button = simButton();
    button.start((down) => heard.push(down ? "down" : "up"));
    held = heldButton(button, { hand: (down) => heard.push(down ? "true time" : "fast again") }, () => heard.push("told"));
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  it("gives the world true time before the press, and not after it", () => {
    held.press();
    held.release();
    expect(heard).toEqual(["true time", "down", "up", "fast again"]);
  });

  it("lets go by itself when nobody does, but not before the longest gesture is over", () => {
    held.press();
    vi.advanceTimersByTime(DELETE_HOLD_MS + 500);
    expect(held.isDown()).toBe(true);
    vi.advanceTimersByTime(LONGEST_PRESS_MS - DELETE_HOLD_MS);
    expect(held.isDown()).toBe(false);
    expect(heard.at(-1)).toBe("told");
  });

  it("counts the time of each press anew", () => {
    held.press();
    vi.advanceTimersByTime(LONGEST_PRESS_MS - 1000);
    held.release();
    held.press();
    vi.advanceTimersByTime(2000);
    expect(held.isDown()).toBe(true);
  });

  it("is pressed once, however many pages press it", () => {
    held.press();
    held.press();
    held.release();
    held.release();
    expect(heard.filter((what) => what === "down" || what === "up")).toEqual(["down", "up"]);
  });
});
