import { playable } from "../core/feel.ts";
import type { Haptic } from "../core/ports.ts";
import { type Led, openLed } from "./led-class.ts";

/** Plans `act` for `ms` from now. @returns what forgets the plan. */
export type After = (ms: number, act: () => void) => () => void;

export interface LedHapticOptions {
  /** Name below /sys/class/leds, for example "vibrator" from `dtoverlay=gpio-led,label=vibrator`. */
  name: string;
  /** Where `sys` lies; another than "/" only in tests. */
  root?: string;
  /** Another than the machine's own only in tests. */
  after?: After;
}

/** A pulse that is still playing keeps no process alive: `close` ends it. */
const afterHere: After = (ms, act) => {
  const timer = setTimeout(act, ms).unref();
  return () => clearTimeout(timer);
};

function set(led: Led, on: boolean): void {
  try {
    if (on) led.set("trigger", "none");
    led.set("brightness", on ? led.get("max_brightness") : 0);
  } catch {
    // There is nothing to feel then. The lamp tells the same, and no act of the wearer depends on either.
  }
}

/**
 * A vibration motor or a buzzer on a pin, driven by the kernel's `gpio-led`, which knows of on and off.
 * @throws when the name is not one that the kernel gives.
 */
export function ledHaptic(options: LedHapticOptions): Haptic {
  const led = openLed(options.root ?? "/", options.name, "motor");
  const after = options.after ?? afterHere;
  let cancel: (() => void) | null = null;
  let closed = false;

  function still(): void {
    cancel?.();
    cancel = null;
    set(led, false);
  }
  function playOn(pulses: number[], at: number): void {
    const ms = pulses[at];
    cancel = null;
    set(led, ms !== undefined && at % 2 === 0);
    if (ms !== undefined) cancel = after(ms, () => playOn(pulses, at + 1));
  }

  // A process that was killed in the midst of a pulse has left the motor running.
  still();
  return {
    play(pulsesMs) {
      if (closed) return;
      cancel?.();
      playOn(playable(pulsesMs), 0);
    },
    close() {
      if (closed) return;
      closed = true;
      still();
    },
  };
}
