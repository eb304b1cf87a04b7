import type { Waiting } from "../../device/core/outbox.ts";
import type { TrackerState } from "../../device/core/state.ts";
import { DELIVERED } from "./slow-commands-bodies.ts";

/** All that a state is made of, by its path; bytes as text. */
export type Flat = Map<string, unknown>;

/** The cipher has no state, and the sink leads back into it. */
const SKIPPED = /^(cipher|sink)$/;

function flattenInto(flat: Flat, path: string, value: unknown): void {
  if (value instanceof Uint8Array) flat.set(path, Buffer.from(value).toString("latin1"));
  else if (typeof value !== "object" || value === null) flat.set(path, value);
  else if (Array.isArray(value) && value.length === 0) flat.set(path, "[]");
  else for (const [name, part] of Object.entries(value)) if (!SKIPPED.test(name)) flattenInto(flat, `${path}.${name}`, part);
}

/** Everything, not only what is known to decide: what comes later is watched as well. */
export function flatten(state: TrackerState): Flat {
  const flat: Flat = new Map();
  flattenInto(flat, "", state);
  return flat;
}

/**
 * A genuine DELIVERED may shorten the queue and move the chain that opened it; where nothing waits any more and nobody is
 * to be told, the link is let go of; and a store that fails notes that it failed again.
 */
const MAY_CHANGE = /^\.(outbox\.(waiting|logBytes|stale|markedRunS)\b|pairs\.\d+\.command(Epoch|Key|Number)$|store\.triedUpMs$)/;
const MAY_END = /^\.(linkUp|wanted\.linkOn)$/;

/**
 * What no command on the list may touch: what the wearer decided, their hand, a minor's rest, an emergency. A guardian may
 * leave, so that the consent names one less; and nothing may ask the lamp to say that the device records.
 */
const BEYOND_COMMANDS = /^\.(consent\.(?!guardians$)|permission\b|gesture\b|rest\b)/;

/** @param heard what kinds of genuine commands came between them. */
function mayDiffer(path: string, now: unknown, { delivered, command }: Heard): boolean {
  if (command) return !BEYOND_COMMANDS.test(path) && !(path === ".lamp.asked" && now === "recording");
  return delivered && (MAY_CHANGE.test(path) || (MAY_END.test(path) && now === false));
}

/** What kinds of genuine messages came. */
export interface Heard {
  delivered: boolean;
  command: boolean;
}

export const NOTHING_HEARD: Heard = { delivered: false, command: false };

/** The paths at which two states differ, and may not after what was heard between them. */
export function changes(before: Flat, after: Flat, heard: Heard): string[] {
  const paths = [...new Set([...before.keys(), ...after.keys()])];
  // Not "===": what was never measured is NaN.
  const differing = paths.filter((path) => !Object.is(before.get(path), after.get(path)));
  return differing.filter((path) => !mayDiffer(path, after.get(path), heard));
}

function isSpokenOf(body: Uint8Array, entry: Waiting): boolean {
  const view = new DataView(body.buffer, body.byteOffset);
  const index = entry.number - view.getUint16(6);
  if (entry.epoch !== view.getUint32(2) || index < 0 || index >= 192) return false;
  return ((body[8 + (index >> 3)] as number) & (128 >> (index & 7))) !== 0;
}

/** What must still wait after a genuine command, read off its bytes by docs/protocol.md. */
export function waitingAfter(waiting: readonly Waiting[], body: Uint8Array, slot: number): Waiting[] {
  if (body.length !== 33 || body[0] !== DELIVERED) return [...waiting];
  return waiting.filter((entry) => entry.slot !== slot || !isSpokenOf(body, entry));
}
