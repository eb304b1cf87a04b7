import { children, type Node, parse } from "../dialect/tree.ts";

/** A boolean expression that is as large as it can be, and the conditions that it is made of. */
export interface Decision {
  /** From 1. */
  line: number;
  conditions: string[];
}

/** The module that an instrumented text imports. */
export const RECORDER = "decisions";

const COMPARISON = /^([<>]=?|[=!]==)$/;

interface Insertion {
  at: number;
  text: string;
}

function isLogical(node: Node): boolean {
  return node.type === "LogicalExpression" && (node.operator === "&&" || node.operator === "||");
}

function isNot(node: Node): boolean {
  return node.type === "UnaryExpression" && node.operator === "!";
}

function isDecision(node: Node, parent: Node | null): boolean {
  if (isLogical(node) || isNot(node)) return true;
  if (node.type === "BinaryExpression" && COMPARISON.test(String(node.operator))) return true;
  return parent !== null && parent.test === node && parent.type !== "SwitchCase";
}

function conditionsOf(node: Node): Node[] {
  if (isLogical(node)) return [...conditionsOf(node.left as Node), ...conditionsOf(node.right as Node)];
  return isNot(node) ? conditionsOf(node.argument as Node) : [node];
}

/**
 * The same program, telling a recorder of every condition what it was, and of every decision what came of it.
 * @throws SyntaxError when the text is not TypeScript.
 */
export function instrument(file: string, path: string): { text: string; decisions: Decision[] } {
  const decisions: Decision[] = [];
  const opened: Insertion[] = [];
  const closed: Insertion[] = [];
  const wrap = (node: Node, before: string): void => {
    opened.push({ at: node.start, text: `${before}(` });
  };
  const close = (node: Node): void => {
    closed.push({ at: node.end, text: "))" });
  };
  const visit = (node: Node, parent: Node | null): void => {
    if (!isDecision(node, parent)) {
      for (const child of children(node)) visit(child, node);
      return;
    }
    const conditions = conditionsOf(node);
    const line = file.slice(0, node.start).split("\n").length;
    wrap(node, `$end($begin(${decisions.length}), `);
    decisions.push({ line, conditions: conditions.map((one) => file.slice(one.start, one.end)) });
    for (const [i, condition] of conditions.entries()) {
      wrap(condition, `$see(${i}, `);
      for (const child of children(condition)) visit(child, condition);
      close(condition);
    }
    close(node);
  };
  visit(parse(file, path), null);
  return { text: `import { $begin, $end, $see } from "${RECORDER}"; ${spliced(file, [...closed, ...opened])}`, decisions };
}

// At one place what is closed comes before what is opened, and each in the order in which the walk met it.
function spliced(file: string, insertions: Insertion[]): string {
  let text = "";
  let from = 0;
  for (const { at, text: inserted } of insertions.sort((a, b) => a.at - b.at)) {
    text += file.slice(from, at) + inserted;
    from = at;
  }
  return text + file.slice(from);
}

/** One time that a decision was taken: what each condition was, undefined when nobody asked it, and what came of it. */
export interface Taken {
  conditions: (boolean | undefined)[];
  outcome: boolean;
}

export interface Recorder {
  module: unknown;
  /** For each decision, by its place in the list. */
  taken: Map<number, Taken[]>;
}

export function makeRecorder(): Recorder {
  const taken = new Map<number, Taken[]>();
  // A condition may call a function that decides something itself.
  const running: { decision: number; conditions: (boolean | undefined)[] }[] = [];
  const $begin = (decision: number): void => {
    running.push({ decision, conditions: [] });
  };
  const $see = (i: number, value: unknown): unknown => {
    const last = running[running.length - 1];
    if (last !== undefined) last.conditions[i] = Boolean(value);
    return value;
  };
  const $end = (_: unknown, value: unknown): unknown => {
    const last = running.pop();
    if (last === undefined) return value;
    const all = taken.get(last.decision) ?? [];
    if (all.length === 0) taken.set(last.decision, all);
    all.push({ conditions: last.conditions, outcome: Boolean(value) });
    return value;
  };
  return { module: { $begin, $see, $end }, taken };
}
