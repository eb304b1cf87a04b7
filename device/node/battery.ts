import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Battery } from "../core/ports.ts";

/** Where Linux shows batteries and chargers (Documentation/ABI/testing/sysfs-class-power). */
const SUPPLIES = "sys/class/power_supply";

function word(folder: string, file: string): string | null {
  try {
    return readFileSync(join(folder, file), "utf8").trim();
  } catch {
    return null;
  }
}

/** Null for what is not the board's own battery: a charger, or the cell of a wireless keyboard. */
function capacityOf(folder: string): number | null {
  if (word(folder, "type") !== "Battery" || word(folder, "scope") === "Device") return null;
  const capacity = word(folder, "capacity");
  if (capacity === null || !/^\d{1,3}$/.test(capacity)) return null;
  const percent = Number(capacity);
  return percent > 100 ? null : percent;
}

function suppliesUnder(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Null for what is no battery of the board, or does not say. */
function chargingOf(folder: string): boolean | null {
  if (capacityOf(folder) === null) return null;
  const status = word(folder, "status");
  return status === null || status === "Unknown" ? null : status === "Charging" || status === "Full";
}

export interface BatteryOptions {
  /** Where `sys` lies; another than "/" only in tests. */
  root?: string;
}

/** The board's battery. With several, the emptiest: the device speaks of the one that will fail first. */
export function systemBattery(options: BatteryOptions = {}): Battery {
  const folder = join(options.root ?? "/", SUPPLIES);
  return {
    percent() {
      const known = suppliesUnder(folder)
        .map((name) => capacityOf(join(folder, name)))
        .filter((percent) => percent !== null);
      return known.length === 0 ? null : Math.min(...known);
    },
    charging() {
      const known = suppliesUnder(folder)
        .map((name) => chargingOf(join(folder, name)))
        .filter((charging) => charging !== null);
      return known.length === 0 ? null : known.some((charging) => charging);
    },
  };
}
