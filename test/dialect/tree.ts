import { parseAst } from "vitest/node";

/** A node of the syntax tree, as far as the rules look at it (ESTree with TypeScript's nodes). */
export interface Node {
  type: string;
  start: number;
  end: number;
  [field: string]: unknown;
}

// What stands in an expression and vanishes when the types are erased; every other TS node is a type, and is skipped.
const ERASED_AROUND = [
  "TSAsExpression",
  "TSSatisfiesExpression",
  "TSNonNullExpression",
  "TSTypeAssertion",
  "TSInstantiationExpression",
];
// What leaves code behind.
const NOT_ERASED = [
  "TSEnumDeclaration",
  "TSModuleDeclaration",
  "TSParameterProperty",
  "TSImportEqualsDeclaration",
  "TSExportAssignment",
];

/** @throws SyntaxError when the text is not TypeScript. */
export function parse(source: string, path: string): Node {
  return parseAst(source, { lang: "ts" }, path) as unknown as Node;
}

export function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && typeof (value as Node).type === "string";
}

function runs(node: Node): boolean {
  if (node.declare === true || node.importKind === "type" || node.exportKind === "type") return false;
  return !node.type.startsWith("TS") || ERASED_AROUND.includes(node.type) || NOT_ERASED.includes(node.type);
}

/** The nodes directly below, types left out. */
export function children(node: Node): Node[] {
  const below: Node[] = [];
  for (const value of Object.values(node)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (isNode(item) && runs(item)) below.push(item);
    }
  }
  return below.sort((a, b) => a.start - b.start);
}

/** Visits a node and all below it; a visitor that answers false keeps out of what lies below. */
export function walk(
  node: Node,
  visit: (node: Node, parent: Node | null) => boolean | undefined,
  parent: Node | null = null,
): void {
  if (visit(node, parent) === false) return;
  for (const child of children(node)) walk(child, visit, node);
}

export function isFunction(node: Node): boolean {
  return node.type === "FunctionDeclaration" || node.type === "FunctionExpression" || node.type === "ArrowFunctionExpression";
}

export function nameOf(node: unknown): string | null {
  return isNode(node) && node.type === "Identifier" ? String(node.name) : null;
}

/** True for an identifier that stands for a value, not for the name of a member or of a key. */
export function isReference(node: Node, parent: Node | null): boolean {
  if (node.type !== "Identifier" || parent === null) return false;
  if (parent.type === "MemberExpression") return parent.object === node || parent.computed === true;
  if (parent.type === "Property") return parent.value === node || parent.computed === true;
  if (parent.type === "MethodDefinition" || parent.type === "PropertyDefinition") {
    return parent.value === node || parent.computed === true;
  }
  // Where a name is made, it is not used yet.
  if (parent.type === "VariableDeclarator" && parent.id === node) return false;
  if (isFunction(parent)) return parent.body === node;
  if (/^Class(Declaration|Expression)$/.test(parent.type)) return parent.superClass === node;
  return !/^(Import|Export)\w*Specifier$|^CatchClause$|^LabeledStatement$|^(Break|Continue)Statement$/.test(parent.type);
}

/** Every name that is declared anywhere below: variables, functions, classes, parameters, imports, caught errors. */
export function declaredNames(root: Node): Set<string> {
  const names = new Set<string>();
  const take = (value: unknown) => {
    const name = nameOf(value);
    if (name !== null) names.add(name);
  };
  walk(root, (node) => {
    if (node.type === "VariableDeclarator" || node.type === "ClassDeclaration") take(node.id);
    if (/^Import\w*Specifier$/.test(node.type)) take(node.local);
    if (node.type === "CatchClause") take(node.param);
    if (isFunction(node)) {
      take(node.id);
      for (const parameter of node.params as Node[]) take(parameter);
    }
    return undefined;
  });
  return names;
}
