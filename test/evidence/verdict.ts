import type { Finding, HowToRun, Proof } from "./proof.ts";

/** How a proof ended. "threw" counts as falling short: a proof that cannot finish proves nothing. */
export type Verdict = "holds" | "falls short" | "no cases" | "missing" | "threw";

export interface Judged {
  proof: Proof;
  verdict: Verdict;
  finding: Finding;
  seconds: number;
}

function verdictOn(finding: Finding): Verdict {
  if (finding.missing !== undefined) return "missing";
  if (finding.count === 0) return "no cases";
  return finding.holds ? "holds" : "falls short";
}

/** Runs one proof and judges it. Never throws. */
export async function judge(proof: Proof, how: HowToRun): Promise<Judged> {
  const started = performance.now();
  const seconds = () => (performance.now() - started) / 1000;
  try {
    const finding = await proof.run(how);
    return { proof, verdict: verdictOn(finding), finding, seconds: seconds() };
  } catch (error) {
    const details = [error instanceof Error && error.stack !== undefined ? error.stack : String(error)];
    const finding: Finding = { count: 0, figure: "the proof broke off", holds: false, details };
    return { proof, verdict: "threw", finding, seconds: seconds() };
  }
}

/** What is printed of one proof. */
export function report(judged: Judged): string {
  const { proof, verdict, finding, seconds } = judged;
  const result = verdict === "missing" ? `not run: ${finding.missing}` : finding.figure;
  const cases = `${finding.count.toLocaleString("en-GB")} ${finding.count === 1 ? "case" : "cases"}, ${seconds.toFixed(1)} s`;
  const lines = [`${verdict.toUpperCase()}  ${proof.name}: ${proof.claim}`, `  ${result} (${cases})`];
  for (const detail of finding.details ?? []) lines.push(`  ${detail.replaceAll("\n", "\n  ")}`);
  return lines.join("\n");
}

/**
 * 0 when all hold; 1 when one falls short, has no cases or breaks off, or when there was none at all; else 3, for what is
 * missing on this machine.
 */
export function exitCodeOf(all: Judged[]): number {
  if (all.length === 0 || all.some(({ verdict }) => verdict !== "holds" && verdict !== "missing")) return 1;
  return all.some(({ verdict }) => verdict === "missing") ? 3 : 0;
}
