import { cp, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build } from "esbuild";

const PAGE = resolve(import.meta.dirname, "../../../../guardian/web/page");

/** Bundles the page as build.mjs does, into a temporary folder, and says where. */
export async function buildPage(): Promise<string> {
  const outdir = await mkdtemp(join(tmpdir(), "lychnos-page-"));
  await build({
    bundle: true,
    logLevel: "warning",
    entryPoints: { page: join(PAGE, "page.tsx") },
    outdir,
    platform: "browser",
    target: "es2022",
    format: "esm",
    minify: true,
    jsx: "automatic",
    jsxImportSource: "preact",
    loader: { ".png": "dataurl", ".svg": "dataurl" },
  });
  await cp(join(PAGE, "index.html"), join(outdir, "index.html"));
  return outdir;
}
