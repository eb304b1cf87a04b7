import { parseAst } from "vitest/node";
import { isCode, type Source } from "./source.ts";

// The brands of the ladder: a value of such a type is made by one cast, in one file (docs/architecture.md, invariant 3).
const DOORS: Record<string, string> = {
  PermittedFix: "device/core/gate.ts",
  Sealed: "device/protocol/envelope.ts",
};

function castTypes(source: Source): string[] {
  const found: string[] = [];
  const look = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    const node = value as { type?: unknown; typeAnnotation?: { start: number; end: number } };
    if ((node.type === "TSAsExpression" || node.type === "TSTypeAssertion") && node.typeAnnotation !== undefined) {
      found.push(source.text.slice(node.typeAnnotation.start, node.typeAnnotation.end));
    }
    for (const child of Object.values(value)) look(child);
  };
  look(parseAst(source.text, { lang: source.path.endsWith("x") ? "tsx" : "ts" }, source.path));
  return found;
}

/** A second door, or a door in another wall. Tests do not ship, so they may cast. */
export function strayDoors(sources: Source[]): string[] {
  const product = sources.filter((source) => isCode(source) && !source.path.startsWith("test/"));
  return Object.entries(DOORS).flatMap(([brand, home]) => {
    const naming = product.filter((source) => source.text.includes(brand));
    const casts = naming.flatMap((source) =>
      castTypes(source)
        .filter((type) => new RegExp(`\\b${brand}\\b`).test(type))
        .map(() => source.path),
    );
    const strays = casts
      .filter((path) => path !== home)
      .map((path) => `${path}: casts to ${brand}, which only ${home} may make.`);
    const atHome = casts.filter((path) => path === home).length;
    return atHome === 1 ? strays : [...strays, `${home}: makes ${brand} by ${atHome} casts, and must by exactly one.`];
  });
}
