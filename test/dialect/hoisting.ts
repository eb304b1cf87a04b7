import { declaredNames, isFunction, isNode, isReference, type Node, nameOf, walk } from "./tree.ts";

export const TOO_EARLY = "Espruino does not hoist functions, so this name is not there yet when the line runs: declare it above.";

interface Declared {
  body: Node;
  /** From here on the name can be used. */
  from: number;
}

// A function is there once its declaration, or the line that gives it to a constant, has run.
function functionsOf(statements: Node[]): Map<string, Declared> {
  const found = new Map<string, Declared>();
  for (const statement of statements) {
    const declaration = isNode(statement.declaration) ? statement.declaration : statement;
    const name = nameOf(declaration.id);
    if (declaration.type === "FunctionDeclaration" && name !== null)
      found.set(name, { body: declaration, from: declaration.start });
    if (declaration.type !== "VariableDeclaration") continue;
    for (const one of declaration.declarations as Node[]) {
      const constant = nameOf(one.id);
      if (constant !== null && isNode(one.init) && isFunction(one.init)) found.set(constant, { body: one.init, from: one.end });
    }
  }
  return found;
}

/** The references that are reached when a node runs: functions that are only made there do not count. */
function reached(node: Node, visit: (node: Node, parent: Node | null) => void): void {
  walk(node, (below, parent) => {
    if (isFunction(below) && below !== node) {
      const calledAtOnce = parent?.type === "CallExpression" && parent.callee === below;
      return calledAtOnce ? undefined : false;
    }
    visit(below, parent);
    return undefined;
  });
}

function search(code: Node, at: number, functions: Map<string, Declared>, seen: Set<string>, findings: Set<Node>): void {
  const own = isFunction(code) ? declaredNames(code) : new Set<string>();
  reached(code, (node, parent) => {
    const name = isReference(node, parent) ? nameOf(node) : null;
    const declared = name === null || own.has(name) ? undefined : functions.get(name);
    if (name === null || declared === undefined) return;
    if (declared.from > at) findings.add(node);
    else if (parent?.type === "CallExpression" && parent.callee === node && !seen.has(name)) {
      seen.add(name);
      search(declared.body, at, functions, seen, findings);
    }
  });
}

/** Uses of a function that run before its declaration does, directly or through other functions of the same block. */
export function earlyUses(root: Node): Node[] {
  const findings = new Set<Node>();
  walk(root, (block) => {
    if (block.type !== "Program" && block.type !== "BlockStatement") return undefined;
    const statements = block.body as Node[];
    const functions = functionsOf(statements);
    if (functions.size === 0) return undefined;
    for (const statement of statements) {
      const declaration = isNode(statement.declaration) ? statement.declaration : statement;
      if (declaration.type === "FunctionDeclaration") continue;
      search(declaration, declaration.start, functions, new Set(), findings);
    }
    return undefined;
  });
  return [...findings];
}
