import type { Receiver, ReceiverTrouble } from "../../device/core/ports.ts";
import type { Cancel, SimClock } from "./sim-clock.ts";

export interface SimReceiver extends Receiver {
  /** Bytes on the line now. Nobody hears them unless the port is open: nothing is kept for later. */
  feed(bytes: Uint8Array): void;
  /** Plugs the receiver in, or pulls it out. */
  setPlugged(plugged: boolean): void;
  /** Why opening fails while it is plugged in; null: it succeeds. */
  setOpenFault(fault: ReceiverTrouble | null): void;
  /** Whether the port is open, that is: whether the device listens. */
  isOpen(): boolean;
}

/** As the real adapter's, without its jitter. */
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;

interface Listener {
  onBytes: (bytes: Uint8Array) => void;
  onTrouble: (trouble: ReceiverTrouble) => void;
}

/** A receiver on a cable of the simulated world: opening it takes no time, finding it again takes pauses of virtual time. */
export function simReceiver(clock: SimClock): SimReceiver {
  let listener: Listener | null = null;
  let plugged = true;
  let fault: ReceiverTrouble | null = null;
  let open = false;
  let pauseMs = FIRST_PAUSE_MS;
  let retry: Cancel | null = null;

  function fail(trouble: ReceiverTrouble): void {
    open = false;
    retry = clock.after(pauseMs, tryOpen);
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    listener?.onTrouble(trouble);
  }

  function tryOpen(): void {
    retry = null;
    if (listener === null) return;
    if (!plugged) fail("absent");
    else if (fault !== null) fail(fault);
    else open = true;
  }

  return {
    start(onBytes, onTrouble) {
      if (listener !== null) return;
      listener = { onBytes, onTrouble };
      pauseMs = FIRST_PAUSE_MS;
      tryOpen();
    },
    stop() {
      listener = null;
      open = false;
      retry?.();
      retry = null;
    },
    feed(bytes) {
      if (!open || listener === null) return;
      pauseMs = FIRST_PAUSE_MS;
      listener.onBytes(bytes.slice());
    },
    setPlugged(to) {
      plugged = to;
      if (!plugged && open) fail("lost");
    },
    setOpenFault(to) {
      fault = to;
    },
    isOpen: () => open,
  };
}
