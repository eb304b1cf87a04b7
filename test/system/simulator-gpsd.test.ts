import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { schoolRun } from "../../simulator/people/school-run.ts";
import { playTrace } from "../../simulator/playable.ts";
import { openPty } from "../../simulator/pty/pty.ts";
import { realTimers } from "../../simulator/real-timers.ts";
import { FAITHFUL } from "../../simulator/receiver/receiver.ts";
import { replay } from "../../simulator/replay.ts";
import { makeTown } from "../../simulator/town/make-town.ts";
import type { Trace, TracePoint } from "../../simulator/trace/trace.ts";
import { havePrograms, program, programTitle } from "../system-part.ts";
import { until } from "./simulator-until.ts";

const NEEDED = ["gpsd", "gpspipe"];
const closing: Array<() => unknown> = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

interface Tpv {
  time: string;
  lat: number;
  lon: number;
  speed: number;
}

describe("the simulated receiver, judged by gpsd", () => {
  it.skipIf(!havePrograms(...NEEDED))(
    programTitle("R-01 gpsd reports the places, times and speeds of the trace", ...NEEDED),
    async () => {
      const trace = walkingPart();
      const reports = await whatGpsdReports(trace);
      const byTime = new Map(trace.points.map((point) => [point.timeMs, point]));
      for (const report of reports) {
        const point = byTime.get(Date.parse(report.time)) as TracePoint;
        expect(point, `${report.time} is no time of the trace`).toBeDefined();
        // gpsd writes nine decimals; the sentence carries a millionth of a minute, 1.7e-8 degrees.
        expect(Math.abs(report.lat - point.latDeg)).toBeLessThan(2e-8);
        expect(Math.abs(report.lon - point.lonDeg)).toBeLessThan(2e-8);
        expect(Math.abs(report.speed - (point.speedMps ?? 0))).toBeLessThan(0.002);
      }
      expect(new Set(reports.map((report) => report.time)).size).toBeGreaterThan(30);
    },
  );
});

/** A minute of the walk, in the time of a Monday in 2027 whatever the date is today. */
function walkingPart(): Trace {
  const whole = schoolRun(makeTown(3), { seed: 3, startMs: Date.UTC(2027, 1, 1, 5, 20), trip: "to-school" });
  return { ...whole, points: whole.points.slice(30, 90) };
}

async function whatGpsdReports(trace: Trace): Promise<Tpv[]> {
  const pty = await openPty();
  closing.push(() => pty.close());
  const folder = mkdtempSync(join(tmpdir(), "lychnos-gpsd-"));
  closing.push(() => rmSync(folder, { recursive: true }));
  const port = String(await freePort());
  start("gpsd", ["-N", "-n", "-b", "-S", port, "-F", join(folder, "control"), pty.path]);
  await until("gpsd to open the port", () => pty.listened());
  const pipe = start("gpspipe", ["-w", `127.0.0.1:${port}`]);
  const heard = gather(pipe);
  await until("gpspipe to be connected", () => heard().includes('"class":"WATCH"'));
  // Ten times as fast as it happened: gpsd has to cope, and the test is over in seconds.
  const playing = replay({ playable: playTrace(trace, FAITHFUL, 0), sink: pty, timers: realTimers, pace: 10, baud: null });
  await playing.ended;
  await until("the last but one second", () =>
    fixes(heard()).some((fix) => Date.parse(fix.time) >= (trace.points.at(-2)?.timeMs ?? 0)),
  );
  expect(pty.dropped()).toBe(0);
  return fixes(heard());
}

function fixes(lines: string): Tpv[] {
  const whole = lines
    .slice(0, lines.lastIndexOf("\n") + 1)
    .split("\n")
    .filter((line) => line.includes('"class":"TPV"'));
  return whole
    .map((line) => JSON.parse(line) as Tpv)
    .filter((tpv) => tpv.lat !== undefined && tpv.time !== undefined && tpv.speed !== undefined);
}

function start(name: string, words: string[]): ChildProcess {
  const child = spawn(program(name) as string, words, { stdio: ["ignore", "pipe", "ignore"] });
  closing.push(
    () =>
      new Promise<void>((resolve) => {
        if (child.exitCode !== null) return resolve();
        child.once("exit", () => resolve());
        child.kill();
      }),
  );
  return child;
}

function gather(child: ChildProcess): () => string {
  let text = "";
  child.stdout?.on("data", (chunk: Buffer) => {
    text += chunk.toString("utf8");
  });
  return () => text;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        typeof address === "object" && address !== null ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}
