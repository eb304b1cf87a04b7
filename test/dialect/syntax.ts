import { isFunction, isNode, type Node, nameOf } from "./tree.ts";

/** One construct that Espruino cannot run, or runs wrongly, and what to write in its place. */
export interface SyntaxRule {
  construct: string;
  sentence: string;
  refuses(node: Node): boolean;
}

const ASYNC = "Espruino has no async functions: the core returns effects, and an adapter takes a callback.";
const ERASE = "The compiler may only erase types for the device, and this leaves code behind: write plain JavaScript.";

function isShift(operator: unknown): boolean {
  return typeof operator === "string" && /^(<<|>>|>>>)=?$/.test(operator);
}

function literalShift(count: unknown): boolean {
  return (
    isNode(count) &&
    count.type === "Literal" &&
    Number.isInteger(count.value) &&
    Number(count.value) >= 0 &&
    Number(count.value) <= 31
  );
}

function defaultNotLast(node: Node): boolean {
  const cases = node.cases as Node[];
  return cases.some((one, index) => one.test === null && index < cases.length - 1);
}

function computedKey(node: Node): boolean {
  return (
    (node.type === "Property" || node.type === "MethodDefinition" || node.type === "PropertyDefinition") && node.computed === true
  );
}

function splitLimit(node: Node): boolean {
  const callee = node.callee as Node;
  return callee.type === "MemberExpression" && nameOf(callee.property) === "split" && (node.arguments as Node[]).length > 1;
}

function rule(construct: string, sentence: string, types: string, refuses: (node: Node) => boolean = () => true): SyntaxRule {
  const among = types.split(" ");
  return { construct, sentence, refuses: (node) => among.includes(node.type) && refuses(node) };
}

export const SYNTAX: SyntaxRule[] = [
  rule("default value", "Espruino has no default values: pass the argument, or compare it with null.", "AssignmentPattern"),
  rule("rest parameter", "Espruino has no rest parameters: take an array.", "RestElement"),
  rule("spread", "Espruino has no spread: copy the fields, or use concat and push.", "SpreadElement"),
  rule("destructuring", "Espruino has no destructuring: read the fields one by one.", "ObjectPattern ArrayPattern"),
  rule("?.", "Espruino has no optional chaining: compare with null first.", "ChainExpression"),
  rule("**", "Espruino has no ** operator: multiply, or use Math.pow.", "BinaryExpression AssignmentExpression", (node) => {
    return node.operator === "**" || node.operator === "**=";
  }),
  rule("??=", "Espruino has no logical assignment: write the if.", "AssignmentExpression", (node) => {
    return node.operator === "??=" || node.operator === "||=" || node.operator === "&&=";
  }),
  rule(
    "computed key",
    "Espruino has no computed keys: make the object, then assign to object[key].",
    "Property MethodDefinition PropertyDefinition",
    computedKey,
  ),
  rule("label", "Espruino has no labels: move the inner loop to a function, and return from it.", "LabeledStatement"),
  rule(
    "default not last",
    "Espruino wants the default at the end of a switch: move it there.",
    "SwitchStatement",
    defaultNotLast,
  ),
  rule("async", ASYNC, "FunctionDeclaration FunctionExpression ArrowFunctionExpression", (node) => node.async === true),
  rule("await", ASYNC, "AwaitExpression"),
  rule(
    "generator",
    "Espruino has no generators: keep the state in a record, and step it.",
    "FunctionDeclaration FunctionExpression",
    (node) => {
      return node.generator === true;
    },
  ),
  rule(
    "#private",
    "Espruino has no private fields: keep the value in a closure, or say private in a comment.",
    "PrivateIdentifier",
  ),
  rule(
    "regular expression",
    "Espruino runs a small subset of regular expressions, and fails without an error: compare bytes.",
    "Literal",
    (node) => {
      return typeof node.regex === "object" && node.regex !== null;
    },
  ),
  rule("bigint", "Espruino has no BigInt: keep a wide integer below 2 to the 53, or in two halves.", "Literal", (node) => {
    return typeof node.bigint === "string";
  }),
  rule(
    "unary +",
    'On Espruino +"011" is 9, for a leading zero means octal: read digit by digit, or with parseInt(text, 10).',
    "UnaryExpression",
    (node) => {
      return node.operator === "+";
    },
  ),
  rule(
    "shift count",
    "Espruino on ARM does not mask the count of a shift: write a literal from 0 to 31, or multiply.",
    "BinaryExpression AssignmentExpression",
    (node) => {
      return isShift(node.operator) && !literalShift(node.right);
    },
  ),
  rule("throw", "A failure is a value from a closed union on the device: return it.", "ThrowStatement"),
  rule(
    "extends Error",
    "A class that extends Error does not work on Espruino: return a value with a name.",
    "ClassDeclaration ClassExpression",
    (node) => {
      return nameOf(node.superClass)?.endsWith("Error") === true;
    },
  ),
  rule("tagged template", "Espruino has no tagged templates: call the function.", "TaggedTemplateExpression"),
  rule("new.target", "Espruino has neither new.target nor import.meta: pass what is needed as an argument.", "MetaProperty"),
  rule("import()", "The device runs one bundled file: import at the top.", "ImportExpression"),
  rule(
    "var",
    "Espruino does not hoist var, so an early assignment makes a global: use let or const.",
    "VariableDeclaration",
    (node) => node.kind === "var",
  ),
  rule("enum", `An enum is not a type. ${ERASE}`, "TSEnumDeclaration"),
  rule("namespace", ERASE, "TSModuleDeclaration TSImportEqualsDeclaration TSExportAssignment"),
  rule("parameter property", ERASE, "TSParameterProperty"),
  rule("decorator", ERASE, "Decorator"),
  rule("split limit", "Espruino ignores split's limit: split, and read the first parts.", "CallExpression", splitLimit),
  rule(
    "reserved name",
    "Espruino reserves the names of and static: choose another.",
    "VariableDeclarator FunctionDeclaration FunctionExpression ArrowFunctionExpression",
    (node) => {
      const parameters = isFunction(node) ? (node.params as Node[]) : [];
      return [node.id, ...parameters].some((one) => nameOf(one) === "of" || nameOf(one) === "static");
    },
  ),
];

/** The rules that one node breaks. What needs more than one node to see is in loops.ts and hoisting.ts. */
export function refusedSyntax(node: Node): SyntaxRule[] {
  return SYNTAX.filter((one) => one.refuses(node));
}
