import { accessSync, constants } from "node:fs";
import { join } from "node:path";

/** Where a program lies, or null. Debian keeps brokers and gpsd in sbin, which is not on everyone's PATH. */
export function program(name: string): string | null {
  const folders = (process.env.PATH ?? "").split(":").concat("/usr/sbin", "/usr/local/sbin", "/sbin");
  for (const folder of folders) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not in this folder.
    }
  }
  return null;
}

/**
 * Whether a test that needs these programs can run. With LYCHNOS_REQUIRE_SYSTEM=1 their absence is an error, so that CI
 * never goes green by skipping.
 */
export function havePrograms(...names: string[]): boolean {
  const missing = names.filter((name) => program(name) === null);
  if (missing.length > 0 && process.env.LYCHNOS_REQUIRE_SYSTEM === "1") {
    throw new Error(`LYCHNOS_REQUIRE_SYSTEM=1, but these programs are missing: ${missing.join(", ")}. Install them with apt.`);
  }
  return missing.length === 0;
}

/** Title of a test that needs programs: says which are missing when it has to be skipped. */
export function programTitle(title: string, ...names: string[]): string {
  const missing = names.filter((name) => program(name) === null);
  return missing.length === 0 ? title : `${title} [skipped: needs ${missing.join(", ")}]`;
}
