import { depthAt, groundOf, offsetFrom } from "../../device/core/fence-ground.ts";
import { hearFence, makeFenceWatch } from "../../device/core/fence-watch.ts";
import type { Decider } from "./fence-stillness.ts";
import type { Contains } from "./slow-sphere-polygon.ts";

/** The device's own way to decide, at five decimals of a degree. */
export const deviceDecider: Decider = (shape) => {
  const ground = groundOf(shape);
  const watch = makeFenceWatch();
  return (fix) => hearFence(watch, ground, { ...fix, roundingM: 0.8 });
};

/** Whether a place is inside a polygon, as the device sees it. */
export const deviceContains: Contains = (ring, place) => {
  const ground = groundOf({ kind: "polygon", vertices: [...ring] });
  return depthAt(ground, offsetFrom(ground, place)) < 0;
};
