import { closeSync, constants, openSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";

/** One entry of the kernel's LED class, as files (Documentation/leds/leds-class.rst). Every call throws when it is gone. */
export interface Led {
  get(file: string): string;
  set(file: string, value: number | string): void;
}

/** What the kernel gives as names; nothing that leaves the folder. */
export const LED_NAME = /^[A-Za-z0-9:_-]{1,64}$/;

/**
 * @param root where `sys` lies; another than "/" only in tests.
 * @throws when the name is not one that the kernel gives. `what` says in the message what it was to be the name of.
 */
export function openLed(root: string, name: string, what: string): Led {
  if (!LED_NAME.test(name)) {
    throw new Error(`"${name}" is not the name of a ${what}. Use a name listed by: ls /sys/class/leds`);
  }
  const folder = join(root, "sys/class/leds", name);
  return {
    get: (file) => readFileSync(join(folder, file), "utf8").trim(),
    set(file, value) {
      // Never creates a file: what is not there is not a lamp.
      const fd = openSync(join(folder, file), constants.O_WRONLY | constants.O_TRUNC);
      try {
        writeSync(fd, String(value));
      } finally {
        closeSync(fd);
      }
    },
  };
}

/** Whether a trigger is there to be chosen: "none [timer] heartbeat". */
export function hasTrigger(led: Led, name: string): boolean {
  return led
    .get("trigger")
    .split(/\s+/)
    .some((word) => word === name || word === `[${name}]`);
}

/** The trigger in force stands in brackets; null when none does. */
export function triggerOf(led: Led): string | null {
  return /\[([^\]]+)\]/.exec(led.get("trigger"))?.[1] ?? null;
}
