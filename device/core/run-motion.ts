import type { Event } from "./event.ts";
import type { Accelerometer } from "./ports.ts";

/** Carries out what is wanted of the accelerometer, where the board has one. */
export function powerAccelerometer(port: Accelerometer | undefined, happened: (event: Event) => void, on: boolean): void {
  if (port === undefined) return;
  if (!on) port.stop();
  else port.start((milliG, rateHz) => happened({ kind: "motion", milliG: milliG, rateHz: rateHz }));
}
