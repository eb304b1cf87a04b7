import { readFileSync } from "node:fs";
import { join } from "node:path";
import { makeTracker } from "../../device/core/boot.ts";
import { claimsAt } from "../../device/core/claims.ts";
import type { Fix } from "../../device/core/fix.ts";
import type { PermittedFix } from "../../device/core/gate.ts";
import { feed, finish, makeNmea } from "../../device/core/nmea.ts";
import { makePair } from "../../device/core/pair.ts";
import { HEARTBEAT_S } from "../../device/core/sampling.ts";
import { fixReport } from "../../device/core/sending.ts";
import { nothingStored } from "../../device/core/stored.ts";
import { eastMetres, METRES_A_DEGREE, seeFix } from "../../device/core/velocity.ts";
import { deriveKeys } from "../../device/protocol/keys.ts";
import type { FixReport } from "../../device/protocol/report.ts";
import { playTrace } from "../../simulator/playable.ts";
import { FAITHFUL } from "../../simulator/receiver/receiver.ts";
import { readNmeaRecording } from "../../simulator/trace/nmea-recording.ts";
import { readTraceFile } from "../../simulator/trace/read-trace-file.ts";
import { corpus } from "../corpora.ts";
import { toyCipher } from "../toy-cipher.ts";
import { consentNow } from "./withdrawal-stand.ts";

/** A way that somebody went, or that the simulator made up, as the device's own parser reads it: a fix a second. */
export interface Track {
  name: string;
  fixes: Fix[];
}

/** Movement below this is the receiver's noise more often than the wearer's steps. */
const MOVED_M = 8;
const SCHOOL_RUN = join(import.meta.dirname, "../../simulator/traces/school-run.nmea");
const RECORDED = ["gb_bike_gpx", "gb_garmin-edge-800-output", "gb_mtk_logger", "gb_wahoo-element-bolt"];

function fixesOf(bursts: Iterable<Uint8Array>): Fix[] {
  const fixes: Fix[] = [];
  const nmea = makeNmea("decoded");
  const sink = { fix: (fix: Fix) => void fixes.push({ ...fix }), refused: () => undefined };
  for (const bytes of bursts) {
    feed(nmea, bytes, sink);
    finish(nmea, sink);
  }
  return fixes;
}

function* burstsOf(playable: ReturnType<typeof playTrace>): Generator<Uint8Array> {
  const bursts = playable.bursts();
  for (let step = bursts.next(); step.done !== true; step = bursts.next()) yield step.value.bytes;
}

/** The school run of the simulator, and the recorded tracks that are on this machine. */
export async function batchTracks(): Promise<Track[]> {
  const recording = readNmeaRecording(readFileSync(SCHOOL_RUN));
  if (!recording.ok) throw new Error(recording.fault.message);
  const tracks: Track[] = [{ name: "school run", fixes: fixesOf(recording.value.bursts.map((burst) => burst.bytes)) }];
  const folder = corpus("tracks");
  for (const name of folder === null ? [] : RECORDED) {
    const read = await readTraceFile(join(folder as string, `${name}.gpx`));
    if (!read.ok || read.value.kind !== "trace") throw new Error(`${name}: not a track`);
    tracks.push({ name, fixes: fixesOf(burstsOf(playTrace(read.value.trace, FAITHFUL, 0))) });
  }
  return tracks;
}

/** A fix an interval while there is movement: more than the device's own sampling tells, and as regular as batches are at their best. */
function regular(fixes: readonly Fix[], intervalS: number): Set<Fix> {
  const chosen = new Set<Fix>();
  let last: Fix | null = null;
  for (const fix of fixes) {
    if (last !== null) {
      const waitedS = (fix.timeMs - last.timeMs) / 1000;
      const movedM = Math.hypot((fix.latDeg - last.latDeg) * METRES_A_DEGREE, eastMetres(fix.lonDeg - last.lonDeg, fix.latDeg));
      if (waitedS >= 0 && (waitedS < intervalS || (movedM < MOVED_M && waitedS < HEARTBEAT_S))) continue;
    }
    chosen.add(fix);
    last = fix;
  }
  return chosen;
}

/** What the device would report of the regular fixes at this precision, by its own coarsening, speed and course. */
export function reportsOf(track: Track, intervalS: number, decimals: number): FixReport[] {
  const state = makeTracker({ ...nothingStored(), cipher: toyCipher, timeSource: "host", builtMs: 0, upMs: 0, notice: null });
  state.consent = consentNow({ intervalS, decimals });
  const claims = claimsAt(state, 0, null, null);
  const moment = { upMs: 0, hostUtcMs: null, batteryPercent: 80 };
  const pair = makePair(0, deriveKeys(toyCipher, new Uint8Array(32)));
  const reports: FixReport[] = [];
  const chosen = regular(track.fixes, intervalS);
  for (const fix of track.fixes) {
    const permitted = { fix } as unknown as PermittedFix;
    seeFix(state.sampling.velocity, fix);
    if (!chosen.has(fix)) continue;
    state.outbox.sequence += 1;
    reports.push(fixReport(state, pair, permitted, claims, moment));
  }
  return reports;
}
