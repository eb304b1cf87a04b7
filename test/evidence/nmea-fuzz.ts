import { corpusLines } from "../oracle/corpus-lines.ts";
import { fuzz, HEAP_NOISE, realCandidate } from "../oracle/nmea-fuzz.ts";
import type { Finding, HowToRun, Proof } from "./proof.ts";

const QUICK_BYTES = 4_000_000;
const FULL_BYTES = 100_000_000;

async function run(how: HowToRun): Promise<Finding> {
  const total = how.quick ? QUICK_BYTES : FULL_BYTES;
  const result = fuzz(realCandidate, corpusLines(), total, how.seed, (share) => how.progress(share));
  const flat = result.heapGrowth < HEAP_NOISE;
  const grown = (Math.max(0, result.heapGrowth) / 1e6).toFixed(1);
  return {
    count: result.bytes,
    figure: `${result.bytes} hostile bytes: ${result.crashes} crashes, ${result.fixes} fixes, ${result.invented} of them from no checksum-valid sentence, ${result.refused} refusals, memory grew by ${grown} MB`,
    holds: result.crashes === 0 && result.invented === 0 && result.fixes > 0 && flat,
  };
}

export const proof: Proof = {
  name: "nmea/fuzz",
  claim:
    "Noise, damaged, cut and spliced sentences never crash the decoder, never fill its memory, and never give a fix without a checksum-valid sentence behind it.",
  run,
};
