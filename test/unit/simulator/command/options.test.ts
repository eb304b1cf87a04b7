import { describe, expect, it } from "vitest";
import { baudOption, seedOption, speedOption, startOption } from "../../../../simulator/command/options.ts";
import { progressLine } from "../../../../simulator/command/progress.ts";

describe("what is written behind an option", () => {
  it("is taken when it makes sense", () => {
    expect([speedOption("max"), speedOption("2.5"), baudOption("4800"), seedOption("0")]).toEqual(["max", 2.5, 4800, 0]);
    expect(startOption("2027-01-11T05:30:00Z")).toBe(Date.UTC(2027, 0, 11, 5, 30));
    expect(startOption("2027-01-11T05:30Z")).toBe(Date.UTC(2027, 0, 11, 5, 30));
  });

  it.each([
    [speedOption, ["", "0", "-1", "fast", "1e9", "NaN", "Infinity"]],
    [baudOption, ["", "0", "9600.5", "-9600", "0x10", "99999999"]],
    [seedOption, ["", "-1", "1.5", "9007199254740992"]],
    [startOption, ["", "today", "2027-01-11", "2027-13-11T05:30:00Z", "2027-01-11T05:30:00+02:00", "2027-01-11T05:30:00.5Z"]],
  ])("is refused with what to give instead: %o", (option, texts) => {
    for (const text of texts) expect(() => option(text), text).toThrow(/^Give /);
  });
});

describe("the line that shows how far a replay is", () => {
  const replayAt = (share: number, utcMs: number | null) => ({
    ended: Promise.resolve("end" as const),
    position: () => ({ share, utcMs }),
    stop: () => undefined,
  });

  it("has a share and a time of day, and nothing else", () => {
    expect(progressLine(replayAt(0.4267, Date.UTC(2027, 0, 11, 5, 31, 7)))).toBe(" 42 %  05:31:07 UTC");
    expect(progressLine(replayAt(0, null))).toBe("  0 %  no time yet");
    expect(progressLine(null)).toBeNull();
  });
});
