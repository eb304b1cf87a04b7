import { playable } from "../core/feel.ts";
import type { Haptic } from "../core/ports.ts";
import type { ChipPins, ChipTimers, Pin } from "./chip.ts";

/** A motor or a buzzer that one level of a pin switches on. */
export function pinHaptic(pins: Pick<ChipPins, "digitalWrite">, timers: ChipTimers, pin: Pin): Haptic {
  let timer: number | null = null;
  let closed = false;

  function forget(): void {
    if (timer !== null) timers.clearTimeout(timer);
    timer = null;
  }

  function playOn(pulses: number[], at: number): void {
    const ms = pulses[at];
    timer = null;
    pins.digitalWrite(pin, ms !== undefined && at % 2 === 0 ? 1 : 0);
    if (ms !== undefined) timer = timers.setTimeout(() => playOn(pulses, at + 1), ms);
  }

  pins.digitalWrite(pin, 0);
  return {
    play: (pulsesMs) => {
      if (closed) return;
      forget();
      playOn(playable(pulsesMs), 0);
    },
    close: () => {
      if (closed) return;
      closed = true;
      forget();
      pins.digitalWrite(pin, 0);
    },
  };
}
