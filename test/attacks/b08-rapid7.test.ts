import { describe, expect, it } from "vitest";
import { PlainWatch } from "./naive/plain-watch.ts";
import { OurLine } from "./ours/our-line.ts";
import { spelled } from "./sms-manuals.ts";
import { obeys, type Target } from "./target.ts";

const COMMANDS: readonly [string, string][] = [
  ["sos", "+15550000000"],
  ["center", "+15550000000"],
  ["a1", "+15550000000"],
];

/** Sends the manuals' own commands from a number that nobody listed, to become a number that is trusted. */
function commands(target: Target): boolean {
  const sayings = COMMANDS.flatMap(([command, argument]) => spelled(command, argument));
  return obeys(target, sayings, (before, after) => after.parents > before.parents);
}

describe("B8 watches from a marketplace, 2019", () => {
  it("breaks the naive watch: the list of allowed senders is not kept, and a password nobody mentions is 123456", () => {
    expect(commands(new PlainWatch())).toBe(true);
  });

  it("P32 P57 does not break ours: it has no commands in words and no password to know", () => {
    const ours = new OurLine();
    expect(commands(ours)).toBe(false);
    expect(ours.facts()).toMatchObject({ tracks: true, lamp: true, parents: 1 });
  });
});
