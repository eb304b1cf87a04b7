import type { LampPattern } from "../../device/core/ports.ts";
import type { Board } from "../../device/core/run.ts";
import type { Random } from "../random.ts";

export type LampFault = "none" | "broken" | "stuck" | "mute" | "flicker" | "wrong";
/** What is wrong with a clock: it is lost, off by so many milliseconds, or stands still. */
export type ClockFault = { kind: "none" | "lost" } | { kind: "off"; ms: number } | { kind: "frozen"; atMs: number };

export const SOUND: ClockFault = { kind: "none" };

/** What a clock with this fault says when it is really `trueMs`. */
export function clockSays(fault: ClockFault, trueMs: number): number | null {
  if (fault.kind === "lost") return null;
  if (fault.kind === "off") return trueMs + fault.ms;
  return fault.kind === "frozen" ? fault.atMs : trueMs;
}

/** The hardware and the hours of the made-up world, as they really are. */
export interface World {
  trueMs: number;
  upMs: number;
  host: ClockFault;
  satellites: ClockFault;
  /** When a clock was last wrong. */
  wrongMs: number;
  /** When the receiver last told a single second of another time. */
  straySecondMs: number;
  lampFault: LampFault;
  lampAsked: LampPattern;
  lampStuckAt: LampPattern;
  store: Map<string, Uint8Array>;
  storeFails: boolean;
  /** A write failed, and the device has not yet had the time to write everything once more. */
  storeBroken: boolean;
  failedUpMs: number;
  bytes: ((bytes: Uint8Array) => void) | null;
  button: ((down: boolean) => void) | null;
  link: Parameters<Board["link"]["start"]>[0] | null;
  reachable: boolean;
}

/** The device tries a store that failed again after so long. */
const TRIED_AGAIN_MS = 30_000;

export const START_MS = Date.UTC(2026, 2, 9, 5);

export function makeWorld(): World {
  return {
    trueMs: START_MS,
    upMs: 1000,
    host: SOUND,
    satellites: SOUND,
    wrongMs: 0,
    straySecondMs: 0,
    lampFault: "none",
    lampAsked: "dark",
    lampStuckAt: "dark",
    store: new Map(),
    storeFails: false,
    storeBroken: false,
    failedUpMs: -TRIED_AGAIN_MS,
    bytes: null,
    button: null,
    link: null,
    reachable: true,
  };
}

const SHOWS: LampPattern[] = ["dark", "recording", "silent", "fault"];

/** What reading the lamp back answers. */
export function lampAnswer(world: World, random: Random): LampPattern | null {
  switch (world.lampFault) {
    case "none":
      return world.lampAsked;
    case "broken":
      return "dark";
    case "stuck":
      return world.lampStuckAt;
    case "mute":
      return null;
    case "flicker":
      return random.next() < 0.5 ? world.lampAsked : null;
    case "wrong":
      return SHOWS[random.whole(0, SHOWS.length - 1)] as LampPattern;
  }
}

// A log that grows keeps room behind it, so that each addition does not copy all of it.
function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const length = one.length + other.length;
  const roomy = one.byteOffset === 0 && length <= one.buffer.byteLength ? one : new Uint8Array(2 * length);
  const out = new Uint8Array(roomy.buffer, 0, length);
  if (roomy !== one) out.set(one, 0);
  out.set(other, one.length);
  return out;
}

/** A store that fails when the world says so. `heard` is told of every write. */
export function worldStore(world: World, heard: (name: string, bytes: Uint8Array | null) => void): Board["store"] {
  function write(name: string, bytes: Uint8Array | null, value: () => Uint8Array | null): boolean {
    heard(name, bytes);
    if (world.storeFails) {
      world.storeBroken = true;
      world.failedUpMs = world.upMs;
      return false;
    }
    if (world.upMs - world.failedUpMs >= TRIED_AGAIN_MS) world.storeBroken = false;
    const made = value();
    if (made === null) world.store.delete(name);
    else world.store.set(name, made);
    return true;
  }
  return {
    load: (name) => world.store.get(name)?.slice() ?? null,
    replace: (name, bytes) => write(name, bytes, () => bytes.slice()),
    append: (name, bytes) => write(name, bytes, () => joined(world.store.get(name) ?? new Uint8Array(0), bytes)),
    erase: (name) => write(name, null, () => null),
  };
}
