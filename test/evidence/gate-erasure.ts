import { type ErasureFinding, findingAt, MOMENTS } from "../oracle/erasure-moments.ts";
import type { Finding, HowToRun, Proof } from "./proof.ts";

function wrongOf({ name, openedBefore, openedAfter, bare }: ErasureFinding): string[] {
  return [
    ...(openedAfter > 0 ? [`${name}: ${openedAfter} positions could be opened`] : []),
    ...(bare.length > 0 ? [`${name}: a place lay bare as ${bare.join(", ")}`] : []),
    ...(openedBefore < 10 ? [`${name}: the attack opened only ${openedBefore} positions beforehand, so it shows nothing`] : []),
  ];
}

function sum(findings: readonly ErasureFinding[], of: (finding: ErasureFinding) => number): number {
  return findings.reduce((total, finding) => total + of(finding), 0);
}

async function run({ quick, progress }: HowToRun): Promise<Finding> {
  const findings: ErasureFinding[] = [];
  for (const moment of MOMENTS) {
    findings.push(findingAt(moment, !quick));
    progress(findings.length / MOMENTS.length);
  }
  const wrong = findings.flatMap(wrongOf);
  return {
    count: findings.length,
    figure:
      `${findings.length} moments, ${sum(findings, ({ bytes }) => bytes)} raw bytes with everything ever replaced: ` +
      `${sum(findings, ({ openedAfter }) => openedAfter)} positions opened with ${sum(findings, ({ keysTried }) => keysTried)} candidate keys ` +
      `(beforehand ${sum(findings, ({ openedBefore }) => openedBefore)}), ${sum(findings, ({ bare }) => bare.length)} places unsealed`,
    holds: wrong.length === 0,
    details: wrong,
  };
}

export const proof: Proof = {
  name: "gate/erasure",
  claim:
    "Where the wearer was never lies unsealed on the flash, in any common encoding; and after safety, the end of a booked slot, withdrawal, objection, deletion, the agreed days or a day under a notice that nobody agreed to, nobody opens what waited, with every byte ever written and the pairing secrets of all guardians.",
  run,
};
