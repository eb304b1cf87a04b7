import type { Decision, Taken } from "./decisions.ts";

// A condition that was not asked could have been anything: the other side of the "and" or "or" had settled it.
function agree(a: boolean | undefined, b: boolean | undefined): boolean {
  return a === undefined || b === undefined || a === b;
}

function differInAloneOnly(a: Taken, b: Taken, condition: number, count: number): boolean {
  if (a.outcome === b.outcome) return false;
  for (let i = 0; i < count; i++) {
    const [one, other] = [a.conditions[i], b.conditions[i]];
    const isIt = i === condition;
    if (isIt ? one === undefined || other === undefined || one === other : !agree(one, other)) return false;
  }
  return true;
}

function distinct(taken: Taken[]): Taken[] {
  const found = new Map(taken.map((one) => [JSON.stringify([[...one.conditions], one.outcome]), one]));
  return [...found.values()];
}

/**
 * Modified condition/decision coverage (DO-178C): of which conditions it was not seen that they decide alone, that is, no
 * two times differ in this condition and in the outcome and in nothing else that was asked.
 * @returns "LINE: condition of them.
 */
export function undecided(decisions: Decision[], taken: Map<number, Taken[]>): string[] {
  return decisions.flatMap((decision, place) => {
    const all = distinct(taken.get(place) ?? []);
    const { conditions, line } = decision;
    const alone = (i: number) => all.some((a) => all.some((b) => differInAloneOnly(a, b, i, conditions.length)));
    return conditions.filter((_, i) => !alone(i)).map((condition) => `${line}: ${condition.replace(/\s+/g, " ")}`);
  });
}

export function countConditions(decisions: Decision[]): number {
  return decisions.reduce((sum, decision) => sum + decision.conditions.length, 0);
}
