import type { Submitted } from "./read-submit.ts";

/** What the network does with a message: takes it, or refuses it with a number of +CMS ERROR. */
export type Verdict = { kind: "taken" } | { kind: "refused"; code: number };

/** The network above a simulated modem, and all phones. */
export interface Air {
  /** Whether there is a network at all. */
  covered: boolean;
  submit(message: Submitted): Verdict;
  /** Everything that the network took, in its order. Whether it also delivers is another matter. */
  readonly taken: readonly Submitted[];
  /** Decides from now on. */
  setVerdict(verdictOf: (message: Submitted) => Verdict): void;
}

export function makeAir(): Air {
  const taken: Submitted[] = [];
  let verdictOf: (message: Submitted) => Verdict = () => ({ kind: "taken" });
  return {
    covered: true,
    submit(message) {
      const verdict = verdictOf(message);
      if (verdict.kind === "taken") taken.push(message);
      return verdict;
    },
    taken,
    setVerdict(to) {
      verdictOf = to;
    },
  };
}
