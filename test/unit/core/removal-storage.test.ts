import { expect, it } from "vitest";
import { pairName } from "../../../device/core/pair.ts";
import { consentNow, Stand } from "../../oracle/withdrawal-stand.ts";

it("R-44 a guardian who was sent away while nothing could be written does not come back after a restart", () => {
  const stand = new Stand();
  stand.seconds(2);
  stand.running.accept(consentNow());
  stand.seconds(40);
  stand.setFault({ kind: "fail-from", write: stand.store.writes() });
  stand.running.removeGuardian(1);
  stand.seconds(2);
  stand.setFault({ kind: "none" });
  // A trial write is made every half a minute.
  stand.seconds(31);
  expect([0, 1].map((slot) => stand.store.load(pairName(slot)) !== null)).toEqual([true, false]);
  stand.restart();
  expect(stand.running.state.pairs.map(({ slot }) => slot)).toEqual([0]);
});
