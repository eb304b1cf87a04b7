import type { Image } from "../../simulator/world/sim-store.ts";
import { type Firmware, Life } from "./slow-commands-device.ts";
import { HostileGuardian } from "./slow-commands-guardian.ts";
import { AGREED_NOTICE, type DeviceState, KEPT_STATES, START_MS } from "./slow-commands-states.ts";
import { compareOutcomes, type Outcome, prepare, read } from "./slow-commands-trial.ts";

/** What a power cut leaves, and when the next start finds it. */
interface Left {
  image: Image;
  /** Seconds in which the lamp was alight before: what waits was measured in them. */
  lit: Set<number>;
  startMs: number;
}

export interface RecordFlips {
  /** Bits flipped, by the name of the record. */
  flipped: Map<string, number>;
  /** Flips after which the gate stood open, or a fix left, in fewer moments than without. */
  shut: number;
  /** Flips of a consent that was read as a consent all the same. */
  consentsRead: number;
  /** Fixes that left after a start from a flipped store. */
  fixes: number;
  violations: string[];
}

const OFF_MS = 10_000;
const COUNTDOWN_S = 61;

function leftBy(parts: Firmware, state: DeviceState): Left {
  const life = prepare(parts, state);
  return { image: life.store.surviving(), lit: life.lit, startMs: life.nowMs() + OFF_MS };
}

/** A start from this store: good fixes, then somebody calls an emergency, and at last the lamp dies. */
function lifeFrom(parts: Firmware, left: Left, image: Image): { outcome: Outcome; consent: boolean } {
  const life = new Life({ ...parts, startMs: left.startMs, notice: AGREED_NOTICE, timeSource: "host" }, image);
  const consent = life.state.consent !== null;
  for (const second of left.lit) life.lit.add(second);
  life.pass(5);
  life.happen({ kind: "call", actor: "parent", reason: "missing" });
  life.skip(COUNTDOWN_S);
  life.pass(3);
  life.lamp.setFault("broken");
  life.pass(3);
  return { outcome: read(life, new HostileGuardian(parts.cipher), START_MS / 1000), consent };
}

function withBitFlipped(image: Image, name: string, bit: number): Image {
  const flipped = new Map(image);
  const value = (image.get(name) as Uint8Array).slice();
  value[bit >>> 3] = (value[bit >>> 3] as number) ^ (128 >>> (bit & 7));
  return flipped.set(name, value);
}

function flipOne(parts: Firmware, left: Left, control: Outcome, name: string, bit: number, flips: RecordFlips): string[] {
  try {
    const { outcome, consent } = lifeFrom(parts, left, withBitFlipped(left.image, name, bit));
    flips.fixes += outcome.fixes.size;
    if (outcome.open.size < control.open.size || outcome.fixes.size < control.fixes.size) flips.shut++;
    if (name === "consent" && consent) flips.consentsRead++;
    return compareOutcomes(control, outcome);
  } catch (error) {
    return [`the device threw: ${(error as Error).message}`];
  }
}

export function blankFlips(): RecordFlips {
  return { flipped: new Map(), shut: 0, consentsRead: 0, fixes: 0, violations: [] };
}

/**
 * Flips the bits of every record that a power cut can leave in the store, one at a time, and starts the device from it.
 * @param every 1: each bit; n: each n-th, for a run that has less time.
 * @param which names of the records.
 */
export function flipRecords(parts: Firmware, every: number, progress: (share: number) => void, which = /./): RecordFlips {
  const flips = blankFlips();
  let count = 0;
  for (const [at, state] of KEPT_STATES.entries()) {
    const left = leftBy(parts, state);
    const control = lifeFrom(parts, left, left.image).outcome;
    for (const [name, value] of left.image) {
      if (!which.test(name)) continue;
      const found = new Map<string, number>();
      for (let bit = count++ % every; bit < value.length * 8; bit += every) {
        for (const one of flipOne(parts, left, control, name, bit, flips)) found.set(one, (found.get(one) ?? 0) + 1);
        flips.flipped.set(name, (flips.flipped.get(name) ?? 0) + 1);
      }
      for (const [one, times] of found) flips.violations.push(`${state.name}, ${name}: ${one}, after ${times} flips`);
    }
    progress((at + 1) / KEPT_STATES.length);
  }
  return flips;
}
