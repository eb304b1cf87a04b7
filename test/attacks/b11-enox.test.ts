import { describe, expect, it } from "vitest";
import { seal } from "../../device/protocol/envelope.ts";
import { toyCipher } from "../toy-cipher.ts";
import { PlainWatch } from "./naive/plain-watch.ts";
import { OurLine } from "./ours/our-line.ts";
import { bytesOf, type Target } from "./target.ts";

/** As a stranger's own watch would write it: the layout is public, and only the keys are the attacker's own. */
function strangersFrame(): Uint8Array {
  const own = new Uint8Array(32).fill(77);
  const place = { epochKey: own, headerKey: own, direction: "telemetry" as const, epoch: 2, number: 1 };
  return seal(toyCipher, place, new Uint8Array(33).fill(1)) ?? new Uint8Array(64);
}

/** Writes to the backend without being anybody. */
function writesUnasked(target: Target): boolean {
  target.live(30);
  const { held } = target.facts();
  const topics = new Set(target.overheard().map(({ topic }) => topic));
  for (const topic of topics) {
    for (const payload of [bytesOf('{"id":4209151207,"lat":1.5,"lon":2.5}'), strangersFrame()]) {
      try {
        target.publish(topic, payload);
      } catch {
        // A backend that falls over has not stored anything; the next try counts.
      }
    }
  }
  return target.facts().held > held;
}

describe("B11 ENOX Safe-KID-One, 2019", () => {
  it("breaks the naive watch: its backend takes what anybody writes", () => {
    expect(writesUnasked(new PlainWatch())).toBe(true);
  });

  it("P28 P22 does not break ours: what the pair's own keys did not seal is counted and goes nowhere", () => {
    const ours = new OurLine();
    expect(writesUnasked(ours)).toBe(false);
    expect(ours.house.guardian.device().refusedFrames).toBeGreaterThan(3);
  });
});
