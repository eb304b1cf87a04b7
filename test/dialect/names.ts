import { declaredNames, isReference, type Node, nameOf, walk } from "./tree.ts";

const VALUE = "A failure is a value from a closed union here, and a subclass of Error does not work on Espruino: return it.";
const EFFECT = "The core waits for nothing: say what is wanted as an effect, and let the board do it.";
const TIME = "The core reads no clock: time arrives in the event, as milliseconds.";
const ASCII = "Espruino does not have it: text on the air is ASCII, see the readers in device/protocol/bytes.ts.";
const DIGITS = 'On Espruino a leading zero means octal, so "011" becomes 9: read digit by digit, or with parseInt(text, 10).';

/** Names that Espruino lacks, or has and gets wrong; each with the sentence that names the remedy. */
export const ABSENT: Record<string, string> = {
  BigInt: "Espruino has no BigInt: keep a wide integer below 2 to the 53, or in two halves.",
  Buffer: "Espruino has no Buffer: use Uint8Array, and the readers in device/protocol/bytes.ts.",
  Error: VALUE,
  EvalError: VALUE,
  Function: "Code made from text never runs on the device: write the function out.",
  Intl: "Espruino has no Intl: time zones are worked out on the guardian's side.",
  Map: "Espruino has no Map: use an array of records, or an object with plain keys.",
  Number: DIGITS,
  Proxy: "Espruino has no Proxy: write the access out.",
  RangeError: VALUE,
  Reflect: "Espruino has no Reflect: write the access out.",
  RegExp: "Espruino runs a small subset of regular expressions, and fails without an error: compare bytes.",
  Set: "Espruino has no Set: use an array and indexOf.",
  Symbol: "Espruino has no Symbol: use a string from a closed union.",
  SyntaxError: VALUE,
  TextDecoder: ASCII,
  TextEncoder: ASCII,
  TypeError: VALUE,
  WeakMap: "Espruino has no WeakMap: keep the value in the record itself.",
  WeakSet: "Espruino has no WeakSet: keep a claim in the record itself.",
  escape: ASCII,
  eval: "Code made from text never runs on the device: write the function out.",
  parseFloat: DIGITS,
  queueMicrotask: EFFECT,
  require: "The device runs one bundled file: import the function.",
  structuredClone: "Espruino has no structuredClone: copy the fields.",
  unescape: ASCII,
};

/** Names that a board may use, and the core and the protocol may not: clocks, chance, I/O. */
export const BOARD_ONLY: Record<string, string> = {
  Date: TIME,
  JSON: "Espruino's JSON.parse accepts what JSON forbids: use the fixed layouts of device/protocol/codec.ts.",
  Promise: EFFECT,
  clearInterval: EFFECT,
  clearTimeout: EFFECT,
  console: "The core prints nothing, so that no log can hold a position: return a value with a name.",
  crypto: "The device has no randomness after pairing: its cryptography is the Cipher that the board hands over.",
  fetch: EFFECT,
  globalThis: "The core knows no globals: what it needs is handed to it.",
  performance: TIME,
  process: "The core knows no process: what it needs is handed to it.",
  setImmediate: EFFECT,
  setInterval: EFFECT,
  setTimeout: EFFECT,
};

const BY_HAND = "Espruino does not have it: write the few lines out.";
/** Members of built-in objects, as "Object.member". */
const MEMBERS: Record<string, string> = {
  "Array.from": BY_HAND,
  "Array.of": "Espruino does not have it: write an array literal.",
  "ArrayBuffer.isView": BY_HAND,
  "Math.random": "The core knows no chance, and Espruino's random numbers may be a constant: chance comes through a port.",
  "Object.freeze": "Espruino has no Object.freeze: say readonly in the type.",
  "Object.hasOwn": "Espruino has no Object.hasOwn: compare the value with undefined.",
  "Object.is": "Espruino has no Object.is: compare with ===.",
  "Uint8Array.from": "Espruino does not have it: make the array, then set.",
};
for (const name of "trunc cbrt hypot imul fround clz32 log2 log10 log1p expm1 sinh cosh tanh".split(" ")) {
  MEMBERS[`Math.${name}`] = BY_HAND;
}

export interface NameFinding {
  node: Node;
  construct: string;
  sentence: string;
}

function member(node: Node): string | null {
  if (node.type !== "MemberExpression" || node.computed === true) return null;
  const object = nameOf(node.object);
  const property = nameOf(node.property);
  return object === null || property === null ? null : `${object}.${property}`;
}

/** @param forBoard true for device/espruino, whose adapters are the ones that touch clocks and wires. */
export function refusedNames(root: Node, forBoard: boolean): NameFinding[] {
  const own = declaredNames(root);
  const refused: Record<string, string> = forBoard ? ABSENT : { ...ABSENT, ...BOARD_ONLY };
  const findings: NameFinding[] = [];
  walk(root, (node, parent) => {
    const dotted = member(node);
    const whole = isReference(node, parent) ? nameOf(node) : null;
    if (dotted !== null && Object.hasOwn(MEMBERS, dotted) && !own.has(dotted.split(".")[0] ?? "")) {
      findings.push({ node, construct: dotted, sentence: MEMBERS[dotted] ?? "" });
    }
    if (whole !== null && Object.hasOwn(refused, whole) && !own.has(whole)) {
      findings.push({ node, construct: whole, sentence: refused[whole] ?? "" });
    }
    return undefined;
  });
  return findings;
}
