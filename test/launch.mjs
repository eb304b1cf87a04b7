// Runs a TypeScript file of this folder: `node test/launch.mjs FILE [ARGUMENT]...`. Node 20 cannot strip types, so the
// file is bundled first; packages stay external. The file exports `main(args, load)` and answers with an exit code;
// `load` brings in further TypeScript files the same way.
import { mkdirSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

// Inside the project, so that the bundles find its packages; one folder a process, so that two runs never meet.
const folder = join(import.meta.dirname, "../build/launch", String(process.pid));

// A bundle lies elsewhere than its sources; they must still find the files beside them.
const keepPlaces = {
  name: "keep-places",
  setup(bundler) {
    bundler.onLoad({ filter: /\.(ts|tsx)$/ }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      const contents = text
        .replaceAll("import.meta.dirname", JSON.stringify(dirname(path)))
        .replaceAll("import.meta.filename", JSON.stringify(path))
        .replaceAll("import.meta.url", JSON.stringify(pathToFileURL(path).href));
      return { contents, loader: path.endsWith("x") ? "tsx" : "ts" };
    });
  },
};

/** @param {string} file a path from the working directory, or absolute. */
async function load(file) {
  const outfile = join(folder, `${basename(file, ".ts")}.mjs`);
  await build({
    entryPoints: [resolve(file)],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    packages: "external",
    sourcemap: "inline",
    logLevel: "warning",
    plugins: [keepPlaces],
  });
  return import(pathToFileURL(outfile).href);
}

const [file, ...args] = process.argv.slice(2);
if (file === undefined) {
  console.error("Usage: node test/launch.mjs FILE [ARGUMENT]...");
  process.exit(2);
}
process.setSourceMapsEnabled(true);
mkdirSync(folder, { recursive: true });
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
process.on("SIGINT", () => process.exit(130));
process.on("SIGTERM", () => process.exit(143));
const { main } = await load(file);
process.exit(await main(args, load));
