import { spawnSync } from "node:child_process";
import { parseNmeaSentence } from "nmea-simple";
import { feed, makeNmea } from "../../device/core/nmea.ts";
import { corpusLines } from "../oracle/corpus-lines.ts";
import { program } from "../system-part.ts";

export interface Bench {
  name: string;
  unit: string;
  ours: number;
  peers: { name: string; rate: number }[];
}

const ROUNDS = 5;
/** Enough work that starting gpsdecode, and warming up, do not count. */
const OUR_SENTENCES = 2_000_000;
const PEER_SENTENCES = 300_000;
/** As a serial port or a file delivers. */
const CHUNK = 4096;

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** @returns sentences a second of processor time, so that what else the machine does counts for nobody. */
function rate(sentences: number, work: () => void): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return sentences / ((user + system) / 1e6);
}

/** Bytes to fixes through the function that the device calls, every checksum verified. */
function ours(lines: string[]): number {
  const bytes = Buffer.from(`${lines.join("\r\n")}\r\n`, "latin1");
  const turns = Math.ceil(OUR_SENTENCES / lines.length);
  const nmea = makeNmea("all");
  let heard = 0;
  const sink = { fix: (): void => void heard++, refused: (): void => void heard++, named: (): void => void heard++ };
  return rate(turns * lines.length, () => {
    for (let turn = 0; turn < turns; turn++) {
      for (let at = 0; at < bytes.length; at += CHUNK) feed(nmea, bytes.subarray(at, at + CHUNK), sink);
    }
    if (heard === 0) throw new Error("Nothing was decoded.");
  });
}

/** Handed whole lines, so that it does not pay for finding them. */
function nmeaSimple(lines: string[]): number {
  const turns = Math.ceil(PEER_SENTENCES / lines.length);
  let read = 0;
  return rate(turns * lines.length, () => {
    for (let turn = 0; turn < turns; turn++) {
      for (const line of lines) {
        try {
          if (parseNmeaSentence(line).sentenceId.length > 0) read++;
        } catch {
          // It throws on each type that it does not know.
        }
      }
    }
    if (read === 0) throw new Error("nmea-simple read nothing.");
  });
}

/** The processor time of the children of a shell, from the second line of what POSIX `times` prints: "0m1.25s 0m0.01s". */
function secondsOf(times: string): number {
  const spent = [...(times.trim().split("\n")[1] ?? "").matchAll(/(\d+)m([\d.]+)s/g)];
  return spent.reduce((sum, one) => sum + Number(one[1]) * 60 + Number(one[2]), 0);
}

function gpsdecode(path: string, lines: string[]): number {
  const turns = Math.ceil(PEER_SENTENCES / lines.length);
  const input = Buffer.from(`${lines.join("\r\n")}\r\n`.repeat(turns), "latin1");
  const done = spawnSync("sh", ["-c", '"$0" -m >/dev/null && times', path], { input, encoding: "utf8" });
  if (done.status !== 0) throw new Error(`gpsdecode ended with ${done.status}: ${done.stderr}`);
  return (turns * lines.length) / secondsOf(done.stdout);
}

/** Ours beside the peers that are installed, all in one run and by turns; medians. */
export async function benchDecode(): Promise<Bench> {
  const lines = corpusLines();
  const path = program("gpsdecode");
  const rates: { ours: number[]; simple: number[]; gpsd: number[] } = { ours: [], simple: [], gpsd: [] };
  // Once for nothing, so that both are compiled.
  ours(lines);
  nmeaSimple(lines);
  for (let round = 0; round < ROUNDS; round++) {
    rates.ours.push(ours(lines));
    rates.simple.push(nmeaSimple(lines));
    if (path !== null) rates.gpsd.push(gpsdecode(path, lines));
  }
  const peers = [{ name: "nmea-simple (whole lines given)", rate: median(rates.simple) }];
  if (path !== null) peers.push({ name: "gpsd's decoder (gpsdecode -m)", rate: median(rates.gpsd) });
  return { name: "NMEA bytes to fixes", unit: "sentences/s of processor time", ours: median(rates.ours), peers };
}
