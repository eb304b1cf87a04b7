import { afterEach, describe, expect, it, vi } from "vitest";
import { encode } from "../../device/protocol/codec.ts";
import { SHORT_FRAME } from "../../device/protocol/envelope.ts";
import { takeInAll } from "../../guardian/subscriber/intake.ts";
import { PAIR_ROOT } from "../../simulator/world/household.ts";
import { pairedStore, ROOT, START_MS, START_S } from "../oracle/guardian-store.ts";
import { Witness } from "../oracle/hostile-witness.ts";
import { ToyDevice } from "../oracle/toy-device.ts";
import { toyCipher } from "../toy-cipher.ts";
import { keyOfClonedImage } from "./naive/golden-image.ts";
import { ourPairings } from "./ours/our-accounts.ts";
import { OurLine } from "./ours/our-line.ts";

/** Buys one device of a series, and makes the keys of the others out of its image. */
function hasKeyOf(guesses: readonly Uint8Array[], victims: readonly Uint8Array[]): boolean {
  const known = new Set(guesses.map((key) => Buffer.from(key).toString("hex")));
  return victims.some((key) => known.has(Buffer.from(key).toString("hex")));
}

/** Every keystream that a device used: what was sealed, added to what was said. */
function keystreams(ours: OurLine): string[] {
  const witness = new Witness(toyCipher, PAIR_ROOT);
  const streams: string[] = [];
  for (const { payload } of ours.overheard()) {
    const [spoken] = witness.hear(payload);
    if (spoken === undefined || payload.length !== SHORT_FRAME || spoken.report.kind === "delivered") continue;
    const body = encode(spoken.report);
    streams.push(Buffer.from(body.map((byte, i) => byte ^ (payload[31 + i] as number))).toString("hex"));
  }
  return streams;
}

describe("B22 Meshtastic CVE-2025-52464", () => {
  afterEach(() => vi.restoreAllMocks());

  it("breaks the naive radios: eight bits of chance make 256 keys for a whole series", () => {
    const all = Array.from({ length: 256 }, (_, i) => keyOfClonedImage(11, 8, i));
    const series = Array.from({ length: 20 }, (_, i) => keyOfClonedImage(11, 8, i * 7919 + 13));
    expect(hasKeyOf(all, series)).toBe(true);
  });

  it("P19 does not break ours: the device makes no key, the console's operating system does, one for each pairing", () => {
    vi.spyOn(Math, "random").mockReturnValue(4);
    const roots = ourPairings(40).map(({ root }) => new Uint8Array(Buffer.from(root, "base64url")));
    expect(hasKeyOf(roots.slice(0, 20), roots.slice(20))).toBe(false);
    expect(new Set(roots.map((root) => Buffer.from(root).toString("hex"))).size).toBe(40);
  });

  it("P19 P16 with chance that always answers four, over restarts, no keystream comes twice", () => {
    vi.spyOn(Math, "random").mockReturnValue(4);
    const ours = new OurLine();
    for (let life = 0; life < 4; life++) {
      ours.live(40);
      ours.house.killDevice();
      ours.house.bootDevice();
    }
    const streams = keystreams(ours);
    expect(streams.length).toBeGreaterThan(20);
    expect(new Set(streams).size).toBe(streams.length);
  });

  it("P17 F42 two devices with one image are seen by the guardian, and their tracks are not merged", () => {
    const { store, state, device } = pairedStore(":memory:");
    const clone = new ToyDevice(toyCipher, ROOT);
    const frames = [device, clone].map((each, i) => each.fix(START_S, { latE7: i * 1000 }).frame);
    for (const frame of frames) takeInAll(toyCipher, store, [{ device: state, frame }], START_MS);
    expect(store.clashes("pair-1")).toBe(1);
    expect(store.trail("pair-1", 0, 10).map(({ fix }) => fix.latE7)).toEqual([0]);
    store.close();
  });
});
