import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface FakeIio {
  /** Puts a text into one of the device's files. */
  set(file: string, text: string): void;
  remove(file: string): void;
  /** What the sensor feels from now on, in thousandths of gravity. */
  feel(x: number, y: number, z: number): void;
  unplug(): void;
}

/** As an LIS3DH at ±8 g has it: a step of 3.9 thousandths of gravity. */
const SCALE = "0.038245935";
const STEP_MILLI_G = 3.9;

/** A folder that looks as the kernel's industrial I/O does. @param root where `sys` is to lie. */
export function fakeIio(root: string, device = "iio:device0"): FakeIio {
  const folder = join(root, "sys/bus/iio/devices", device);
  mkdirSync(folder, { recursive: true });
  const set = (file: string, text: string): void => writeFileSync(join(folder, file), text);
  function feel(...parts: [number, number, number]): void {
    for (const [i, axis] of ["x", "y", "z"].entries())
      set(`in_accel_${axis}_raw`, `${Math.round((parts[i] ?? 0) / STEP_MILLI_G)}\n`);
  }
  set("in_accel_scale", `${SCALE}\n`);
  feel(0, 1000, 0);
  return { set, remove: (file) => rmSync(join(folder, file)), feel, unplug: () => rmSync(folder, { recursive: true }) };
}
