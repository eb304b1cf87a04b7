import { isNode, isReference, type Node, nameOf, walk } from "../dialect/tree.ts";
import type { Change, Source } from "./operators.ts";

// Two numbers are easily taken for one another, whether or not one of them may be absent.
function typeOf(parameter: Node, source: Source): string | null {
  const annotation = parameter.typeAnnotation;
  if (!isNode(annotation)) return null;
  return source
    .text(annotation)
    .replace(/^:\s*/, "")
    .replace(/\s*\|\s*null$/, "");
}

function parametersOf(node: Node, source: Source): Map<string, string> {
  const found = new Map<string, string>();
  for (const parameter of node.params as Node[]) {
    const name = nameOf(parameter);
    const type = typeOf(parameter, source);
    if (name !== null && type !== null) found.set(name, type);
  }
  return found;
}

/** Every use of a parameter of a function, taken for another parameter of the same type. */
export function becauseOfNames(node: Node, source: Source): Change[] {
  const parameters = parametersOf(node, source);
  const changes: Change[] = [];
  walk(node.body as Node, (one, parent) => {
    const name = nameOf(one);
    const type = name === null ? undefined : parameters.get(name);
    if (type === undefined || !isReference(one, parent)) return undefined;
    for (const [other, otherType] of parameters) {
      if (other !== name && otherType === type) changes.push({ node: one, operator: "name", becomes: other });
    }
    return undefined;
  });
  return changes;
}
