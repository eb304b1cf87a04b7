import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface FakeLed {
  folder: string;
  set(file: string, value: string): void;
  get(file: string): string;
  /** Shows triggers as the kernel does: all of them, the one in force in brackets. */
  settle(): void;
}

/** A folder with the files of /sys/class/leds/NAME. */
export function fakeLed(root: string, name: string, triggers = ["none", "timer", "pattern", "heartbeat"]): FakeLed {
  const folder = join(root, "sys/class/leds", name);
  const set = (file: string, value: string) => writeFileSync(join(folder, file), value);
  const get = (file: string) => readFileSync(join(folder, file), "utf8");
  const bracket = (active: string) => `${triggers.map((trigger) => (trigger === active ? `[${trigger}]` : trigger)).join(" ")}\n`;
  mkdirSync(folder, { recursive: true });
  set("max_brightness", "255\n");
  set("brightness", "0\n");
  set("trigger", bracket("none"));
  set("delay_on", "500\n");
  set("delay_off", "500\n");
  set("repeat", "-1\n");
  set("pattern", "\n");
  return {
    folder,
    set,
    get,
    settle() {
      if (!existsSync(folder)) return;
      const active = triggers.find((trigger) => get("trigger").trim() === trigger);
      if (active !== undefined) set("trigger", bracket(active));
    },
  };
}
