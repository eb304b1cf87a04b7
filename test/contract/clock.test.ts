import { setTimeout as pause } from "node:timers/promises";
import { systemClock } from "../../device/node/system-clock.ts";
import { simClock } from "../../simulator/world/sim-clock.ts";
import { clockContract } from "./clock.ts";

clockContract("system", () => ({ clock: systemClock(), pass: (ms) => pause(ms) }));

clockContract("simulated", () => {
  const clock = simClock(Date.UTC(2026, 10, 22));
  return { clock, pass: clock.advance };
});
