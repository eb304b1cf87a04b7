import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { iioAccelerometer } from "../../device/node/iio-accelerometer.ts";
import { simAccelerometer } from "../../simulator/world/sim-accelerometer.ts";
import { simClock } from "../../simulator/world/sim-clock.ts";
import { accelerometerContract } from "./accelerometer.ts";
import { fakeIio } from "./fake-iio.ts";

accelerometerContract("industrial I/O of the kernel", () => {
  const root = mkdtempSync(join(tmpdir(), "lychnos-iio-"));
  const clock = simClock(null);
  const iio = fakeIio(root);
  return {
    accelerometer: iioAccelerometer({ device: "iio:device0", rateHz: 50, root, after: clock.after, nowMs: clock.upMs }),
    feel: iio.feel,
    pass: clock.advance,
    close: () => rmSync(root, { recursive: true, force: true }),
  };
});

accelerometerContract("simulated", () => {
  const clock = simClock(null);
  const accelerometer = simAccelerometer(clock);
  return {
    accelerometer,
    feel: (...milliG) => accelerometer.play({ rateHz: 50, milliG: Int16Array.from(milliG) }),
    pass: clock.advance,
    close: () => undefined,
  };
});
