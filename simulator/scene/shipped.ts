import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A scene that comes with the simulator. */
export interface Shipped {
  name: string;
  path: string;
}

// Beside the sources, and beside the bundle of a build (build.mjs copies them there).
const FOLDERS = [join(import.meta.dirname, "../scenes"), join(import.meta.dirname, "scenes")];

/** By name. @throws Error when the folder is not there: the installation is not whole. */
export function shippedScenes(): Shipped[] {
  const folder = FOLDERS.find((each) => existsSync(each));
  if (folder === undefined) throw new Error("The scenes are not here: build anew with npm run build.");
  const files = readdirSync(folder).filter((file) => file.endsWith(".yaml"));
  return files.sort().map((file) => ({ name: file.slice(0, -".yaml".length), path: join(folder, file) }));
}

/** The text of a file, or of the shipped scene with that name; null when there is neither. */
export function sceneText(nameOrFile: string): string | null {
  const shipped = shippedScenes().find(({ name }) => name === nameOrFile);
  const path = shipped?.path ?? nameOrFile;
  return existsSync(path) ? readFileSync(path, "utf8") : null;
}
