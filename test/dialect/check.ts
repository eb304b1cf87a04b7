import { earlyUses, TOO_EARLY } from "./hoisting.ts";
import { LOOP_CLOSURE, loopClosures } from "./loops.ts";
import { refusedNames } from "./names.ts";
import { refusedSyntax } from "./syntax.ts";
import { type Node, parse, walk } from "./tree.ts";

/** The folders that are written in the Espruino dialect (docs/architecture.md), and so may use nothing that it lacks. */
export const FOLDERS = ["device/core", "device/protocol", "device/espruino"];

export interface Finding {
  /** From 1. */
  line: number;
  column: number;
  construct: string;
  /** Why, and what to write instead. */
  sentence: string;
}

const ASCII_ONLY = "Most Espruino boards have no Unicode, and a byte order mark is a syntax error: write ASCII, comments too.";
const CODE_POINT = "Espruino does not know \\u{...}: text on the device is ASCII.";

function place(source: string, offset: number): { line: number; column: number } {
  const before = source.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
}

function textFindings(source: string): [number, string, string][] {
  const odd = /[^\t\n\r -~]/.exec(source);
  return odd === null ? [] : [[odd.index, "non-ASCII", ASCII_ONLY]];
}

function treeFindings(root: Node, forBoard: boolean): [number, string, string][] {
  const found: [number, string, string][] = [];
  walk(root, (node) => {
    for (const rule of refusedSyntax(node)) found.push([node.start, rule.construct, rule.sentence]);
    const raw = node.type === "Literal" ? node.raw : null;
    if (typeof raw === "string" && /^["'].*\\u\{/.test(raw)) found.push([node.start, "\\u{...}", CODE_POINT]);
    return undefined;
  });
  for (const name of refusedNames(root, forBoard)) found.push([name.node.start, name.construct, name.sentence]);
  for (const node of loopClosures(root)) found.push([node.start, "closure over a loop variable", LOOP_CLOSURE]);
  for (const node of earlyUses(root)) found.push([node.start, "use before declaration", TOO_EARLY]);
  return found;
}

/**
 * Checks one file of the dialect.
 * @param path from the project's folder: device/espruino may touch clocks and wires, the core and the protocol may not.
 */
export function check(source: string, path: string): Finding[] {
  const found = [...textFindings(source), ...treeFindings(parse(source, path), path.startsWith("device/espruino/"))];
  found.sort((a, b) => a[0] - b[0]);
  return found.map(([offset, construct, sentence]) => ({ ...place(source, offset), construct, sentence }));
}
