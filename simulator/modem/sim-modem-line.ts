import type { LineEvents, ModemLine } from "../../device/node/modem/modem-board.ts";
import type { SimClock } from "../world/sim-clock.ts";

/** A cable between a driver and a simulated modem, in virtual time. */
export interface SimModemLine extends ModemLine {
  /** Bytes from the modem. Nothing is kept for whoever does not listen. */
  feed(bytes: Uint8Array): void;
  setPlugged(plugged: boolean): void;
}

const OPEN_MS = 5;
const AGAIN_MS = 1000;
const BYTE_MS = 1;

/** @param hear takes what the driver writes */
export function simModemLine(clock: SimClock, hear: (bytes: Uint8Array) => void): SimModemLine {
  let events: LineEvents | null = null;
  let plugged = true;
  let open = false;
  /** Rises when the line is let go of, so that nothing of before it arrives after it. */
  let life = 0;

  function tryOpen(): void {
    const opening = life;
    clock.after(OPEN_MS, () => {
      if (opening !== life || events === null) return;
      open = plugged;
      if (plugged) return events.opened();
      events.lost("absent");
      clock.after(AGAIN_MS, () => {
        if (opening === life) tryOpen();
      });
    });
  }

  return {
    open(to) {
      events = to;
      life += 1;
      tryOpen();
    },
    write(bytes) {
      if (!open) return;
      const copy = bytes.slice();
      clock.after(BYTE_MS, () => {
        if (plugged) hear(copy);
      });
    },
    close() {
      events = null;
      open = false;
      life += 1;
    },
    feed(bytes) {
      if (open) events?.heard(bytes.slice());
    },
    setPlugged(to) {
      plugged = to;
      if (to || !open) return;
      open = false;
      life += 1;
      events?.lost("lost");
      tryOpen();
    },
  };
}
