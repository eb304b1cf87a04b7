import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SerialPort } from "serialport";
import { openPty } from "../../simulator/pty/pty.ts";
import { realTimers } from "../../simulator/real-timers.ts";
import { type Playable, replay } from "../../simulator/replay.ts";
import { readNmeaRecording } from "../../simulator/trace/nmea-recording.ts";
import { program } from "../system-part.ts";
import type { Measurement } from "./measurement.ts";

const FILE = join(import.meta.dirname, "../../simulator/traces/school-run.nmea");
/** So that a run of ours takes long enough to be measured. */
const OUR_COPIES = 20;
const LIMIT_MS = 60_000;

/**
 * Sentences a second from a log, through a pseudo-terminal, to a reader, with none lost: ours to the serialport package
 * in this same process, gpsfake's to the gpsd that it feeds, which also decodes them.
 */
export async function benchReplay(): Promise<Measurement> {
  const lines = readFileSync(FILE)
    .toString("latin1")
    .split("\n")
    .filter((line) => line.startsWith("$"));
  const log = `${lines.join("\n")}\n`;
  const gpsfake = program("gpsfake");
  return {
    name: `a log replayed through a pseudo-terminal, ${lines.length.toLocaleString("en-GB")} sentences again and again`,
    unit: "sentences/s",
    ours: await ourRate(log),
    peers: gpsfake === null ? [] : [{ name: "gpsfake, its start not counted", rate: gpsfakeRate(gpsfake, log) }],
    goal: "50 times gpsfake, none lost",
  };
}

async function ourRate(log: string): Promise<number> {
  const bytes = Buffer.from(log.repeat(OUR_COPIES), "latin1");
  const pty = await openPty();
  const port = new SerialPort({ path: pty.path, baudRate: 115_200, autoOpen: false });
  await new Promise<void>((resolve, reject) => port.open((error) => (error ? reject(error) : resolve())));
  try {
    const playable = playableOf(log);
    const startMs = performance.now();
    const received = allReceived(port, bytes);
    const sink = { write: pty.write, ready: () => pty.backlog() < 32_768 };
    await replay({ playable, sink, timers: realTimers, pace: "max", baud: null }).ended;
    await received;
    return (linesOf(log) * OUR_COPIES * 1000) / (performance.now() - startMs);
  } finally {
    await new Promise((resolve) => port.close(resolve));
    await pty.close();
  }
}

function playableOf(log: string): Playable {
  const recording = readNmeaRecording(Buffer.from(log.repeat(OUR_COPIES), "latin1"));
  if (!recording.ok) throw new Error(recording.fault.message);
  const { bursts, durationMs } = recording.value;
  return { durationMs, bursts: () => bursts.values() };
}

/** Resolves when just these bytes have come; rejects when others came, or none for too long. */
function allReceived(port: SerialPort, expected: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    let length = 0;
    const limit = setTimeout(() => reject(new Error("bytes were lost")), LIMIT_MS);
    port.on("data", (chunk: Buffer) => {
      if (!chunk.equals(expected.subarray(length, length + chunk.length))) reject(new Error("other bytes came out than went in"));
      length += chunk.length;
      if (length < expected.length) return;
      clearTimeout(limit);
      resolve();
    });
  });
}

/** From a short and a long log, so that the seconds in which gpsfake and its gpsd start fall out of the figure. */
function gpsfakeRate(gpsfake: string, log: string): number {
  const folder = mkdtempSync(join(tmpdir(), "lychnos-gpsfake-"));
  try {
    const short = gpsfakeMs(gpsfake, join(folder, "short.log"), log);
    const long = gpsfakeMs(gpsfake, join(folder, "long.log"), log.repeat(3));
    return (2 * linesOf(log) * 1000) / (long - short);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function gpsfakeMs(gpsfake: string, path: string, log: string): number {
  writeFileSync(path, log, "latin1");
  const startMs = performance.now();
  const run = spawnSync(gpsfake, ["-1", "-q", "-p", path], { timeout: LIMIT_MS, maxBuffer: 1 << 28 });
  const tookMs = performance.now() - startMs;
  const heard = run.stdout
    .toString("latin1")
    .split("\n")
    .filter((line) => line.startsWith("$")).length;
  if (run.status !== 0 || heard < linesOf(log)) throw new Error(`gpsfake failed or lost sentences: ${heard} of ${linesOf(log)}`);
  return tookMs;
}

function linesOf(log: string): number {
  return log.split("\n").length - 1;
}
