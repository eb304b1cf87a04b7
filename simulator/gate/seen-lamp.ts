import type { Memory } from "./memory.ts";

/** What the onlooker makes of the lamp: only a light that says so itself, freshly and steadily, is lit. */

export function lampAsked(memory: Memory, pattern: string): void {
  memory.lampAsked = pattern;
  memory.lamp = null;
  memory.askedAgoMs = 0;
  memory.brokeAgoMs = null;
}

export function lampSays(memory: Memory, says: string | null): void {
  if (memory.lampAsked !== "recording") {
    if (says === memory.lampAsked) memory.lampStuck = false;
    else if (says === "recording" && memory.askedAgoMs >= 1000) memory.lampStuck = true;
  } else if (says !== "recording") {
    const goesOut = memory.lamp !== null && memory.lamp.says === "recording";
    const isOut = memory.brokeAgoMs !== null && memory.brokeAgoMs < 1000;
    if (goesOut || isOut) memory.brokeAgoMs = 0;
  }
  memory.lamp = { says, agoMs: 0 };
}

export function isLit(memory: Memory): boolean {
  const lamp = memory.lamp;
  if (memory.lampStuck || (memory.brokeAgoMs !== null && memory.brokeAgoMs < 1000)) return false;
  return memory.lampAsked === "recording" && lamp !== null && lamp.says === "recording" && lamp.agoMs >= 0 && lamp.agoMs <= 1000;
}
