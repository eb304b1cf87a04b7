import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { Fix } from "../../device/core/fix.ts";
import { feed, makeNmea, type NmeaSink } from "../../device/core/nmea.ts";
import { serialReceiver } from "../../device/node/serial-receiver.ts";
import { schoolRun } from "../../simulator/people/school-run.ts";
import { playTrace } from "../../simulator/playable.ts";
import { openPty, type Pty } from "../../simulator/pty/pty.ts";
import { realTimers } from "../../simulator/real-timers.ts";
import { LIFELIKE, type ReceiverOptions } from "../../simulator/receiver/receiver.ts";
import { replay } from "../../simulator/replay.ts";
import { makeTown } from "../../simulator/town/make-town.ts";
import { freePort } from "../oracle/real-broker.ts";
import { havePrograms, program, programTitle } from "../system-part.ts";
import { startProgram, until } from "./processes.ts";

const NEEDED = ["gpsd", "gpspipe"];
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** gpsd on a port, and everything that gpspipe -w prints of it. */
async function listenWithGpsd(pty: Pty): Promise<() => string> {
  const folder = mkdtempSync(join(tmpdir(), "lychnos-agree-"));
  closing.push(() => rmSync(folder, { recursive: true }));
  const port = String(await freePort());
  const gpsd = startProgram(program("gpsd") as string, ["-N", "-n", "-b", "-S", port, "-F", join(folder, "control"), pty.path]);
  closing.push(() => gpsd.end("SIGTERM"));
  await until("gpsd opens the port", () => pty.listened());
  const pipe = startProgram(program("gpspipe") as string, ["-w", `127.0.0.1:${port}`]);
  closing.push(() => pipe.end("SIGTERM"));
  await until("gpspipe is connected", () => pipe.said().includes('"class":"WATCH"'));
  return pipe.said;
}

/** The device's own adapter and parser on a port. */
async function listenWithDevice(pty: Pty): Promise<Fix[]> {
  const fixes: Fix[] = [];
  const nmea = makeNmea("decoded");
  const sink: NmeaSink = {
    fix: (fix) => void fixes.push(fix),
    refused: () => undefined,
    named: () => undefined,
    time: () => undefined,
  };
  const receiver = serialReceiver({ path: pty.path, baudRate: 115_200 });
  receiver.start(
    (bytes) => feed(nmea, bytes, sink),
    () => undefined,
  );
  closing.push(() => receiver.stop());
  await until("the device opens the port", () => pty.listened());
  return fixes;
}

function positions(said: string): Map<number, string> {
  const byTime = new Map<number, string>();
  for (const line of said.slice(0, said.lastIndexOf("\n")).split("\n")) {
    if (!line.includes('"class":"TPV"')) continue;
    const { time, lat, lon } = JSON.parse(line) as { time?: string; lat?: number; lon?: number };
    if (time !== undefined && lat !== undefined && lon !== undefined)
      byTime.set(Date.parse(time), `${lat.toFixed(9)} ${lon.toFixed(9)}`);
  }
  return byTime;
}

describe("gpsd and the device on the same simulated receiver", () => {
  it.skipIf(!havePrograms(...NEEDED)).each<[string, Partial<ReceiverOptions>]>([
    ["a plain one", {}],
    ["u-blox, two systems", { model: "ublox", talker: "GN" }],
    ["SiRF", { model: "sirf" }],
    ["MediaTek", { model: "mtk", talker: "GN" }],
  ])(
    programTitle("R-01 report the same positions, to the nine decimals that gpsd prints: %s", ...NEEDED),
    async (_who, habits) => {
      const [one, other] = [await openPty(), await openPty()];
      closing.push(
        () => one.close(),
        () => other.close(),
      );
      const said = await listenWithGpsd(one);
      const fixes = await listenWithDevice(other);
      const whole = schoolRun(makeTown(5), { seed: 5, startMs: Date.UTC(2027, 1, 1, 5, 20), trip: "to-school" });
      const trace = { ...whole, points: whole.points.slice(20, 110) };
      // One receiver, one wire each: two readers of one port would take bytes from one another.
      const both = {
        write(bytes: Uint8Array) {
          one.write(bytes);
          other.write(bytes);
        },
      };
      const playing = replay({
        playable: playTrace(trace, { ...LIFELIKE, warmUpS: 5, ...habits }, 0),
        sink: both,
        timers: realTimers,
        pace: 25,
        baud: null,
      });
      await playing.ended;
      await until("both have come to the end", () => positions(said()).size >= 80 && fixes.length >= 80);
      const ours = new Map(fixes.map((fix) => [fix.timeMs, `${fix.latDeg.toFixed(9)} ${fix.lonDeg.toFixed(9)}`]));
      let compared = 0;
      for (const [timeMs, position] of positions(said())) {
        if (!ours.has(timeMs)) continue;
        expect(ours.get(timeMs), new Date(timeMs).toISOString()).toBe(position);
        compared++;
      }
      expect(compared).toBeGreaterThan(75);
    },
  );
});
