import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, realpathSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PROJECT = join(import.meta.dirname, "../..");
const COMPILER = join(PROJECT, "node_modules/typescript/bin/tsc");

/** A file of the project with another text. */
export interface Variant {
  /** From the project's folder. */
  file: string;
  text: string;
}

// What only tidies (unused names, cases that fall through) is no reason: a fault must be one of types to be refused.
const OPTIONS = {
  composite: false,
  incremental: false,
  declaration: false,
  emitDeclarationOnly: false,
  noEmit: true,
  noFallthroughCasesInSwitch: false,
  noUnusedLocals: false,
  noUnusedParameters: false,
  allowUnreachableCode: true,
  lib: ["es5"],
  types: [],
};

function isSource(path: string): boolean {
  return statSync(path).isDirectory() || path.endsWith(".ts");
}

function complaintsIn(folder: string): Map<string, string> {
  const args = [COMPILER, "--project", folder, "--pretty", "false"];
  const { stdout, stderr, error, status } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  if (error !== undefined) throw error;
  const found = new Map<string, string>();
  for (const [, file, code] of stdout.matchAll(/^(\S+)\(\d+,\d+\): error (TS\d+)/gm)) {
    if (file !== undefined && code !== undefined && !found.has(file)) found.set(file, code);
  }
  if (status !== 0 && found.size === 0) throw new Error(`The type checker gave up: ${stdout}${stderr}`);
  return found;
}

/**
 * Which of the texts the type checker refuses, each beside the other files of its folder as they are.
 * @param root the project's folder, whose `device` the files are in.
 * @returns for each the first error's code, "TS2322" for example; null: it compiles.
 */
export function refusals(root: string, variants: Variant[]): (string | null)[] {
  if (variants.length === 0) return [];
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "lychnos-variants-")));
  try {
    cpSync(join(root, "device"), join(folder, "device"), { recursive: true, filter: isSource });
    const files = variants.map(({ file, text }, i) => {
      const place = file.replace(/\.ts$/, `.variant-${i}.ts`);
      writeFileSync(join(folder, place), text);
      return place;
    });
    const config = { extends: join(PROJECT, "tsconfig.json"), compilerOptions: OPTIONS, files, references: [] };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
    const complaints = complaintsIn(folder);
    return files.map((file) => complaints.get(file) ?? null);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
