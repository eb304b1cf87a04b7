import type { Lamp, LampPattern } from "../core/ports.ts";
import type { ChipPins, ChipTimers, Pin } from "./chip.ts";

export interface LampPins {
  /** Drives the light. */
  out: Pin;
  /** Wired to the light itself, behind whatever drives it: the answer is the light's own and no echo. */
  sense: Pin;
}

/** Milliseconds of light and of dark in turn; the same language as of a Linux board's lamp (device/node/led-lamp.ts). */
function blinkOf(pattern: LampPattern): number[] {
  switch (pattern) {
    case "dark":
    case "recording":
      return [];
    case "silent":
      return [100, 2900];
    case "announced":
      return [1000, 1000];
    case "fault":
      return [200, 200];
    case "panic":
      return [100, 100, 100, 700];
  }
}

/** The wire of the lamp, and what its answer said between two looks. */
interface Light {
  pins: ChipPins;
  lamp: LampPins;
  level: number;
  strayed: boolean;
}

function drive(light: Light, level: number): void {
  light.level = level;
  light.pins.digitalWrite(light.lamp.out, level);
}

function answer(light: Light, asked: LampPattern): LampPattern | null {
  const lit = light.pins.digitalRead(light.lamp.sense);
  if (light.strayed) {
    light.strayed = false;
    return null;
  }
  if (lit === light.level) return asked;
  return lit === 1 ? "recording" : "dark";
}

/** Whatever moves the light between two looks, a loose wire among it, is seen by its edge. @returns the watch. */
function watchLight(light: Light): number {
  light.pins.pinMode(light.lamp.sense, "input");
  return light.pins.setWatch(
    (event) => {
      if ((event.state ? 1 : 0) !== light.level) light.strayed = true;
    },
    light.lamp.sense,
    { repeat: true, edge: "both" },
  );
}

/**
 * A light on a pin, read back from a second one. Only "recording" is steady: a light that is on when it should be off says
 * "recording" whatever was asked, and one that is dark when it should be on never does.
 */
export function pinLamp(pins: ChipPins, timers: ChipTimers, lamp: LampPins): Lamp {
  const light: Light = { pins: pins, lamp: lamp, level: 0, strayed: false };
  let asked: LampPattern = "dark";
  let timer: number | null = null;
  let closed = false;

  function still(): void {
    if (timer !== null) timers.clearTimeout(timer);
    timer = null;
  }

  function blink(times: number[], at: number): void {
    // The light answers for the step that ends here: one that did not follow is no pattern.
    if (timer !== null && pins.digitalRead(lamp.sense) !== light.level) light.strayed = true;
    drive(light, at % 2 === 0 ? 1 : 0);
    timer = timers.setTimeout(() => blink(times, (at + 1) % times.length), times[at] as number);
  }

  drive(light, 0);
  const watch = watchLight(light);
  return {
    show: (pattern) => {
      if (closed || pattern === asked) return;
      asked = pattern;
      still();
      const times = blinkOf(pattern);
      if (times.length > 0) blink(times, 0);
      else drive(light, pattern === "recording" ? 1 : 0);
      light.strayed = false;
    },
    read: () => (closed ? null : answer(light, asked)),
    close: () => {
      if (closed) return;
      closed = true;
      still();
      pins.clearWatch(watch);
      drive(light, 0);
    },
  };
}
