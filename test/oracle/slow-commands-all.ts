import { random } from "../random.ts";
import { bodiesOf } from "./slow-commands-bodies.ts";
import type { Firmware } from "./slow-commands-device.ts";
import { STATES } from "./slow-commands-states.ts";
import { blankTally, controlOf, type Tally, tryCode } from "./slow-commands-trial.ts";

export const CODES = 256;
const KEPT_EXAMPLES = 20;

export interface Commands extends Tally {
  /** States whose own life, unattacked, is not what their name says. */
  wrongStates: string[];
}

/**
 * Every code with so many argument blocks, shared out over all states.
 * @param everyCode 1: each of 256; n: each n-th.
 */
export function tryAllCodes(
  parts: Firmware,
  blocks: number,
  seed: number,
  progress: (share: number) => void,
  everyCode = 1,
): Commands {
  const all: Commands = { ...blankTally(), wrongStates: [] };
  const each = Math.ceil(blocks / STATES.length);
  for (const [at, state] of STATES.entries()) {
    // With fewer codes a state, each of them still comes in some state.
    const firstCode = at % everyCode;
    const control = controlOf(parts, state);
    if (control.later > 0 !== state.leaves) all.wrongStates.push(state.name);
    for (let code = firstCode; code < CODES; code += everyCode) {
      const found = tryCode(parts, state, bodiesOf(code, each, random(seed + code * 977 + at)), control, all);
      for (const one of found) all.violations.push(`${state.name}, code ${code}: ${one}`);
      if (all.violations.length > KEPT_EXAMPLES) return all;
    }
    progress((at + 1) / STATES.length);
  }
  return all;
}
