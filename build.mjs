// Bundles the command, the simulator as a library and the console's page into dist/. Packages stay external: they are installed beside it.
import { cp, mkdir, rm } from "node:fs/promises";
import { build } from "esbuild";

const shared = { bundle: true, sourcemap: true, logLevel: "warning", legalComments: "none" };

await rm("dist", { recursive: true, force: true });
await mkdir("dist/page", { recursive: true });
await mkdir("dist/show", { recursive: true });
await Promise.all([
  build({
    ...shared,
    entryPoints: { lychnos: "lychnos.ts", simulator: "simulator/library.ts" },
    outdir: "dist",
    platform: "node",
    target: "node20",
    format: "esm",
    splitting: true,
    packages: "external",
    banner: { js: "#!/usr/bin/env node" },
  }),
  build({
    ...shared,
    entryPoints: { "page/page": "guardian/web/page/page.tsx", "show/page": "simulator/show/page/page.tsx" },
    outdir: "dist",
    platform: "browser",
    target: "es2022",
    format: "esm",
    minify: true,
    jsx: "automatic",
    jsxImportSource: "preact",
    loader: { ".png": "dataurl", ".svg": "dataurl" },
  }),
  cp("guardian/web/page/index.html", "dist/page/index.html"),
  cp("simulator/show/page/index.html", "dist/show/index.html"),
  cp("simulator/scenes", "dist/scenes", { recursive: true }),
]);
