import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What one step of a raw value is worth, by axis, in thousandths of gravity; the offset is added to the raw value first. */
export type Scale = readonly { milliG: number; offset: number }[];

/** Standard gravity in m/s², by definition (ISO 80000-3). */
const GRAVITY = 9.80665;
const AXES = ["x", "y", "z"] as const;

function numberIn(path: string): number | null {
  let text: string;
  try {
    text = readFileSync(path, "latin1").trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
  return /^-?\d{1,10}(\.\d{1,12})?$/.test(text) ? Number(text) : null;
}

/**
 * `scale` and `offset` of each axis, or else those of all: (raw + offset) · scale is in m/s².
 * @param folder of the device, below /sys/bus/iio/devices.
 * @returns null when there is no scale that could be one. @throws the system's error for what may not be read.
 */
export function readIioScale(folder: string): Scale | null {
  const shared = numberIn(join(folder, "in_accel_scale"));
  const sharedOffset = numberIn(join(folder, "in_accel_offset")) ?? 0;
  const parts: { milliG: number; offset: number }[] = [];
  for (const axis of AXES) {
    const scale = numberIn(join(folder, `in_accel_${axis}_scale`)) ?? shared;
    if (scale === null || !(scale > 0)) return null;
    const offset = numberIn(join(folder, `in_accel_${axis}_offset`)) ?? sharedOffset;
    parts.push({ milliG: (scale * 1000) / GRAVITY, offset });
  }
  return parts;
}
