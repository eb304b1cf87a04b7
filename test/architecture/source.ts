import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The project's own folder. */
export const ROOT = join(import.meta.dirname, "../..");

/** One file of the project. */
export interface Source {
  /** From the project's folder, with forward slashes. */
  path: string;
  text: string;
}

const NOT_OURS = new Set([".git", "node_modules", "build", "dist", "coverage"]);
const TEXT = /\.(ts|tsx|mjs|css|html|json|md|sh|service|conf|yml|yaml)$/;

function pathsBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return NOT_OURS.has(entry.name) ? [] : pathsBelow(path);
    return entry.isFile() ? [path] : [];
  });
}

// Holds what must be refused, so it is not judged itself.
const PLANTS = "test/architecture/plants.ts";

/** Every text that people wrote, whole. */
export function everySource(): Source[] {
  const paths = pathsBelow("").filter((path) => TEXT.test(path) && path !== "package-lock.json" && path !== PLANTS);
  return paths.map((path) => ({ path, text: readFileSync(join(ROOT, path), "utf8") }));
}

export function isCode(source: Source): boolean {
  return /\.(ts|tsx|mjs)$/.test(source.path);
}

/** Lines as an editor counts them: the newline at the end makes no further line. */
export function lineCount(source: Source): number {
  return source.text.replace(/\n$/, "").split("\n").length;
}
