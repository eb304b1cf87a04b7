import { describe, expect, it } from "vitest";
import { PlainWatch } from "./naive/plain-watch.ts";
import { OurLine } from "./ours/our-line.ts";
import { obeys, type Target } from "./target.ts";

/** Tells somebody with dementia to take their pills again. */
function speaksToWearer(target: Target): boolean {
  const sayings = [
    '{"cmd":"takepills","arg":""}',
    '{"cmd":"message","arg":"Take your pills now"}',
    "pw,123456,takepills#",
    "TAKEPILLS",
  ];
  return obeys(target, sayings, (before, after) => after.shownToWearer !== before.shownToWearer);
}

describe("B6 SETracker, 2020", () => {
  it("breaks the naive watch: whoever reaches the server speaks to the wearer", () => {
    expect(speaksToWearer(new PlainWatch())).toBe(true);
  });

  it("P29 does not break ours: nothing that a server or a stranger sends is shown or felt", () => {
    expect(speaksToWearer(new OurLine())).toBe(false);
  });
});
