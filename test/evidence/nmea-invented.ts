import { CORPORA, corpus } from "../corpora.ts";
import { decodeAll, recordings } from "../oracle/gpsd-recording.ts";
import { invented } from "../oracle/nmea-invented.ts";
import { compareWithSimple, SIMPLE_REASONS, type SimpleReason } from "../oracle/nmea-simple-comparison.ts";
import type { Finding, Proof } from "./proof.ts";

interface Totals {
  fixes: number;
  invented: number;
  sentences: number;
  agree: number;
  unexplained: number;
  reasons: Map<SimpleReason, number>;
}

function addUp(folder: string): Totals {
  const totals: Totals = { fixes: 0, invented: 0, sentences: 0, agree: 0, unexplained: 0, reasons: new Map() };
  for (const recording of recordings(folder)) {
    const text = Buffer.from(recording.bytes).toString("latin1");
    const fixes = decodeAll(recording.bytes);
    const simple = compareWithSimple(text, fixes);
    totals.fixes += fixes.length;
    totals.invented += invented(text, fixes).length;
    totals.sentences += simple.sentences;
    totals.agree += simple.agree;
    totals.unexplained += simple.unexplained;
    for (const [reason, count] of simple.reasons) totals.reasons.set(reason, (totals.reasons.get(reason) ?? 0) + count);
  }
  return totals;
}

async function run(): Promise<Finding> {
  const folder = corpus("gpsd");
  if (folder === null)
    return { count: 0, figure: "", holds: false, missing: `recordings of receivers (*.log) in ${CORPORA}/gpsd` };
  const totals = addUp(folder);
  return {
    count: totals.fixes,
    figure: `${totals.invented} of ${totals.fixes} fixes invented; of ${totals.sentences} sentences with a place for a position, nmea-simple agrees on ${totals.agree}, disagreements without a reason: ${totals.unexplained}`,
    holds: totals.invented === 0 && totals.unexplained === 0,
    details: [...totals.reasons].map(([reason, count]) => `nmea-simple: ${reason}: ${count} (${SIMPLE_REASONS[reason]})`),
  };
}

export const proof: Proof = {
  name: "nmea/invented",
  claim:
    "No fix is ever told whose position does not stand, literally, in a checksum-valid sentence of its epoch that itself says it is valid.",
  run,
};
