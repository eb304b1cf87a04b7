import { build, transform } from "esbuild";
import { mostUsedFirst } from "./reorder.ts";

/**
 * What Espruino's parser needs of a bundle, found by trial (hw/README.md): nothing newer than ES2015, no operator that
 * esbuild would bring in on its own, and no variable named `of`, which is a keyword there.
 */
const TARGET = "es2015";

/** Functions stay at the top level: inside another function each would carry a reference to it, which costs a variable. */
async function bundled(entry: string, values: Record<string, string>): Promise<string> {
  const result = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: "esm",
    platform: "neutral",
    target: TARGET,
    charset: "ascii",
    define: values,
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: "none",
    logLevel: "silent",
  });
  return result.outputFiles[0]?.text ?? "";
}

/** Short names. A mention of `of` as a global keeps the minifier from choosing it, and is cut off again. */
async function shortened(code: string): Promise<string> {
  const mention = "of;";
  const { code: short } = await transform(`${mention}${code}`, {
    target: TARGET,
    charset: "ascii",
    // The bundler would take the board's own `require` for its own, so the sources call it by another name.
    define: { boardModule: "require" },
    format: "esm",
    minifyIdentifiers: true,
    minifyWhitespace: true,
    legalComments: "none",
  });
  if (!short.startsWith(mention)) throw new Error("The minifier took the keyword `of` for a name: see hw/firmware/bundle.ts.");
  return short.slice(mention.length).trim();
}

/**
 * One file for a board, minified.
 * @param values names in the sources, and the JavaScript that stands for each.
 * @throws esbuild's own error when the sources do not bundle.
 */
export async function chipBundle(entry: string, values: Record<string, string> = {}): Promise<string> {
  return mostUsedFirst(await shortened(await bundled(entry, values)));
}
