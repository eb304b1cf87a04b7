import { type Backoff, makeBackoff } from "../backoff.ts";
import { openRawPort, type RawPort } from "../serial-port.ts";
import { GATHER_MS, SERIAL_PAUSES, type SerialOptions } from "../serial-receiver.ts";
import { openTrouble } from "../serial-trouble.ts";
import type { LineEvents, ModemLine } from "./modem-board.ts";

const READ_BYTES = 4096;
/** Bytes that may wait for a modem that takes none. A command has a few hundred at most; more is dropped. */
const MOST_WAITING = 4096;

/** One life of the port, from `open` to `close`. */
interface Life {
  events: LineEvents;
  buffer: Buffer;
  backoff: Backoff;
  port: RawPort | null;
  timer: NodeJS.Timeout | null;
  over: boolean;
  waiting: number;
  /** The last write: the next one begins behind it. */
  written: Promise<void>;
}

function letGo(life: Life): void {
  if (life.timer !== null) clearTimeout(life.timer);
  life.timer = null;
  const port = life.port;
  life.port = null;
  if (port !== null) port.close().catch(() => undefined);
}

function failed(options: SerialOptions, life: Life, error: unknown): void {
  const wasOpen = life.port !== null;
  letGo(life);
  if (life.over) return;
  life.timer = setTimeout(() => void openPort(options, life), life.backoff.nextMs());
  life.events.lost(wasOpen ? "lost" : openTrouble(error));
}

function readOn(options: SerialOptions, life: Life, port: RawPort): void {
  if (life.port !== port) return;
  let count: number | null;
  try {
    count = port.read(life.buffer);
  } catch (error) {
    return failed(options, life, error);
  }
  if (count === null) {
    port.whenReadable((error) => {
      if (life.port !== port) return;
      if (error === null) readOn(options, life, port);
      else failed(options, life, error);
    });
    return;
  }
  life.backoff.reset();
  life.timer = setTimeout(() => readOn(options, life, port), GATHER_MS);
  life.events.heard(new Uint8Array(life.buffer.subarray(0, count)));
}

async function openPort(options: SerialOptions, life: Life): Promise<void> {
  life.timer = null;
  try {
    const port = await openRawPort(options.path, options.baudRate);
    life.port = port;
    life.waiting = 0;
    life.written = Promise.resolve();
    if (life.over) return letGo(life);
    life.events.opened();
    readOn(options, life, port);
  } catch (error) {
    failed(options, life, error);
  }
}

function write(options: SerialOptions, life: Life, bytes: Uint8Array): void {
  const port = life.port;
  if (port === null || life.waiting + bytes.length > MOST_WAITING) return;
  life.waiting += bytes.length;
  life.written = life.written
    .then(() => port.write(bytes))
    .then(() => {
      if (life.port === port) life.waiting -= bytes.length;
    })
    .catch((error: unknown) => {
      if (life.port === port) failed(options, life, error);
    });
}

/** A modem on a serial port; opened again by itself when it is unplugged and put back. */
export function serialModemLine(options: SerialOptions): ModemLine {
  let life: Life | null = null;
  return {
    open(events) {
      if (life !== null) return;
      const backoff = makeBackoff(options.pauses ?? SERIAL_PAUSES);
      const buffer = Buffer.alloc(READ_BYTES);
      life = { events, buffer, backoff, port: null, timer: null, over: false, waiting: 0, written: Promise.resolve() };
      void openPort(options, life);
    },
    write(bytes) {
      if (life !== null) write(options, life, bytes);
    },
    close() {
      if (life === null) return;
      const ended = life;
      life = null;
      ended.over = true;
      // What is being written goes out first: it may be the escape that frees a modem from its prompt.
      void ended.written.then(() => letGo(ended));
    },
  };
}
