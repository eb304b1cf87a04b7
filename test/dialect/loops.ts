import { declaredNames, isFunction, isReference, type Node, nameOf, walk } from "./tree.ts";

export const LOOP_CLOSURE =
  "Espruino gives all turns of a loop one variable: copy it inside the loop with const, and close over the copy.";

function headNames(loop: Node): string[] {
  const head = (loop.type === "ForStatement" ? loop.init : loop.left) as Node | null;
  if (head === null || head.type !== "VariableDeclaration") return [];
  return (head.declarations as Node[]).map((one) => nameOf(one.id)).filter((name) => name !== null);
}

/** The references to a loop's own variable from within functions that are made in the loop. */
export function loopClosures(root: Node): Node[] {
  const findings = new Set<Node>();
  walk(root, (loop) => {
    if (!/^For(In|Of)?Statement$/.test(loop.type)) return undefined;
    const names = headNames(loop);
    walk(loop.body as Node, (made) => {
      if (!isFunction(made)) return undefined;
      const own = declaredNames(made);
      walk(made, (node, parent) => {
        const name = isReference(node, parent) ? nameOf(node) : null;
        if (name !== null && names.includes(name) && !own.has(name)) findings.add(node);
        return undefined;
      });
      return false;
    });
    return undefined;
  });
  return [...findings];
}
