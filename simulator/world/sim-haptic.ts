import { MAX_PULSES, playable } from "../../device/core/feel.ts";
import type { Clock, Haptic } from "../../device/core/ports.ts";

/** What was asked of the motor, and when. */
export interface Felt {
  pulsesMs: number[];
  upMs: number;
}

export interface SimHaptic extends Haptic {
  /** The newest last; no more than MAX_FELT. */
  played(): readonly Felt[];
  last(): Felt | null;
  /** Whether it shakes at this moment. */
  isOn(): boolean;
}

export const MAX_FELT = 256;

function isOnAfter(pulsesMs: number[], elapsedMs: number): boolean {
  let endMs = 0;
  for (const [i, ms] of playable(pulsesMs).entries()) {
    endMs += ms;
    if (elapsedMs < endMs) return i % 2 === 0;
  }
  return false;
}

/** A motor that remembers what it did. */
export function simHaptic(clock: Pick<Clock, "upMs">): SimHaptic {
  const felt: Felt[] = [];
  let closed = false;
  return {
    play(pulsesMs) {
      if (closed) return;
      felt.push({ pulsesMs: pulsesMs.slice(0, MAX_PULSES), upMs: clock.upMs() });
      if (felt.length > MAX_FELT) felt.shift();
    },
    close() {
      closed = true;
    },
    played: () => felt,
    last: () => felt.at(-1) ?? null,
    isOn() {
      const last = felt.at(-1);
      return !closed && last !== undefined && isOnAfter(last.pulsesMs, clock.upMs() - last.upMs);
    },
  };
}
