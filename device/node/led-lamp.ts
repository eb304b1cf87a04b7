import { closeSync, constants, openSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { Lamp, LampPattern } from "../core/ports.ts";

export interface LedOptions {
  /** Name below /sys/class/leds, for example "lychnos" from `dtoverlay=gpio-led,label=lychnos`. */
  name: string;
  /** Where `sys` lies; another than "/" only in tests. */
  root?: string;
}

/** Milliseconds of light and of dark. Slow is "on, but silent"; fast is a fault. */
const BLINKS: Record<"silent" | "fault", { onMs: number; offMs: number }> = {
  silent: { onMs: 100, offMs: 2900 },
  fault: { onMs: 200, offMs: 200 },
};

const NAME = /^[A-Za-z0-9:_-]{1,64}$/;

/** The kernel's LED class as files (Documentation/leds/leds-class.rst). */
interface Led {
  get(file: string): string;
  set(file: string, value: number | string): void;
}

function ledIn(folder: string): Led {
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

function steady(led: Led, brightness: string): void {
  led.set("trigger", "none");
  led.set("brightness", brightness);
}

function blink(led: Led, pattern: "silent" | "fault"): void {
  led.set("trigger", "timer");
  led.set("delay_on", BLINKS[pattern].onMs);
  led.set("delay_off", BLINKS[pattern].offMs);
}

function ask(led: Led, pattern: LampPattern): void {
  if (pattern === "recording") steady(led, led.get("max_brightness"));
  else if (pattern === "dark") steady(led, "0");
  else if (/\btimer\b/.test(led.get("trigger"))) blink(led, pattern);
  // A kernel without the timer trigger cannot blink: dark is true then, and a light that means "recording" is not.
  else steady(led, "0");
}

/** The trigger in force stands in brackets: "none [timer] heartbeat". */
function triggerOf(led: Led): string | null {
  return /\[([^\]]+)\]/.exec(led.get("trigger"))?.[1] ?? null;
}

function blinkShown(led: Led): LampPattern | null {
  const onMs = Number(led.get("delay_on"));
  const offMs = Number(led.get("delay_off"));
  if (onMs === BLINKS.silent.onMs && offMs === BLINKS.silent.offMs) return "silent";
  return onMs === BLINKS.fault.onMs && offMs === BLINKS.fault.offMs ? "fault" : null;
}

function shownBy(led: Led): LampPattern | null {
  const trigger = triggerOf(led);
  if (trigger === "timer") return blinkShown(led);
  // Another program drives the lamp: it says nothing of ours.
  if (trigger !== "none") return null;
  const brightness = led.get("brightness");
  if (brightness === "0") return "dark";
  return brightness === led.get("max_brightness") ? "recording" : null;
}

/**
 * A lamp on a pin, driven by the kernel's `gpio-led`. Reads back what the driver reports, so it notices a lamp that was
 * taken away or taken over; a driver that cannot sense its pin does not notice a broken bulb (docs/security.md).
 * @throws when the name is not one that the kernel gives.
 */
export function ledLamp(options: LedOptions): Lamp {
  if (!NAME.test(options.name)) {
    throw new Error(`"${options.name}" is not the name of a lamp. Use a name listed by: ls /sys/class/leds`);
  }
  const led = ledIn(join(options.root ?? "/", "sys/class/leds", options.name));
  let closed = false;
  function show(pattern: LampPattern): void {
    if (closed) return;
    try {
      ask(led, pattern);
    } catch {
      // `read` tells what came of it: the port has one way to say that a lamp does not answer.
    }
  }
  function read(): LampPattern | null {
    if (closed) return null;
    try {
      return shownBy(led);
    } catch {
      return null;
    }
  }
  function close(): void {
    show("dark");
    closed = true;
  }
  return { show, read, close };
}
