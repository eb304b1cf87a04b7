/** What the command line asks for. */
export interface Ask {
  /** Names or beginnings of names; none means all. */
  names: string[];
  list: boolean;
  quick: boolean;
  /** Writes what was found into docs/evidence.md. */
  record: boolean;
  seed: number;
}

/** Any run can be repeated by its seed; this one is used when none is given. */
export const DEFAULT_SEED = 20260;

export const USAGE = `Usage: npm run evidence -- [--list] [--quick] [--seed N] [--record] [NAME-OR-BEGINNING]...

  --list     names and claims, and run nothing
  --quick    fewer cases, under a minute a proof
  --seed N   a whole number; the same seed gives the same cases (default ${DEFAULT_SEED})
  --record   write the figures into docs/evidence.md

Ends with 0 when everything holds, 1 when a claim falls short, 2 for a wrong command, 3 when something is missing here.`;

/** @returns what is asked, or a sentence that says what is wrong with the question. */
export function readAsk(args: string[]): Ask | string {
  const ask: Ask = { names: [], list: false, quick: false, record: false, seed: DEFAULT_SEED };
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? "";
    if (arg === "--list") ask.list = true;
    else if (arg === "--quick") ask.quick = true;
    else if (arg === "--record") ask.record = true;
    else if (arg === "--seed") {
      i += 1;
      const text = args[i] ?? "";
      if (!/^\d{1,9}$/.test(text)) return `--seed needs a whole number below 1,000,000,000, not "${text}".`;
      ask.seed = Number(text);
    } else if (arg.startsWith("-")) return `There is no option ${arg}.`;
    else ask.names.push(arg);
  }
  return ask;
}
