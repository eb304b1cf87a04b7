import { isFunction, type Node } from "../dialect/tree.ts";
import { becauseOfNames } from "./names.ts";

/** One small fault: this node, written otherwise. */
export interface Change {
  node: Node;
  operator: string;
  becomes: string;
}

/** What the operators need to know of the file around a node. */
export interface Source {
  text(node: Node): string;
  /** Every string of the file that is a value. */
  strings: string[];
}

const COMPARISONS: Record<string, string[]> = {
  "<": ["<=", ">=", ">"],
  "<=": ["<", ">", ">="],
  ">": [">=", "<=", "<"],
  ">=": [">", "<", "<="],
  "===": ["!=="],
  "!==": ["==="],
};
const ARITHMETIC: Record<string, string> = { "+": "-", "-": "+", "*": "/", "/": "*", "%": "*", "&": "|", "|": "&" };
const ASSIGNMENTS: Record<string, string> = { "+=": "-=", "-=": "+=", "*=": "/=", "/=": "*=", "|=": "&=", "&=": "|=" };
const METHODS: Record<string, string> = { ceil: "floor", floor: "ceil", min: "max", max: "min" };

function part(node: Node, field: string): Node {
  return node[field] as Node;
}

function isComparison(node: Node): boolean {
  return node.type === "BinaryExpression" && COMPARISONS[String(node.operator)] !== undefined;
}

function infix(node: Node, operator: string, source: Source): string {
  return `(${source.text(part(node, "left"))}) ${operator} (${source.text(part(node, "right"))})`;
}

function ofBinary(node: Node, source: Source): Change[] {
  const operator = String(node.operator);
  if (isComparison(node)) {
    const others = (COMPARISONS[operator] ?? []).map((other) => infix(node, other, source));
    return [...others, "true", "false"].map((becomes) => ({ node, operator: "comparison", becomes: `(${becomes})` }));
  }
  const other = ARITHMETIC[operator];
  return other === undefined ? [] : [{ node, operator: "arithmetic", becomes: `(${infix(node, other, source)})` }];
}

function ofLogical(node: Node, source: Source): Change[] {
  const sides = [part(node, "left"), part(node, "right")];
  // A comparison that is left out is the comparison that is always true or always false, and that is made of it anyway.
  const without = sides.filter((_, i) => !isComparison(sides[1 - i] ?? node)).map((side) => source.text(side));
  const other = infix(node, node.operator === "&&" ? "||" : "&&", source);
  return [other, ...without].map((becomes) => ({ node, operator: "boolean", becomes: `(${becomes})` }));
}

function ofLiteral(node: Node, { strings }: Source): Change[] {
  const { value } = node;
  if (typeof value === "boolean") return [{ node, operator: "literal", becomes: String(!value) }];
  if (value === null) return [{ node, operator: "literal", becomes: "0" }];
  if (typeof value === "number") {
    return [value + 1, value - 1].map((other) => ({ node, operator: "literal", becomes: `(${other})` }));
  }
  if (typeof value !== "string") return [];
  const others = strings.filter((other) => other !== value).concat("nobody foresaw this");
  return others.map((other) => ({ node, operator: "union", becomes: JSON.stringify(other) }));
}

// A comparison has been made always true, always false and its own opposite already.
function ofTest(test: Node, source: Source): Change[] {
  if (isComparison(test)) return [];
  const opposite = test.type === "UnaryExpression" ? [] : [`!(${source.text(test)})`];
  return ["true", "false", ...opposite].map((becomes) => ({ node: test, operator: "condition", becomes }));
}

function ofReturn(node: Node): Change[] {
  const found: Change[] = [{ node, operator: "remove return", becomes: ";" }];
  const gives = node.argument as Node | null;
  // Null is no other answer than null, nor, to whoever asks yes or no, than false.
  const gone = gives === null || (gives.type === "Literal" && (gives.value === null || gives.value === false));
  if (!gone) found.push({ node, operator: "return", becomes: "return null as never;" });
  return found;
}

function ofUnary(node: Node, source: Source): Change[] {
  if (node.operator !== "!" && node.operator !== "-") return [];
  const operator = node.operator === "!" ? "boolean" : "arithmetic";
  return [{ node, operator, becomes: `(${source.text(part(node, "argument"))})` }];
}

function ofUpdate(node: Node, source: Source): Change[] {
  const other = node.operator === "++" ? "--" : "++";
  return [{ node, operator: "arithmetic", becomes: `${source.text(part(node, "argument"))}${other}` }];
}

function ofAssignment(node: Node, source: Source): Change[] {
  const other = ASSIGNMENTS[String(node.operator)];
  if (other === undefined) return [];
  const becomes = `${source.text(part(node, "left"))} ${other} ${source.text(part(node, "right"))}`;
  return [{ node, operator: "arithmetic", becomes }];
}

function ofArray(node: Node): Change[] {
  const empty = (node.elements as Node[]).length === 0;
  return [{ node, operator: "array", becomes: empty ? "[null as never]" : "[]" }];
}

function ofMember(node: Node, source: Source): Change[] {
  const other = METHODS[String(part(node, "property").name)];
  if (other === undefined || source.text(part(node, "object")) !== "Math") return [];
  return [{ node, operator: "rounding", becomes: `Math.${other}` }];
}

// A body of one statement is emptied by leaving that statement out.
function ofFunction(node: Node, source: Source): Change[] {
  const body = part(node, "body");
  const changes = becauseOfNames(node, source);
  if (body.type !== "BlockStatement" || (body.body as Node[]).length < 2) return changes;
  return [...changes, { node: body, operator: "empty function", becomes: "{ return undefined as never; }" }];
}

const OPERATORS: Record<string, (node: Node, source: Source) => Change[]> = {
  BinaryExpression: ofBinary,
  LogicalExpression: ofLogical,
  Literal: ofLiteral,
  IfStatement: (node, source) => ofTest(part(node, "test"), source),
  ConditionalExpression: (node, source) => ofTest(part(node, "test"), source),
  ReturnStatement: ofReturn,
  UnaryExpression: ofUnary,
  UpdateExpression: ofUpdate,
  AssignmentExpression: ofAssignment,
  ArrayExpression: ofArray,
  MemberExpression: ofMember,
  ExpressionStatement: (node) => [{ node, operator: "remove statement", becomes: ";" }],
  BreakStatement: (node) => [{ node, operator: "remove statement", becomes: ";" }],
};

/** Every fault that is made of one node, without those below it. */
export function changesAt(node: Node, source: Source): Change[] {
  if (isFunction(node)) return ofFunction(node, source);
  return OPERATORS[node.type]?.(node, source) ?? [];
}
