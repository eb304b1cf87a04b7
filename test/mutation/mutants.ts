import { children, type Node, parse } from "../dialect/tree.ts";
import { type Change, changesAt, type Source } from "./operators.ts";

/** A file with one small fault in it. */
export interface Mutant {
  /** Offset of the node in the file. */
  at: number;
  /** From 1. */
  line: number;
  operator: string;
  was: string;
  becomes: string;
  /** The whole file. */
  text: string;
}

// What an import names is a path and no value.
function mutable(node: Node): boolean {
  return !/^(Import|ExportAll|ExportNamed)/.test(node.type) || node.declaration != null;
}

function visit(node: Node, take: (one: Node) => void): void {
  if (!mutable(node)) return;
  take(node);
  for (const child of children(node)) {
    // The name of a member or of a key is no value either.
    const isKey =
      (node.type === "Property" && node.key === child) || (node.type === "MemberExpression" && node.property === child);
    if (!isKey || node.computed === true) visit(child, take);
  }
}

/**
 * Every fault that the operators make of a file: comparisons, booleans, conditions, arithmetic, rounding, literals
 * (numbers by one, a string by each other string of the file), parameters taken for one another, arrays emptied, returns
 * of null, and statements, returns and bodies left out. No two of them have the same text.
 * @throws SyntaxError when the text is not TypeScript.
 */
export function mutantsOf(file: string, path: string): Mutant[] {
  const root = parse(file, path);
  const strings = new Set<string>();
  visit(root, (node) => {
    if (node.type === "Literal" && typeof node.value === "string") strings.add(node.value);
  });
  const source: Source = { text: (node) => file.slice(node.start, node.end), strings: [...strings] };
  const changes: Change[] = [];
  visit(root, (node) => {
    changes.push(...changesAt(node, source));
  });
  const found = new Map<string, Mutant>();
  for (const { node, operator, becomes } of changes) {
    const text = file.slice(0, node.start) + becomes + file.slice(node.end);
    if (found.has(text)) continue;
    const line = file.slice(0, node.start).split("\n").length;
    found.set(text, { at: node.start, line, operator, was: source.text(node), becomes, text });
  }
  return [...found.values()];
}
