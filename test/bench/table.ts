import type { Measurement } from "./measurement.ts";

/** The middle value; of an even number, the mean of the two in the middle. */
export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/**
 * Several runs of one comparison as one: the median of every rate.
 * @throws Error when the runs do not measure the same things.
 */
export function medianOf(runs: Measurement[]): Measurement {
  const [first] = runs;
  if (first === undefined) throw new Error("A median needs at least one run.");
  const peers = first.peers.map((peer, i) => {
    const rates = runs.map((run) => run.peers[i]);
    if (rates.some((one) => one?.name !== peer.name)) throw new Error(`${first.name}: the runs do not name the same peers.`);
    return { name: peer.name, rate: median(rates.map((one) => one?.rate ?? Number.NaN)) };
  });
  return { ...first, ours: median(runs.map((run) => run.ours)), peers };
}

function figure(value: number): string {
  return value.toLocaleString("en-GB", { maximumFractionDigits: value < 100 ? 1 : 0 });
}

/** How many times better ours is: above 1 is better, whichever way the unit counts. */
function advantage(measured: Measurement, rate: number): string {
  const times = measured.lowerIsBetter === true ? rate / measured.ours : measured.ours / rate;
  return Number.isFinite(times) ? `${times.toFixed(times < 10 ? 2 : 1)}x` : "-";
}

/** A comparison as lines of text: name, goal, ours, then each peer with what ours is to it. */
export function tableOf(measured: Measurement): string {
  const better = measured.lowerIsBetter === true ? "fewer are better" : "more are better";
  const rows = [
    { name: "lychnos", rate: measured.ours, times: "" },
    ...measured.peers.map((peer) => ({ ...peer, times: advantage(measured, peer.rate) })),
  ];
  const width = Math.max(...rows.map((row) => row.name.length));
  const wide = Math.max(...rows.map((row) => figure(row.rate).length));
  const lines = rows.map((row) => `  ${row.name.padEnd(width)}  ${figure(row.rate).padStart(wide)}  ${row.times}`.trimEnd());
  const goal = measured.goal === undefined ? [] : [`  goal: ${measured.goal}`];
  return [`${measured.name} (${measured.unit}, ${better})`, ...lines, ...goal].join("\n");
}
