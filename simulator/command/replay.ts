import { Command, Option } from "commander";
import { traceOf } from "../convert.ts";
import { playRecording, playTrace, recordingStart, shiftToNow } from "../playable.ts";
import { PtyFault } from "../pty/pty-fault.ts";
import { realTimers } from "../real-timers.ts";
import { type Playable, type Replay, replay } from "../replay.ts";
import type { Outcome } from "../trace/fault.ts";
import { readTraceFile, type TraceFile } from "../trace/read-trace-file.ts";
import { listenOption, type NetworkAddress, sendOption } from "./network-address.ts";
import { baudOption, speedOption } from "./options.ts";
import { type Outlet, ptyOutlet, streamOutlet } from "./outlet.ts";
import { OutletFault } from "./outlet-fault.ts";
import { showProgress } from "./progress.ts";
import { asksForReceiver, type ReceiverFlags, receiverOptions, withReceiver } from "./receiver-flags.ts";
import { tcpOutlet } from "./tcp-outlet.ts";
import { udpOutlet } from "./udp-outlet.ts";

interface ReplayFlags extends ReceiverFlags {
  pty?: string;
  tcp?: NetworkAddress;
  udp?: NetworkAddress;
  stdout?: true;
  speed: number | "max";
  time: "own" | "original" | "now";
  baud?: number;
  loop?: true;
}

const EXAMPLES = `
FILE is an NMEA log, whose own bytes are played, or a track in GPX, KML, TCX, FIT, GeoJSON, CSV or GeoLife PLT, which a
simulated receiver tells. It is told by how it begins, not by its name. With --talker, --model, --rate or another option
of the receiver the positions of a log are told anew, too.

Examples:
  $ lychnos sim replay monday.nmea --pty /tmp/gps               a serial port for any program, for example gpsd
  $ lychnos sim replay monday.nmea --pty /tmp/gps --time now    a tracker refuses positions of another day
  $ lychnos sim replay ride.fit --tcp 10110 --model ublox --talker GN --rate 5
  $ lychnos sim replay walk.kml --udp 192.168.1.7:10110         OpenCPN, or a phone, on another machine
  $ lychnos sim replay walk.gpx --stdout --speed max | less     all of it, at once
  $ lychnos sim replay monday.nmea --baud 9600 --loop           a slow line, again and again, until Ctrl-C`;

/** `sim replay`: plays a file into a pseudo-terminal, to the network or to standard output. */
export function replayCommand(): Command {
  const command = new Command("replay")
    .description("play a recording or a track into a pseudo-terminal, as a GPS receiver would")
    .argument("<file>", "an NMEA log, or a track in GPX, KML, TCX, FIT, GeoJSON, CSV or GeoLife PLT")
    .option("--pty <link>", "path of a link to the serial port (default: the system's own name for it)")
    .addOption(
      new Option("--tcp <address>", "serve it to whoever connects, [host:]port")
        .argParser(listenOption)
        .conflicts(["pty", "udp", "stdout"]),
    )
    .addOption(
      new Option("--udp <address>", "send it as datagrams, [host:]port").argParser(sendOption).conflicts(["pty", "stdout"]),
    )
    .addOption(new Option("--stdout", "write to standard output instead").conflicts("pty"))
    .option("--speed <factor>", 'times as fast as it happened, or "max"; "max" waits for the reader', speedOption, 1)
    .addOption(
      new Option("--time <which>", "the file's own (original) time, or moved to begin now")
        .choices(["own", "original", "now"])
        .default("own"),
    )
    .option("--baud <rate>", "send no faster than such a line (default: no limit)", baudOption)
    .option("--loop", "begin again at the end");
  return withReceiver(command).addHelpText("after", EXAMPLES).action(run);
}

async function run(path: string, flags: ReplayFlags): Promise<void> {
  const file = await readTraceFile(path);
  const read = file.ok ? asAsked(file.value, flags) : file;
  if (!read.ok) return fail(`${path}: ${read.fault.message}`);
  try {
    const outlet = await outletOf(flags);
    if (outlet.name !== null)
      process.stderr.write(`${outlet.name.includes("://") ? "Address" : "Serial port"}: ${outlet.name}\n`);
    await playUntilStopped(read.value, flags, outlet);
  } catch (error) {
    if (!(error instanceof PtyFault) && !(error instanceof OutletFault)) throw error;
    fail(error.message);
  }
}

/** A log is played as it is, unless somebody asks for another receiver than the one that wrote it. */
function asAsked(file: TraceFile, flags: ReplayFlags): Outcome<TraceFile> {
  if (file.kind === "trace" || !asksForReceiver(flags)) return { ok: true, value: file };
  const trace = traceOf(file);
  return trace.ok ? { ok: true, value: { kind: "trace", trace: trace.value } } : trace;
}

function outletOf({ stdout, tcp, udp, pty }: ReplayFlags): Promise<Outlet> {
  if (stdout === true) return Promise.resolve(streamOutlet(process.stdout));
  if (tcp !== undefined) return tcpOutlet(tcp);
  return udp === undefined ? ptyOutlet(pty) : udpOutlet(udp);
}

function fail(message: string): void {
  process.stderr.write(`lychnos sim replay: ${message}\n`);
  process.exitCode = 1;
}

/** Ctrl-C, the end of a service, a terminal that is closed: all of them end a replay as they should. */
const ENDINGS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

async function playUntilStopped(file: TraceFile, flags: ReplayFlags, outlet: Outlet): Promise<void> {
  let current: Replay | null = null;
  let stopped = false;
  const stop = (): void => {
    stopped = true;
    current?.stop();
  };
  for (const signal of ENDINGS) process.once(signal, stop);
  outlet.onBroken(stop);
  const hideProgress = showProgress(process.stderr, () => current);
  if (flags.speed === "max") await someoneListens(outlet, () => stopped);
  while (!stopped) {
    current = replay({
      playable: playableOf(file, flags),
      sink: outlet,
      timers: realTimers,
      pace: flags.speed,
      baud: flags.baud ?? null,
    });
    await current.ended;
    if (flags.loop !== true) break;
  }
  hideProgress();
  await outlet.close();
  for (const signal of ENDINGS) process.removeListener(signal, stop);
  if (outlet.dropped() > 0)
    process.stderr.write(`${outlet.dropped()} bytes went unread: nobody had the port open, or the reader was too slow.\n`);
}

function playableOf(file: TraceFile, flags: ReplayFlags): Playable {
  const { time } = flags;
  if (file.kind === "trace") {
    const startMs = file.trace.points[0]?.timeMs ?? null;
    return playTrace(file.trace, receiverOptions(flags), time === "now" ? shiftToNow(startMs, Date.now()) : 0);
  }
  return playRecording(file.recording, time === "now" ? shiftToNow(recordingStart(file.recording), Date.now()) : 0);
}

const LOOK_EVERY_MS = 20;

/** At full speed there would be nothing left by the time somebody opens the port. */
async function someoneListens(outlet: Outlet, stopped: () => boolean): Promise<void> {
  if (outlet.listened()) return;
  process.stderr.write("Waiting until a program opens it.\n");
  while (!outlet.listened() && !stopped()) await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
}
