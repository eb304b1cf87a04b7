import { searchFor } from "../oracle/canaries.ts";
import { until } from "../system/processes.ts";
import { makeRealLine } from "../system/real-line.ts";
import { CANARY_LABEL } from "../system/track.ts";
import { program } from "../system-part.ts";
import type { Finding, HowToRun, Proof } from "./proof.ts";

/** Fixes that must have crossed before the capture is searched. */
const FIXES = { quick: 8, full: 120 };
const SEARCHED_FIXES = 8;

async function run({ quick, progress }: HowToRun): Promise<Finding> {
  const wanted = quick ? FIXES.quick : FIXES.full;
  const line = await makeRealLine({ broker: program("mosquitto") === null ? "embedded" : "mosquitto" });
  try {
    await line.startBroker();
    await line.startConsole();
    await line.startReceiver();
    line.startDevice();
    const deadlineMs = 30_000 + wanted * 3000;
    const enough = (): boolean => {
      const crossed = line.trail().length;
      progress(crossed / wanted);
      return crossed >= wanted;
    };
    await until("enough fixes cross the broker", enough, deadlineMs);
    const trail = line.trail();
    const capture = line.tap.captured();
    // Not all: a form of four bytes is met by chance once in 2^32 places, and the search must not find what is not there.
    const every = Math.ceil(trail.length / SEARCHED_FIXES);
    const degrees = trail.filter((_, index) => index % every === 0).flatMap(({ fix }) => [fix.latE7 / 1e7, fix.lonE7 / 1e7]);
    const texts = [CANARY_LABEL, "Kallisto", line.serial, "lychnos-line", "A guardian, Street 1", "To be found"];
    const { found, searched } = searchFor({ degrees, texts }, capture);
    const chance = (capture.length * searched) / 2 ** 32;
    return {
      count: searched,
      figure: `${found.length} forms found of ${searched} searched for in ${capture.length} captured bytes of ${trail.length} fixes; a chance find is expected ${chance.toExponential(1)} times`,
      holds: found.length === 0 && trail.length >= wanted && capture.length > trail.length * 64,
      details: found.map((name) => `found as ${name}`),
    };
  } finally {
    await line.close();
  }
}

export const proof: Proof = {
  name: "wire/clear",
  claim: "A capture of the broker's traffic holds no coordinate, name or device id in the clear, in 17 encodings.",
  run,
};
