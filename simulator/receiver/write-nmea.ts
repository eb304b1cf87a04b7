import { playTrace } from "../playable.ts";
import { SYNTHETIC_MARK, SYNTHETIC_NOTICE } from "../trace/synthetic-mark.ts";
import type { Trace } from "../trace/trace.ts";
import type { ReceiverOptions } from "./receiver.ts";
import { notice } from "./sky-sentences.ts";

/**
 * What a receiver would say along a trace, as a log. A made-up trace says so twice: in `#` lines for people, and in a TXT
 * sentence that is replayed with the rest and reaches whoever reads the port.
 * @param madeWith the command that makes the same file again
 */
export function writeNmea(trace: Trace, options: ReceiverOptions, madeWith: string): string {
  const head = trace.synthetic ? `# ${SYNTHETIC_MARK}\n` : "# Computed from a recorded track by the Lychnos simulator.\n";
  const txt = trace.synthetic ? notice(SYNTHETIC_NOTICE) : "";
  let log = `${head}# Name: ${trace.name}\n# Made with: ${madeWith}\n${txt}`;
  const bursts = playTrace(trace, options, 0).bursts();
  for (let step = bursts.next(); step.done !== true; step = bursts.next()) {
    log += Buffer.from(step.value.bytes).toString("latin1");
  }
  return log;
}
