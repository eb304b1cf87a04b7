import type { Lamp, LampPattern } from "../../device/core/ports.ts";

/** The lamp of the device that `lychnos start` draws: somebody can break it and mend it. */
export interface DemoLamp extends Lamp {
  broken: boolean;
  /** What is really to be seen. Looking at it is no reading. */
  shown(): LampPattern;
}

export function demoLamp(): DemoLamp {
  let asked: LampPattern = "dark";
  let wasBroken = false;
  const lamp: DemoLamp = {
    broken: false,
    show: (pattern) => {
      asked = pattern;
    },
    read() {
      // It changed by itself since it was read last, so it does not answer (the port's own words).
      const changed = lamp.broken !== wasBroken;
      wasBroken = lamp.broken;
      return changed ? null : lamp.shown();
    },
    // A broken lamp stays dark whatever is asked of it, and says so when it is read back.
    shown: () => (lamp.broken ? "dark" : asked),
    close: () => {
      asked = "dark";
    },
  };
  return lamp;
}
