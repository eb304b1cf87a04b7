import type { Scene, Step } from "./scene.ts";

/**
 * The shortest scene that still fails in the same way, by delta debugging (Zeller, "Simplifying and isolating
 * failure-inducing input"): whole runs of steps are left out first, then single ones.
 * @param fails plays it; true when it breaks as the first one did.
 */
export function minimise(scene: Scene, fails: (scene: Scene) => boolean): Scene {
  let steps: readonly Step[] = scene.steps;
  for (let size = Math.ceil(steps.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    let at = 0;
    while (at < steps.length) {
      const fewer = [...steps.slice(0, at), ...steps.slice(at + size)];
      if (fewer.length > 0 && fails({ ...scene, steps: fewer })) steps = fewer;
      else at += size;
    }
  }
  return { ...scene, steps };
}
