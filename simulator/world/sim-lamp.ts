import type { Lamp, LampPattern } from "../../device/core/ports.ts";

/**
 * Sound; broken: dark whatever is asked; stuck: stays as it is; mute: does not answer; flicker: goes out and comes back by
 * itself, so that each answer is about something that has changed since (F30).
 */
export type LampFault = "none" | "broken" | "stuck" | "mute" | "flicker";

export interface SimLamp extends Lamp {
  /** What the wearer sees. */
  seen(): LampPattern;
  /** Breaks the lamp, or mends it: then it shows what was last asked of it. */
  setFault(fault: LampFault): void;
}

/** A lamp whose faults can be switched on. Its answer is what it shows, never what was asked. */
export function simLamp(): SimLamp {
  let fault: LampFault = "none";
  let asked: LampPattern = "dark";
  let stuckAt: LampPattern = "dark";
  let closed = false;

  function seen(): LampPattern {
    if (fault === "broken" || (closed && fault !== "stuck")) return "dark";
    return fault === "stuck" ? stuckAt : asked;
  }

  return {
    show(pattern) {
      if (!closed) asked = pattern;
    },
    read: () => (closed || fault === "mute" || fault === "flicker" ? null : seen()),
    close() {
      asked = "dark";
      closed = true;
    },
    seen,
    setFault(to) {
      stuckAt = seen();
      fault = to;
    },
  };
}
