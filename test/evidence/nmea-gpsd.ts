import { CORPORA, corpus } from "../corpora.ts";
import { compare, type Difference } from "../oracle/gpsd-comparison.ts";
import { REASONS } from "../oracle/gpsd-reason.ts";
import { decodeAll, recordings } from "../oracle/gpsd-recording.ts";
import type { Finding, Proof } from "./proof.ts";

function listed(differences: Difference[]): string[] {
  const counts = new Map<string, number>();
  for (const { recording, what, reason } of differences) {
    const line = `${recording}: ${what}: ${reason ?? "UNEXPLAINED"}`;
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  const lines = [...counts].map(([line, count]) => `${line}: ${count}`);
  const used = Object.entries(REASONS).filter(([reason]) => differences.some((one) => one.reason === reason));
  return [...lines, ...used.map(([reason, meaning]) => `${reason}: ${meaning}`)];
}

async function run(): Promise<Finding> {
  const folder = corpus("gpsd");
  if (folder === null)
    return {
      count: 0,
      figure: "",
      holds: false,
      missing: `gpsd's recordings (test/daemon/*.log and *.log.chk) in ${CORPORA}/gpsd`,
    };
  const all = recordings(folder);
  const compared = all.map((recording) => compare(recording, decodeAll));
  const differences = compared.flatMap((one) => one.differences);
  const unexplained = differences.filter((one) => one.reason === null).length;
  const positions = compared.reduce((sum, one) => sum + one.positions, 0);
  const equal = compared.reduce((sum, one) => sum + one.equal, 0);
  return {
    count: positions,
    figure: `${equal} of ${positions} positions of gpsd in ${all.length} recordings are ours too, to the nine decimals that gpsd prints; ${differences.length} differences, each with its reason, ${unexplained} without`,
    holds: unexplained === 0,
    details: listed(differences),
  };
}

export const proof: Proof = {
  name: "nmea/gpsd",
  claim:
    "From what a receiver sent, the device reads the positions that gpsd reads; every difference has a reason that follows from the recording.",
  run,
};
