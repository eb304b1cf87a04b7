import { FINEST_BOUND_M } from "../../device/core/bound.ts";
import type { Fix } from "../../device/core/fix.ts";
import { HEARTBEAT_S } from "../../device/core/sampling.ts";
import { batchTracks } from "../oracle/batch-tracks.ts";
import { fewestMessages } from "../oracle/clairvoyant.ts";
import { placesOf, watchMaps } from "../oracle/sampling-bound.ts";
import { type Going, madeUpTrack } from "../oracle/sampling-tracks.ts";
import { benchWireBytes } from "./bytes.ts";
import type { Bench, Measurement } from "./measurement.ts";
import { EACH_TEN_SECONDS, follow, MESHTASTIC, OWN_TRACKS_ANDROID, OWN_TRACKS_IOS } from "./peer-sampling.ts";

type Ways = "walk" | "bike" | "drive" | "recorded";

const SEEDS = [1, 2, 3, 4, 5, 6];
const SECONDS = 1800;
/** Meshtastic over MQTT, a position with encryption and without authentication, as measured on the wire with QoS 1 in TLS. */
const MESHTASTIC_BYTES = 173;

/** One way of sampling on all ways of a kind. */
interface Line {
  name: string;
  messagesAnHour: number;
  bytesAnHour: number;
  /** Null for the bound of a program that draws no map. */
  errorsM: number[] | null;
}

async function fixesOf(ways: Ways): Promise<Fix[][]> {
  if (ways !== "recorded") return SEEDS.map((seed) => madeUpTrack(ways satisfies Going, seed, SECONDS).fixes);
  return (await batchTracks()).filter(({ name }) => name.startsWith("gb_")).map(({ fixes }) => fixes);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

async function measure(ways: Ways): Promise<Line[]> {
  const all = await fixesOf(ways);
  const hours = sum(all.map((fixes) => fixes.length)) / 3600;
  const wire = await benchWireBytes();
  const ownTracks = wire.peers[0]?.rate ?? Number.NaN;
  const line = (name: string, bytes: number, runs: { messages: number; errorsM: number[] }[]): Line => {
    const messagesAnHour = sum(runs.map((run) => run.messages)) / hours;
    return { name, messagesAnHour, bytesAnHour: messagesAnHour * bytes, errorsM: runs.flatMap((run) => run.errorsM) };
  };
  const terms = { intervalS: 1, decimals: 6, coarser: null, batteryPercent: null };
  const byRule = (rule: typeof MESHTASTIC, bytes: number): Line =>
    line(
      rule.name,
      bytes,
      all.map((fixes) => follow(rule, fixes)),
    );
  const ours = (name: string, heartbeatS: number): Line =>
    line(
      name,
      wire.ours,
      all.map((fixes) => watchMaps(fixes, { ...terms, heartbeatS })),
    );
  const fewest = sum(all.map((fixes) => fewestMessages(placesOf(fixes), FINEST_BOUND_M))) / hours;
  return [
    ours("lychnos", HEARTBEAT_S),
    ours("lychnos, without heartbeats", Number.POSITIVE_INFINITY),
    byRule(EACH_TEN_SECONDS, wire.ours),
    byRule(OWN_TRACKS_ANDROID, ownTracks),
    byRule(OWN_TRACKS_IOS, ownTracks),
    byRule(MESHTASTIC, MESHTASTIC_BYTES),
    { name: "the fewest, knowing the way", messagesAnHour: fewest, bytesAnHour: fewest * wire.ours, errorsM: null },
  ];
}

// The same in every round: worked out once.
const known = new Map<Ways, Promise<Line[]>>();
function linesOf(ways: Ways): Promise<Line[]> {
  const lines = known.get(ways) ?? measure(ways);
  known.set(ways, lines);
  return lines;
}

interface Figure {
  name: string;
  unit: string;
  goal?: string;
  of(line: Line): number | null;
}

function share(errorsM: number[] | null, part: number): number | null {
  if (errorsM === null) return null;
  const sorted = [...errorsM].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? null;
}

const MESSAGES: Figure = { name: "Messages an hour", unit: "messages/h", of: (line) => line.messagesAnHour };
const BYTES: Figure = { name: "Bytes an hour on the wire, both ways", unit: "bytes/h", of: (line) => line.bytesAnHour };
const MEAN: Figure = {
  name: "Error of the live map, mean",
  unit: "metres",
  of: ({ errorsM }) => (errorsM === null ? null : sum(errorsM) / errorsM.length),
};
const MOST_OFTEN: Figure = {
  name: "Error of the live map, 95th percentile",
  unit: "metres",
  of: ({ errorsM }) => share(errorsM, 0.95),
};
const LARGEST: Figure = {
  name: "Error of the live map, largest",
  unit: "metres",
  goal: `never above ${FINEST_BOUND_M} m`,
  of: ({ errorsM }) => share(errorsM, 1),
};
const GOALS: Partial<Record<Ways, string>> = {
  walk: "without heartbeats at most 2.5 times the fewest",
  drive: "without heartbeats at most 2.2 times the fewest",
};
const PLACES: Record<Ways, string> = {
  walk: "made-up walks",
  bike: "made-up rides by bicycle",
  drive: "made-up drives",
  recorded: "recorded tracks",
};

function bench(ways: Ways, figure: Figure): Bench {
  return async (): Promise<Measurement> => {
    const [first, ...others] = await linesOf(ways);
    const goal = figure === MESSAGES ? GOALS[ways] : figure.goal;
    return {
      name: `${figure.name}, ${PLACES[ways]}, a fix a second`,
      unit: figure.unit,
      lowerIsBetter: true,
      ours: first === undefined ? Number.NaN : (figure.of(first) ?? Number.NaN),
      peers: others.flatMap((line) => {
        const rate = figure.of(line);
        return rate === null ? [] : [{ name: line.name, rate }];
      }),
      ...(goal === undefined ? {} : { goal }),
    };
  };
}

export const benchWalkMessages = bench("walk", MESSAGES);
export const benchWalkBytes = bench("walk", BYTES);
export const benchWalkMean = bench("walk", MEAN);
export const benchWalkMostOften = bench("walk", MOST_OFTEN);
export const benchWalkLargest = bench("walk", LARGEST);
export const benchBikeMessages = bench("bike", MESSAGES);
export const benchBikeBytes = bench("bike", BYTES);
export const benchBikeMean = bench("bike", MEAN);
export const benchBikeMostOften = bench("bike", MOST_OFTEN);
export const benchBikeLargest = bench("bike", LARGEST);
export const benchDriveMessages = bench("drive", MESSAGES);
export const benchDriveBytes = bench("drive", BYTES);
export const benchDriveMean = bench("drive", MEAN);
export const benchDriveMostOften = bench("drive", MOST_OFTEN);
export const benchDriveLargest = bench("drive", LARGEST);
export const benchRecordedMessages = bench("recorded", MESSAGES);
export const benchRecordedBytes = bench("recorded", BYTES);
export const benchRecordedMean = bench("recorded", MEAN);
export const benchRecordedMostOften = bench("recorded", MOST_OFTEN);
export const benchRecordedLargest = bench("recorded", LARGEST);
