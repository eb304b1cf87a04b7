import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ledHaptic } from "../../device/node/led-haptic.ts";
import { simClock } from "../../simulator/world/sim-clock.ts";
import { simHaptic } from "../../simulator/world/sim-haptic.ts";
import { fakeLed } from "./fake-led.ts";
import { hapticContract } from "./haptic.ts";

hapticContract("kernel LED", () => {
  const root = mkdtempSync(join(tmpdir(), "lychnos-haptic-"));
  const led = fakeLed(root, "vibrator");
  const clock = simClock(null);
  return {
    haptic: ledHaptic({ root, name: "vibrator", after: clock.after }),
    isOn: () => led.get("brightness").trim() !== "0",
    pass: clock.advance,
    close: () => rmSync(root, { recursive: true, force: true }),
  };
});

hapticContract("simulated", () => {
  const clock = simClock(null);
  const haptic = simHaptic(clock);
  return { haptic, isOn: haptic.isOn, pass: clock.advance, close: () => undefined };
});
