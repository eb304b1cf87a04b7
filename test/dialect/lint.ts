import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { check, FOLDERS } from "./check.ts";

/** The project's own folder. */
const ROOT = join(import.meta.dirname, "../..");

/** The files that are written in the dialect, as paths from the project's folder. */
export function dialectFiles(): string[] {
  const folders = FOLDERS.filter((folder) => existsSync(join(ROOT, folder)));
  return folders
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((name) => `${folder}/${name}`),
    )
    .filter((path) => path.endsWith(".ts"))
    .sort();
}

/** What the dialect refuses in the tree, one line each: where, what, and the remedy. */
export function complaints(): string[] {
  return dialectFiles().flatMap((path) =>
    check(readFileSync(join(ROOT, path), "utf8"), path).map(
      (one) => `${path}:${one.line}:${one.column} ${one.construct}: ${one.sentence}`,
    ),
  );
}

/** `npm run lint` ends here. */
export function main(): number {
  const found = complaints();
  for (const line of found) console.error(line);
  if (found.length === 0) console.log(`Espruino dialect: ${dialectFiles().length} files, nothing to refuse.`);
  return found.length === 0 ? 0 : 1;
}
