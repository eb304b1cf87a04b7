import type { Accelerometer } from "../../device/core/ports.ts";
import type { MotionTrace } from "../motion/make-motion.ts";
import type { Cancel, SimClock } from "./sim-clock.ts";

export interface SimAccelerometer extends Accelerometer {
  /** From now on the wearer moves so; what comes after it is the posture at its end. Nobody hears it while it is off. */
  play(trace: MotionTrace): void;
  isOn(): boolean;
  /** Samples that were handed over since the beginning. */
  handedOver(): number;
}

const EVERY_MS = 500;
const AT_REST: MotionTrace = { rateHz: 50, milliG: Int16Array.of(0, 1000, 0) };

/** An accelerometer in virtual time. Motion goes on whether or not anybody listens, as motion does. */
export function simAccelerometer(clock: SimClock): SimAccelerometer {
  let trace = AT_REST;
  let beganUpMs = 0;
  let listener: ((milliG: Int16Array, rateHz: number) => void) | null = null;
  let planned: Cancel | null = null;
  let handed = 0;

  /** The samples of the half second that is just over. */
  function heard(): Int16Array {
    const count = (trace.rateHz * EVERY_MS) / 1000;
    const from = Math.floor(((clock.upMs() - EVERY_MS - beganUpMs) * trace.rateHz) / 1000);
    const last = trace.milliG.length / 3 - 1;
    const out = new Int16Array(3 * count);
    for (let i = 0; i < count; i++) {
      const at = 3 * Math.max(0, Math.min(from + i, last));
      out.set(trace.milliG.subarray(at, at + 3), 3 * i);
    }
    return out;
  }

  function speak(): void {
    planned = clock.after(EVERY_MS, speak);
    const milliG = heard();
    handed += milliG.length / 3;
    listener?.(milliG, trace.rateHz);
  }

  return {
    start(onMotion) {
      if (listener !== null) return;
      listener = onMotion;
      planned = clock.after(EVERY_MS, speak);
    },
    stop() {
      listener = null;
      planned?.();
      planned = null;
    },
    play(to) {
      trace = to;
      beganUpMs = clock.upMs();
    },
    isOn: () => listener !== null,
    handedOver: () => handed,
  };
}
