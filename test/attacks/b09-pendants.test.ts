import { describe, expect, it } from "vitest";
import { PlainWatch } from "./naive/plain-watch.ts";
import { OurLine } from "./ours/our-line.ts";
import { spelled } from "./sms-manuals.ts";
import { obeys, type Target } from "./target.ts";

const COMMANDS: readonly [string, string][] = [
  ["factory", ""],
  ["reset", ""],
  ["poweroff", ""],
  ["monitor", ""],
];

/** Sends the manuals' own commands without any PIN, to reset it, switch it off or listen in. */
function commands(target: Target): boolean {
  const sayings = COMMANDS.flatMap(([command, argument]) => spelled(command, argument));
  return obeys(target, sayings, (before, after) => after.off || after.listens || after.parents !== before.parents);
}

describe("B9 Pebbell and SureSafe pendants, 2019", () => {
  it("breaks the naive watch: a text message without the PIN resets it", () => {
    expect(commands(new PlainWatch())).toBe(true);
  });

  it("P43 P57 P58 does not break ours: it has no commands in words and no password to know", () => {
    const ours = new OurLine();
    expect(commands(ours)).toBe(false);
    expect(ours.facts()).toMatchObject({ tracks: true, lamp: true, parents: 1 });
  });
});
