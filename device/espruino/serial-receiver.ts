import type { Receiver, ReceiverTrouble } from "../core/ports.ts";
import type { ChipE, ChipPins, ChipSerial, ChipTimers, Pin } from "./chip.ts";

export interface SerialOptions {
  baud: number;
  rx: Pin;
  tx: Pin;
  /** Switches the receiver's power; null where it is always on. */
  power: Pin | null;
  /** Silent for so long, a receiver is taken to be missing: a board cannot see its plug. */
  silentMs: number;
}

/** The serial GPS of a board. While it is off, its power is off and its port is let go of. */
export function chipReceiver(
  serial: ChipSerial,
  e: Pick<ChipE, "toUint8Array">,
  pins: Pick<ChipPins, "digitalWrite">,
  timers: ChipTimers,
  options: SerialOptions,
): Receiver {
  let timer: number | null = null;
  let on = false;
  let told: ReceiverTrouble | null = null;
  let heard = false;
  let ever = false;

  function power(level: number): void {
    if (options.power !== null) pins.digitalWrite(options.power, level);
  }

  return {
    start: (onBytes, onTrouble) => {
      if (on) return;
      on = true;
      told = null;
      heard = false;
      ever = false;
      const listen = (): void => {
        timer = timers.setTimeout(() => {
          if (!heard && told === null) {
            told = ever ? "lost" : "absent";
            onTrouble(told);
          }
          heard = false;
          if (on) listen();
        }, options.silentMs);
      };
      power(1);
      serial.setup(options.baud, { rx: options.rx, tx: options.tx });
      serial.on("data", (text) => {
        heard = true;
        ever = true;
        told = null;
        if (on) onBytes(e.toUint8Array(text));
      });
      listen();
    },
    stop: () => {
      if (!on) return;
      on = false;
      if (timer !== null) timers.clearTimeout(timer);
      timer = null;
      serial.removeAllListeners("data");
      serial.unsetup();
      power(0);
    },
  };
}
