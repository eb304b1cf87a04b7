import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

/** Public test data that nobody here wrote: `LYCHNOS_CORPORA`, or `../shared/corpora` beside the project. */
export const CORPORA = resolve(process.env.LYCHNOS_CORPORA ?? join(import.meta.dirname, "../../shared/corpora"));

/** The folder of one corpus, or null when it is not on this machine. */
export function corpus(name: string): string | null {
  const folder = join(CORPORA, name);
  return existsSync(folder) ? folder : null;
}

/** Title of a test that needs a corpus: says what is missing when it has to be skipped. */
export function corpusTitle(name: string, title: string): string {
  return corpus(name) === null ? `${title} [skipped: no corpus "${name}" in ${CORPORA}]` : title;
}
