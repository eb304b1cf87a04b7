import type { Receiver, ReceiverTrouble } from "../core/ports.ts";
import { type Backoff, makeBackoff, type Pauses } from "./backoff.ts";
import { openRawPort, type RawPort } from "./serial-port.ts";
import { openTrouble } from "./serial-trouble.ts";

export interface SerialOptions {
  /** For example /dev/serial0 or /dev/gps0. */
  path: string;
  baudRate: number;
  /** Between attempts to open; another than the default only in tests. */
  pauses?: Pauses;
}

/** A receiver that is pulled and put back is read again within a second or two; a missing one costs two calls a minute. */
export const SERIAL_PAUSES: Pauses = { firstMs: 500, longestMs: 30_000 };
/** At 115,200 baud the kernel wakes a reader every millisecond. Waiting this long gathers a sentence's worth at once. */
export const GATHER_MS = 5;
/** A read this long means that more is waiting already: no pause then, so that no burst overflows the kernel's 4,096 bytes. */
const BURST_BYTES = 512;
const READ_BYTES = 4096;

/** One life of the port, from `start` to `stop`. */
interface Reading {
  onBytes: (bytes: Uint8Array) => void;
  onTrouble: (trouble: ReceiverTrouble) => void;
  buffer: Buffer;
  backoff: Backoff;
  port: RawPort | null;
  timer: NodeJS.Timeout | null;
  over: boolean;
}

function letGo(reading: Reading): void {
  if (reading.timer !== null) clearTimeout(reading.timer);
  reading.timer = null;
  const port = reading.port;
  reading.port = null;
  // What closing an unplugged port answers is of no use to anyone: the descriptor is gone either way.
  if (port !== null) port.close().catch(() => undefined);
}

function failed(options: SerialOptions, reading: Reading, trouble: ReceiverTrouble): void {
  letGo(reading);
  if (reading.over) return;
  reading.timer = setTimeout(() => void open(options, reading), reading.backoff.nextMs());
  reading.onTrouble(trouble);
}

function waitForBytes(options: SerialOptions, reading: Reading, port: RawPort): void {
  port.whenReadable((error) => {
    if (reading.port !== port) return;
    if (error === null) readOn(options, reading, port);
    else failed(options, reading, "lost");
  });
}

/** Hands on what is there; then waits for more, with a breath between. */
function readOn(options: SerialOptions, reading: Reading, port: RawPort): void {
  if (reading.port !== port) return;
  let count: number | null;
  try {
    count = port.read(reading.buffer);
  } catch {
    failed(options, reading, "lost");
    return;
  }
  if (count === null) {
    waitForBytes(options, reading, port);
    return;
  }
  reading.backoff.reset();
  const again = () => readOn(options, reading, port);
  if (count >= BURST_BYTES) setImmediate(again);
  else reading.timer = setTimeout(again, GATHER_MS);
  // A copy: who takes the bytes may keep them.
  reading.onBytes(new Uint8Array(reading.buffer.subarray(0, count)));
}

async function open(options: SerialOptions, reading: Reading): Promise<void> {
  reading.timer = null;
  try {
    const port = await openRawPort(options.path, options.baudRate);
    reading.port = port;
    if (reading.over) letGo(reading);
    else readOn(options, reading, port);
  } catch (error) {
    failed(options, reading, openTrouble(error));
  }
}

/** A GPS receiver on a serial port. */
export function serialReceiver(options: SerialOptions): Receiver {
  let reading: Reading | null = null;
  return {
    start(onBytes, onTrouble) {
      if (reading !== null) return;
      const backoff = makeBackoff(options.pauses ?? SERIAL_PAUSES);
      const buffer = Buffer.alloc(READ_BYTES);
      reading = { onBytes, onTrouble, buffer, backoff, port: null, timer: null, over: false };
      void open(options, reading);
    },
    stop() {
      if (reading === null) return;
      reading.over = true;
      letGo(reading);
      reading = null;
    },
  };
}
