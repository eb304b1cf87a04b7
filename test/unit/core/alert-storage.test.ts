import { describe, expect, it } from "vitest";
import { consentNow, Stand } from "../../oracle/withdrawal-stand.ts";

/** A trial write is made every half a minute. */
const MENDS_S = 31;

function calledWith(kind: "none" | "full"): Stand {
  const stand = new Stand();
  stand.seconds(2);
  stand.running.accept(consentNow());
  stand.seconds(40);
  stand.setFault({ kind });
  stand.running.help();
  stand.seconds(2);
  return stand;
}

function restarted(stand: Stand): string[] {
  stand.setFault({ kind: "none" });
  stand.seconds(MENDS_S);
  stand.restart();
  stand.seconds(2);
  return stand.running.state.alerts.map(({ alert }) => alert);
}

describe("R-05 a call for help and a store that fails", () => {
  it("once it is over it does not come back after a restart, whatever could not be written meanwhile", () => {
    const stand = calledWith("none");
    stand.setFault({ kind: "full" });
    stand.running.helpOver();
    stand.seconds(2);
    expect(restarted(stand)).toEqual([]);
    // Else it would call an emergency, and positions would leave although nobody calls.
    expect(stand.running.state.permission.vital.phase).toBe("idle");
  });

  it("goes on after a restart when it was raised while nothing could be written", () => {
    expect(restarted(calledWith("full"))).toEqual(["panic"]);
  });
});
