import { closeSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import type { Accelerometer } from "../core/ports.ts";
import { type Backoff, makeBackoff, type Pauses } from "./backoff.ts";
import { readIioScale, type Scale } from "./iio-scale.ts";
import type { After } from "./led-haptic.ts";

export interface IioOptions {
  /** As /sys/bus/iio/devices lists it, for example "iio:device0". */
  device: string;
  /** Triples a second that are read. */
  rateHz: number;
  /** Where `sys` lies; another than "/" only in tests. */
  root?: string;
  /** Told once of each kind of trouble until samples come again, in words that say what to do. */
  onTrouble?: (line: string) => void;
  /** Between attempts to open; another than the default only in tests. */
  pauses?: Pauses;
  /** Another than the machine's own only in tests. */
  after?: After;
  /** Milliseconds that only go forward; another than the machine's own only in tests. */
  nowMs?: () => number;
}

const PAUSES: Pauses = { firstMs: 1000, longestMs: 60_000 };
const AXES = ["x", "y", "z"] as const;
/** A raw value of the kernel is a line of text with a sign and up to ten digits. */
const LINE_BYTES = 16;
const BATCH_MS = 500;
/** A machine that is too busy to read in time hears blows no more. */
const LEAST_SHARE = 0.8;

type Trouble = "absent" | "denied" | "lost" | "strange" | "slow";

const WORDS: Record<Trouble, string> = {
  absent:
    "there is no accelerometer of this name, so no fall can be noticed; name one listed by ls /sys/bus/iio/devices in accelerometer.device, or load its driver",
  denied: "this user may not read the accelerometer, so no fall can be noticed; make its in_accel files readable",
  lost: "the accelerometer does not answer any more, so no fall can be noticed; it is read again when it returns",
  strange: "the accelerometer's files hold no whole numbers and no scale; name another device in accelerometer.device",
  slow: "this machine reads the accelerometer too slowly to notice a fall; lower accelerometer.rateHz, or give it less to do",
};

/** One life of the sensor, from `start` to `stop`. */
interface Reading {
  options: Required<IioOptions>;
  onMotion: (milliG: Int16Array, rateHz: number) => void;
  backoff: Backoff;
  /** Forgets what is planned. */
  cancel: () => void;
  over: boolean;
  files: number[];
  scale: Scale;
  batch: number[];
  batchBeganMs: number;
  /** The clock of the samples, and how many it has seen. */
  beganMs: number;
  taken: number;
  told: Trouble | null;
}

function troubleOf(error: unknown): Trouble {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code === "ENOENT" || code === "ENOTDIR") return "absent";
  return code === "EACCES" || code === "EPERM" ? "denied" : "lost";
}

function letGo(reading: Reading): void {
  reading.cancel();
  reading.cancel = () => undefined;
  for (const file of reading.files) {
    try {
      closeSync(file);
    } catch {
      // Of a sensor that was pulled out there is nothing left to close.
    }
  }
  reading.files = [];
}

function say(reading: Reading, trouble: Trouble): void {
  if (reading.told === trouble) return;
  reading.told = trouble;
  reading.options.onTrouble(WORDS[trouble]);
}

function fail(reading: Reading, trouble: Trouble): void {
  letGo(reading);
  reading.cancel = reading.options.after(reading.backoff.nextMs(), () => open(reading));
  say(reading, trouble);
}

function open(reading: Reading): void {
  const { root, device, nowMs } = reading.options;
  const folder = join(root, "sys/bus/iio/devices", device);
  let scale: Scale | null;
  try {
    for (const axis of AXES) reading.files.push(openSync(join(folder, `in_accel_${axis}_raw`), "r"));
    scale = readIioScale(folder);
  } catch (error) {
    return fail(reading, troubleOf(error));
  }
  if (scale === null) return fail(reading, "strange");
  reading.scale = scale;
  reading.beganMs = nowMs();
  reading.batchBeganMs = reading.beganMs;
  reading.taken = 0;
  reading.batch = [];
  take(reading);
}

const line = Buffer.alloc(LINE_BYTES);

/** @returns x, y and z, or null for what are no whole numbers. @throws when the sensor does not answer. */
function readTriple({ files, scale }: Reading): number[] | null {
  const triple: number[] = [];
  for (const [i, { milliG, offset }] of scale.entries()) {
    const text = line.toString("latin1", 0, readSync(files[i] as number, line, 0, LINE_BYTES, 0)).trim();
    if (!/^-?\d{1,10}$/.test(text)) return null;
    // What does not fit is a blow beyond every sensor's range.
    triple.push(Math.max(-32_768, Math.min(32_767, Math.round((Number(text) + offset) * milliG))));
  }
  return triple;
}

function handOver(reading: Reading, nowMs: number): void {
  const { rateHz } = reading.options;
  const heardHz = (1000 * reading.batch.length) / 3 / (nowMs - reading.batchBeganMs);
  const inTime = heardHz >= LEAST_SHARE * rateHz;
  const milliG = Int16Array.from(reading.batch);
  reading.batch = [];
  reading.batchBeganMs = nowMs;
  if (inTime) {
    reading.backoff.reset();
    reading.told = null;
  } else say(reading, "slow");
  reading.onMotion(milliG, inTime ? rateHz : 0);
}

function planNext(reading: Reading): void {
  const { rateHz, after, nowMs } = reading.options;
  const dueMs = reading.beganMs + (reading.taken * 1000) / rateHz;
  const waitMs = dueMs - nowMs();
  // After a hold-up it goes on from now: samples that were missed are not made up.
  if (waitMs < -BATCH_MS) {
    reading.beganMs = nowMs();
    reading.taken = 0;
  }
  reading.cancel = after(Math.max(1, waitMs), () => take(reading));
}

function take(reading: Reading): void {
  let triple: number[] | null;
  try {
    triple = readTriple(reading);
  } catch {
    return fail(reading, "lost");
  }
  if (triple === null) return fail(reading, "strange");
  reading.batch.push(...triple);
  reading.taken += 1;
  const nowMs = reading.options.nowMs();
  if (nowMs - reading.batchBeganMs >= BATCH_MS) handOver(reading, nowMs);
  // Whoever heard it may have stopped listening.
  if (!reading.over) planNext(reading);
}

const afterHere: After = (ms, act) => {
  const timer = setTimeout(act, ms);
  return () => clearTimeout(timer);
};

function readingOf(options: IioOptions, onMotion: Reading["onMotion"]): Reading {
  return {
    options: {
      root: "/",
      onTrouble: () => undefined,
      pauses: PAUSES,
      after: afterHere,
      nowMs: () => performance.now(),
      ...options,
    },
    onMotion,
    backoff: makeBackoff(options.pauses ?? PAUSES),
    cancel: () => undefined,
    over: false,
    files: [],
    scale: [],
    batch: [],
    batchBeganMs: 0,
    beganMs: 0,
    taken: 0,
    told: null,
  };
}

/**
 * An accelerometer that the kernel's industrial I/O subsystem drives (Documentation/ABI/testing/sysfs-bus-iio), read by its
 * files. While it is stopped no file of it is open.
 */
export function iioAccelerometer(options: IioOptions): Accelerometer {
  let reading: Reading | null = null;
  return {
    start(onMotion) {
      if (reading !== null) return;
      reading = readingOf(options, onMotion);
      open(reading);
    },
    stop() {
      if (reading === null) return;
      reading.over = true;
      letGo(reading);
      reading = null;
    },
  };
}
