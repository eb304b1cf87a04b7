import type { FrameHeader } from "../../device/protocol/envelope.ts";
import { type FixReport, NO_FLAGS, type StatusReport } from "../../device/protocol/report.ts";
import type { Silence } from "../../device/protocol/silence.ts";
import { type Hearing, hear, NOTHING_HEARD } from "../../guardian/core/hearing.ts";
import { countSequence, NO_SEQUENCES, type SequenceTally } from "../../guardian/core/sequence-tally.ts";
import { makeDeviceState, viewOf } from "../../guardian/subscriber/device-state.ts";
import { isLive } from "../../guardian/web/page/freshness.ts";
import { spotsOf } from "../../guardian/web/page/spots.ts";
import type { Random } from "../../simulator/random.ts";

/** One frame on its way: sealed then, with the device's idea of the time, and arriving then; null: lost. */
interface Sent {
  header: FrameHeader;
  report: FixReport | StatusReport;
  sealedMs: number;
  arrivesMs: number | null;
}

/** What the page decides by, so that a test can put a fault in its place. */
export interface Reading {
  hear: typeof hear;
  isLive: typeof isLive;
}

export const own: Reading = { hear, isLive };

export interface TraceTally {
  looks: number;
  live: number;
  faults: string[];
}

const NOON_MS = Date.UTC(2026, 2, 9, 12);
const SECONDS = 900;
const FRESH_MS = 180_000;
const PAIR = { id: "device-1", label: "Danae" } as Parameters<typeof makeDeviceState>[0];
const STILL: readonly Silence[] = ["withdrawn", "outside-hours", "no-fix", "paused", "lamp-unconfirmed"];

function fixOf(timeS: number, sequence: number): FixReport {
  return {
    kind: "fix",
    flags: NO_FLAGS,
    timeS,
    latE7: 395_000_000,
    lonE7: 222_000_000,
    altitudeM: null,
    accuracyM: 5,
    speedMps: null,
    courseDeg: null,
    batteryPercent: 60,
    consent: 1,
    sequence,
  };
}

function statusOf(timeS: number, silence: Silence, sequence: number): StatusReport {
  const receipts = { count: 0, head: new Uint8Array(8) };
  return {
    kind: "status",
    flags: NO_FLAGS,
    timeS,
    silence,
    batteryPercent: 60,
    consent: 1,
    sequence,
    lastFixAgeS: null,
    nextS: 0,
    queued: 0,
    receipts,
  };
}

/** A device that tracks and stops, over a network that delays, reorders, loses and keeps back; its clock may lie. */
function sentOf(random: Random): Sent[] {
  const sent: Sent[] = [];
  const wrongS = random.next() < 0.15 ? random.whole(-4000, 40_000) : random.whole(-2, 2);
  let sequence = 0;
  let silence: Silence = "tracking";
  let outageMs = 0;
  for (let second = 0; second < SECONDS; second += random.whole(3, 20)) {
    const sealedMs = NOON_MS + second * 1000;
    const turned = random.next() < 0.04;
    if (turned) silence = silence === "tracking" ? (STILL[random.whole(0, STILL.length - 1)] ?? "no-fix") : "tracking";
    if (outageMs < sealedMs && random.next() < 0.03) outageMs = sealedMs + random.whole(10, 500) * 1000;
    if (silence !== "tracking" && !turned) continue;
    const timeS = Math.floor(sealedMs / 1000) + wrongS;
    const report = silence === "tracking" ? fixOf(timeS, ++sequence) : statusOf(timeS, silence, sequence);
    const delayMs = Math.max(0, outageMs - sealedMs) + random.whole(0, random.next() < 0.1 ? 60_000 : 800);
    const arrivesMs = random.next() < 0.05 ? null : sealedMs + delayMs;
    sent.push({ header: { epoch: Math.floor(second / 300), number: second % 300 }, report, sealedMs, arrivesMs });
  }
  return sent;
}

/** Of what has arrived, the one that was sealed last: read from the list anew at every look. */
function newestOf(arrived: readonly Sent[], kind: "fix" | null): Sent | null {
  let newest: Sent | null = null;
  for (const one of arrived) {
    if (kind !== null && one.report.kind !== kind) continue;
    if (newest === null || one.sealedMs > newest.sealedMs) newest = one;
  }
  return newest;
}

function missingIn(arrived: readonly Sent[]): number {
  const held = arrived.flatMap(({ report }) => (report.kind === "fix" ? [report.sequence] : []));
  return held.length === 0 ? 0 : Math.max(...held) - Math.min(...held) + 1 - held.length;
}

function faultsAt(arrived: readonly Sent[], live: boolean, view: ReturnType<typeof viewOf>, nowMs: number): string[] {
  const faults: string[] = [];
  const last = newestOf(arrived, "fix");
  const account = newestOf(arrived, null);
  if ((view.lastFix?.fix ?? null) !== (last?.report ?? null)) faults.push("the last fix is not the one sealed last");
  const heardMs = arrived.length === 0 ? null : Math.max(...arrived.map(({ arrivesMs }) => arrivesMs ?? 0));
  if (view.lastHeardMs !== heardMs) faults.push("last heard is not when the last frame came");
  if (view.missingFixes !== missingIn(arrived)) faults.push("the gap count is not what is missing");
  if (!live) return faults;
  const ageMs = last === null ? Number.POSITIVE_INFINITY : nowMs - last.report.timeS * 1000;
  if (!(Math.abs(ageMs) <= FRESH_MS)) faults.push("a stale position is shown as live");
  if (account?.report.kind !== "fix") faults.push("a position is shown as live after the device said that it stopped");
  return faults;
}

/** Plays one trace, and looks at the page every few seconds. */
export function readTrace(tally: TraceTally, random: Random, reading: Reading): void {
  const sent = sentOf(random).filter((one): one is Sent & { arrivesMs: number } => one.arrivesMs !== null);
  const inOrder = [...sent].sort((a, b) => a.arrivesMs - b.arrivesMs);
  const arrived: Sent[] = [];
  let hearing: Hearing = NOTHING_HEARD;
  let sequences: SequenceTally = NO_SEQUENCES;
  let linkUp = true;
  for (let nowMs = NOON_MS; nowMs < NOON_MS + (SECONDS + 400) * 1000; nowMs += random.whole(5000, 30_000)) {
    while ((inOrder[0]?.arrivesMs ?? Number.POSITIVE_INFINITY) <= nowMs) {
      const one = inOrder.shift() as Sent & { arrivesMs: number };
      arrived.push(one);
      hearing = reading.hear(hearing, one.header, one.report, one.arrivesMs);
      if (one.report.kind === "fix") sequences = countSequence(sequences, one.report.sequence);
    }
    if (random.next() < 0.02) linkUp = !linkUp;
    const serverHeard = random.next() < 0.97;
    const view = viewOf(makeDeviceState(PAIR, hearing, sequences), { up: linkUp, sinceMs: NOON_MS }, nowMs);
    const now = { nowMs, serverHeard, linkUp };
    const live = reading.isLive(view, now);
    tally.looks++;
    if (live) tally.live++;
    tally.faults.push(...faultsAt(arrived, live, view, nowMs));
    if (live && !(serverHeard && linkUp)) tally.faults.push("a position is shown as live while nobody is heard");
    // Words about times are slow to make.
    const spot = tally.looks % 8 === 0 ? spotsOf([view], now).get("device-1") : undefined;
    if (spot !== undefined && !spot.live && !spot.seen?.startsWith("last seen"))
      tally.faults.push("an old position stands on the map without the time at which it was true");
  }
}
