/**
 * The simulator for other people's tests: made-up journeys and recorded tracks, told by a receiver that does not exist, as
 * sentences in memory or through a serial port. Everything follows from its seed. docs/simulator.md has examples, which a
 * test runs.
 */
import { traceOf, type WrittenFormat, writeTrace } from "./convert.ts";
import { JOURNEYS, type Journey, journey, STARTS_MS } from "./people/bundled.ts";
import { playTrace } from "./playable.ts";
import { openPty } from "./pty/pty.ts";
import { realTimers } from "./real-timers.ts";
import { FAITHFUL, LIFELIKE, type ReceiverOptions } from "./receiver/receiver.ts";
import { replay } from "./replay.ts";
import type { Outcome } from "./trace/fault.ts";
import { pointAt } from "./trace/point-at.ts";
import { readTraceFile } from "./trace/read-trace-file.ts";
import type { Trace, TracePoint } from "./trace/trace.ts";

export { PtyFault } from "./pty/pty-fault.ts";
export type { Model } from "./receiver/models.ts";
export type { Surroundings } from "./receiver/surroundings.ts";
export type { Talker } from "./receiver/voice.ts";
export type { TraceFault } from "./trace/fault.ts";
export type { Journey, Outcome, ReceiverOptions, Trace, TracePoint, WrittenFormat };
export { FAITHFUL, JOURNEYS, LIFELIKE };

/** Where something was by a file: NMEA, GPX, KML, TCX, FIT, GeoJSON, CSV or GeoLife PLT, told by how it begins. */
export async function readTrack(path: string): Promise<Outcome<Trace>> {
  const file = await readTraceFile(path);
  return file.ok ? traceOf(file.value) : file;
}

/** The text of a file. A made-up track says in every format that nobody was there. */
export function writeTrack(track: Trace, format: WrittenFormat): string {
  return writeTrace(track, format);
}

/**
 * A journey through a town that does not exist, once a second.
 * @param seed any whole number from 0: another one makes another town and another way
 * @param startMs UTC milliseconds, a whole second
 */
export function makeJourney(what: Journey, seed: number, startMs: number = STARTS_MS[what]): Trace {
  return journey({ what, seed, startMs, trip: "to-school" });
}

/** What a receiver says at one moment. */
export interface Said {
  /** The moment, UTC milliseconds, whether or not the receiver knows it yet. */
  utcMs: number;
  /** Where it really was, to compare with what your program made of the sentences. */
  truth: { latDeg: number; lonDeg: number; valid: boolean };
  /** Whole sentences, each with its checksum and CR LF. */
  text: string;
}

/**
 * What a receiver says along a track, moment by moment and without waiting.
 * @param receiver what is left out is as in FAITHFUL: running, without errors, once a second, talker GP
 */
export function* sentencesAlong(track: Trace, receiver: Partial<ReceiverOptions> = {}): Generator<Said, void> {
  const bursts = playTrace(track, { ...FAITHFUL, ...receiver }, 0).bursts();
  for (let step = bursts.next(); step.done !== true; step = bursts.next()) {
    const { utcMs, bytes } = step.value;
    if (utcMs === null) continue;
    const { latDeg, lonDeg, valid } = pointAt(track, utcMs);
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
    yield { utcMs, truth: { latDeg, lonDeg, valid }, text };
  }
}

/** A serial port that programs open like that of a real receiver. */
export interface SimulatedPort {
  /** To be opened: the link that was asked for, or the system's name for the device. */
  path: string;
  /** Whether a program has it open now; always true where the system does not tell. */
  listened(): boolean;
  /**
   * Plays a track into it, and resolves when all of it was handed over. What comes while nobody listens is lost, except
   * at "max", which waits for the reader. One at a time.
   */
  play(track: Trace, how?: PlayOptions): Promise<void>;
  /** Ends a track that is being played, and takes the port away. Twice is no error. */
  close(): Promise<void>;
}

export interface PlayOptions {
  receiver?: Partial<ReceiverOptions>;
  /** Times as fast as it happened; "max" is as fast as the reader takes it. Left out: 1. */
  speed?: number | "max";
  /** Bits a second of the line; left out: no limit. */
  baud?: number;
}

/** So that a full turn of the replay still fits into the queue of the pseudo-terminal. */
const READY_BELOW_BYTES = 32_768;

/**
 * Opens a pseudo-terminal (Linux and macOS).
 * @param options.link a path for a symbolic link to it, so that it can be told in a configuration file
 * @throws PtyFault when there is no pseudo-terminal, or the link cannot be made; its message says what to do
 */
export async function openPort(options: { link?: string } = {}): Promise<SimulatedPort> {
  const pty = await openPty(options);
  let stop: () => void = () => undefined;
  return {
    path: pty.path,
    listened: pty.listened,
    async play(track, { receiver = {}, speed = 1, baud } = {}) {
      const playing = replay({
        playable: playTrace(track, { ...FAITHFUL, ...receiver }, 0),
        sink: { write: pty.write, ready: () => pty.listened() && pty.backlog() < READY_BELOW_BYTES },
        timers: realTimers,
        pace: speed,
        baud: baud ?? null,
      });
      stop = playing.stop;
      await playing.ended;
    },
    async close() {
      stop();
      await pty.close();
    },
  };
}
