import { describe, expect, it } from "vitest";
import { PlainWatch } from "./naive/plain-watch.ts";
import { OurLine } from "./ours/our-line.ts";
import { obeys, type Target } from "./target.ts";

/** Makes the attacker one of the people who are told where the child is. */
function addsParent(target: Target): boolean {
  const sayings = ['{"cmd":"sos","arg":"+61400000000"}', "pw,123456,sos,+61400000000#", '{"cmd":"addparent","arg":"me"}'];
  return obeys(target, sayings, (before, after) => after.parents > before.parents);
}

describe("B4 TicTocTrack, 2019", () => {
  it("breaks the naive watch: a stranger adds himself as a parent", () => {
    expect(addsParent(new PlainWatch())).toBe(true);
  });

  it("P24 P31 does not break ours: pairing is done by hand at the device, and no message adds anybody", () => {
    const ours = new OurLine();
    expect(addsParent(ours)).toBe(false);
    expect(ours.facts().parents).toBe(1);
  });
});
