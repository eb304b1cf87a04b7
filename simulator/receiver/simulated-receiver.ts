import { pointAt } from "../trace/point-at.ts";
import type { Trace } from "../trace/trace.ts";
import { createReceiver, type ReceiverOptions } from "./receiver.ts";

/** Something that takes what a receiver says, for example a pseudo-terminal. Must not keep the array. */
export interface ByteSink {
  write(bytes: Uint8Array): void;
}

/** A receiver carried along a trace by somebody else's clock. */
export interface SimulatedReceiver {
  /**
   * Says the sentences of the current second when the clock has entered one since the last call; true when it did. To be
   * called at least once a second of the clock. A stretch that the clock jumped over is passed in silence, as a real
   * receiver cannot say later what it did not say then; after a clock went back it goes on from there.
   */
  poll(): boolean;
}

/**
 * Before the trace begins and after it ends the receiver lies still at its first or last point and goes on speaking.
 * @param trace in the time of the clock
 */
export function simulatedReceiver(
  trace: Trace,
  clock: { utcMs(): number },
  sink: ByteSink,
  options: ReceiverOptions,
): SimulatedReceiver {
  const receiver = createReceiver(options);
  let saidSecond: number | null = null;
  return {
    poll() {
      const second = Math.floor(clock.utcMs() / 1000);
      if (second === saidSecond) return false;
      saidSecond = second;
      sink.write(receiver.burst(pointAt(trace, second * 1000)));
      return true;
    },
  };
}
