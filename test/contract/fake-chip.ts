import type { ChipPins, ChipTimers, Pin } from "../../device/espruino/chip.ts";
import type { SimClock } from "../../simulator/world/sim-clock.ts";

/** A board's timers on virtual time. */
export function fakeTimers(clock: SimClock): ChipTimers {
  const cancels = new Map<number, () => void>();
  let last = 0;
  return {
    setTimeout(act, ms) {
      last += 1;
      cancels.set(last, clock.after(ms, act));
      return last;
    },
    clearTimeout(timer) {
      cancels.get(timer)?.();
      cancels.delete(timer);
    },
  };
}

export interface FakePins extends ChipPins {
  /** What the world does to a pin. */
  set(pin: Pin, level: number): void;
  level(pin: Pin): number;
  /** Joins a pin to another, so that it follows, as a sense wire does; null cuts it, and it falls to zero. */
  wire(from: Pin, to: Pin | null): void;
}

/** The pins of a board: each remembers its level and tells those who watch it of every change. */
export function fakePins(): FakePins {
  const levels = new Map<Pin, number>();
  const wires = new Map<Pin, Pin>();
  const watches = new Map<number, { pin: Pin; told: (event: { state: boolean | number }) => void }>();
  let last = 0;
  function set(pin: Pin, level: number): void {
    if ((levels.get(pin) ?? 0) === level) return;
    levels.set(pin, level);
    for (const [id, watch] of [...watches]) if (watch.pin === pin && watches.has(id)) watch.told({ state: level === 1 });
    const follower = wires.get(pin);
    if (follower !== undefined) set(follower, level);
  }
  return {
    pinMode: () => undefined,
    digitalWrite: set,
    digitalRead: (pin) => levels.get(pin) ?? 0,
    setWatch(told, pin) {
      last += 1;
      watches.set(last, { pin, told });
      return last;
    },
    clearWatch: (watch) => void watches.delete(watch),
    set,
    level: (pin) => levels.get(pin) ?? 0,
    wire(from, to) {
      const old = wires.get(from);
      if (to === null) {
        wires.delete(from);
        if (old !== undefined) set(old, 0);
      } else {
        wires.set(from, to);
        set(to, levels.get(from) ?? 0);
      }
    },
  };
}
