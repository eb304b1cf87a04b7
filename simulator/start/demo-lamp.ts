import type { Lamp, LampPattern } from "../../device/core/ports.ts";

/** The lamp of the device that `lychnos start` draws: somebody can break it and mend it. */
export interface DemoLamp extends Lamp {
  broken: boolean;
  /** What is really to be seen. */
  shown(): LampPattern | null;
}

export function demoLamp(): DemoLamp {
  let asked: LampPattern = "dark";
  const lamp: DemoLamp = {
    broken: false,
    show: (pattern) => {
      asked = pattern;
    },
    // A broken lamp stays dark whatever is asked of it, and says so when it is read back.
    read: () => (lamp.broken ? "dark" : asked),
    shown: () => lamp.read(),
    close: () => {
      asked = "dark";
    },
  };
  return lamp;
}
