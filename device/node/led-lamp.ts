import type { Lamp, LampPattern } from "../core/ports.ts";
import { hasTrigger, type Led, openLed, triggerOf } from "./led-class.ts";

export interface LedOptions {
  /** Name below /sys/class/leds, for example "lychnos" from `dtoverlay=gpio-led,label=lychnos`. */
  name: string;
  /** Where `sys` lies; another than "/" only in tests. */
  root?: string;
}

type Blink = "silent" | "announced" | "fault";

/** Milliseconds of light and of dark. An ember is "on, but silent"; slow and even, an emergency is called; fast is a fault. */
const BLINKS: Record<Blink, { onMs: number; offMs: number }> = {
  silent: { onMs: 100, offMs: 2900 },
  announced: { onMs: 1000, offMs: 1000 },
  fault: { onMs: 200, offMs: 200 },
};
const BLINK_NAMES = ["silent", "announced", "fault"] as const;

/** Two flashes in every second: milliseconds of light and of dark in turn. */
const PANIC_MS = [100, 100, 100, 700];
/** In place of it where the kernel has no patterns: its heartbeat is a double flash as well, about once a second. */
const HEARTBEAT = "heartbeat";

/**
 * What the kernel's pattern trigger takes: brightness and milliseconds in turn. It fades from one to the next unless the
 * first is there once more for no time (Documentation/devicetree/bindings/leds/leds-trigger-pattern.txt).
 */
function panicPattern(led: Led): string {
  const full = led.get("max_brightness");
  return PANIC_MS.map((ms, i) => `${i % 2 === 0 ? full : 0} ${ms} ${i % 2 === 0 ? full : 0} 0`).join(" ");
}

function steady(led: Led, brightness: string): void {
  led.set("trigger", "none");
  led.set("brightness", brightness);
}

function blink(led: Led, pattern: Blink): void {
  // A kernel without the timer trigger cannot blink: dark is true then, and a light that means "recording" is not.
  if (!hasTrigger(led, "timer")) return steady(led, "0");
  led.set("trigger", "timer");
  led.set("delay_on", BLINKS[pattern].onMs);
  led.set("delay_off", BLINKS[pattern].offMs);
}

function doubleFlash(led: Led): void {
  if (hasTrigger(led, "pattern")) {
    led.set("trigger", "pattern");
    led.set("repeat", -1);
    led.set("pattern", panicPattern(led));
  } else if (hasTrigger(led, HEARTBEAT)) led.set("trigger", HEARTBEAT);
  else steady(led, "0");
}

function ask(led: Led, pattern: LampPattern): void {
  if (pattern === "recording") steady(led, led.get("max_brightness"));
  else if (pattern === "dark") steady(led, "0");
  else if (pattern === "panic") doubleFlash(led);
  else blink(led, pattern);
}

function blinkShown(led: Led): LampPattern | null {
  const onMs = Number(led.get("delay_on"));
  const offMs = Number(led.get("delay_off"));
  return BLINK_NAMES.find((name) => onMs === BLINKS[name].onMs && offMs === BLINKS[name].offMs) ?? null;
}

/** @param flashing whether a double flash is ours: the heartbeat is what other programs like to show. */
function shownBy(led: Led, flashing: boolean): LampPattern | null {
  const trigger = triggerOf(led);
  if (trigger === "timer") return blinkShown(led);
  if (trigger === "pattern") return led.get("pattern") === panicPattern(led) ? "panic" : null;
  if (trigger === HEARTBEAT && flashing) return "panic";
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
  const led = openLed(options.root ?? "/", options.name, "lamp");
  let asked: LampPattern = "dark";
  let closed = false;
  function show(pattern: LampPattern): void {
    if (closed) return;
    asked = pattern;
    try {
      ask(led, pattern);
    } catch {
      // `read` tells what came of it: the port has one way to say that a lamp does not answer.
    }
  }
  function read(): LampPattern | null {
    if (closed) return null;
    try {
      return shownBy(led, asked === "panic");
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
