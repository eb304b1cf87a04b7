import { describe, expect, it } from "vitest";
import { judgeFix, makeQualityWatch } from "../../../device/core/fix-quality.ts";
import type { PermittedFix } from "../../../device/core/gate.ts";
import { shortfalls } from "../../evidence/quality-tracks.ts";
import { type Judge, judgeMany, ours } from "../../oracle/quality-tally.ts";

const TRACKS = 450;

function found(judge: Judge): string[] {
  return shortfalls(judgeMany(TRACKS, 7, judge, () => undefined));
}

/** Ours, but for one reason that is never told. */
function blindTo(reason: string): Judge {
  return () => {
    const verdictOf = ours();
    return (fix, upMs) => {
      const verdict = verdictOf(fix, upMs);
      return verdict.kind === "suspicious" && verdict.reason === reason ? { kind: "sound" } : verdict;
    };
  };
}

/** A filter that forgets what it believed whenever it doubts: after a leap it takes the next fix for the first. */
const gullible: Judge = () => {
  let watch = makeQualityWatch();
  return (fix, upMs) => {
    const verdict = judgeFix(watch, { fix } as PermittedFix, upMs);
    if (verdict.kind === "suspicious") watch = makeQualityWatch();
    return verdict;
  };
};

/** One that doubts every fix, which finds every lie too. */
const paranoid: Judge = () => () => ({ kind: "suspicious", reason: "jump" });

describe("P40 the judging of made tracks", () => {
  it("finds the lies, and accuses no clean track", () => {
    expect(found(ours)).toEqual([]);
  });

  it.each([
    ["jump", "teleport"],
    ["mirrored", "mirrored"],
    ["zeros", "zeros"],
    ["frozen", "frozen"],
    ["drift", "drift"],
    ["clock", "clock"],
  ])("shows a device that never says %s", (reason, kind) => {
    expect(found(blindTo(reason)).join()).toContain(`${kind}:`);
  });

  it("shows a device that tells the same fix twice", () => {
    const twice: Judge = () => {
      const verdictOf = ours();
      return (fix, upMs) => {
        const verdict = verdictOf(fix, upMs);
        return verdict.kind === "repeated" ? { kind: "sound" } : verdict;
      };
    };
    expect(found(twice).join()).toContain("repeated:");
  });

  it("shows a device that believes a lie as soon as it is told twice", () => {
    expect(found(gullible).join()).toContain("teleport:");
  });

  it("shows a device that doubts everything", () => {
    expect(found(paranoid).join()).toContain("clean tracks were flagged");
  });
});
