import type { Button } from "../core/ports.ts";
import type { ChipPins, Pin } from "./chip.ts";

/** A button on a pin. @param downLevel the level of the pin while it is pressed. @param mode "input_pullup" for example. */
export function pinButton(pins: ChipPins, pin: Pin, downLevel: number, mode: string): Button {
  let watch: number | null = null;
  return {
    start: (onChange) => {
      if (watch !== null) return;
      let down = false;
      const tell = (level: number): void => {
        const now = level === downLevel;
        if (watch === null || now === down) return;
        down = now;
        onChange(now);
      };
      pins.pinMode(pin, mode);
      watch = pins.setWatch((event) => tell(event.state ? 1 : 0), pin, { repeat: true, edge: "both" });
      tell(pins.digitalRead(pin));
    },
    stop: () => {
      if (watch !== null) pins.clearWatch(watch);
      watch = null;
    },
  };
}
