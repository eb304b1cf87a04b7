import { describe, expect, it } from "vitest";
import { searchFor } from "../oracle/canaries.ts";
import { PlainWatch } from "./naive/plain-watch.ts";
import { OurLine } from "./ours/our-line.ts";
import { bytesOf, isNear, joined, obeys, type Target } from "./target.ts";

/** Listens, and looks for a place in what was heard. */
function readsPosition(target: Target): boolean {
  target.live(60);
  const canaries = { degrees: target.places(), texts: ["Kallisto"] };
  if (canaries.degrees.length === 0) throw new Error("Nobody was tracked, so nothing would be found.");
  return searchFor(canaries, joined(target.overheard())).found.length > 0;
}

/** Puts the child somewhere else on the parents' map. */
function movesChild(target: Target): boolean {
  target.live(60);
  const elsewhere = { latDeg: 60.17, lonDeg: 24.94 };
  const lie = bytesOf(JSON.stringify({ id: 1, name: "Kallisto", lat: elsewhere.latDeg, lon: elsewhere.lonDeg, battery: 80 }));
  for (const topic of new Set(target.overheard().map((heard) => heard.topic))) target.publish(topic, lie);
  return isNear(target.facts().onMap, elsewhere);
}

/** Takes the watch over: it tracks although it says nothing to the child. */
function takesOver(target: Target): boolean {
  const sayings = ['{"cmd":"led","arg":"off"}', "pw,123456,led,off#"];
  return obeys(target, sayings, (_before, after) => after.tracks && !after.lamp);
}

describe("B1 #WatchOut, 2017", () => {
  it("breaks the naive watch: position in the clear, position forged, watch taken over", () => {
    expect([readsPosition, movesChild, takesOver].map((attack) => attack(new PlainWatch()))).toEqual([true, true, true]);
  });

  it("P28 P24 P1 does not break ours", () => {
    expect([readsPosition, movesChild, takesOver].map((attack) => attack(new OurLine()))).toEqual([false, false, false]);
  });
});
