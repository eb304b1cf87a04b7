import { openLed } from "../led-class.ts";

/** What the makers of modems ask for to switch one off and on again. */
const PRESS_MS = 1500;

/**
 * A modem's power key on a pin, which the kernel's `gpio-led` drives (`dtoverlay=gpio-led,label=modem-power`). No program is
 * run for it: the firmware can run none (P58).
 * @param root where `sys` lies; another than "/" only in tests
 * @throws when the name is not one that the kernel gives.
 */
export function powerKey(name: string, root = "/"): () => void {
  const led = openLed(root, name, "power key");
  function set(value: number | string): void {
    try {
      led.set("brightness", value);
    } catch {
      // Whether it helped shows in whether the modem answers again.
    }
  }
  return () => {
    set(1);
    setTimeout(() => set(0), PRESS_MS);
  };
}
