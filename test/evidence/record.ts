import type { Judged } from "./verdict.ts";

/** What every line of the table says of the run as a whole. */
export interface RunFacts {
  seed: number;
  quick: boolean;
  /** Short hash, with a plus sign when the tree differs from it. */
  commit: string;
  /** Year, month, day. */
  date: string;
}

const HEAD = "| name | claim | figure | seed | cases | commit | date | run |";
const RULE = "| --- | --- | --- | --- | --- | --- | --- | --- |";
export const START = "<!-- table: npm run evidence -- --record -->";
export const END = "<!-- end of table -->";

/** The page as it is before anything was recorded. */
export const EMPTY_PAGE = `# Evidence

Each figure that this project claims is a program: \`npm run evidence -- NAME\` runs it again, \`npm run evidence -- --list\`
names them all. The table is written by \`npm run evidence -- --record\`, never by hand.

${START}
${END}
`;

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}

function rowOf({ proof, verdict, finding }: Judged, run: RunFacts): string {
  const figure = verdict === "holds" ? finding.figure : `**${verdict}**: ${finding.figure}`;
  const cells = [proof.name, proof.claim, figure, run.seed, finding.count, run.commit, run.date, run.quick ? "quick" : "full"];
  return `| ${cells.map((one) => cell(String(one))).join(" | ")} |`;
}

function nameIn(row: string): string {
  return row.split(" | ")[0]?.replace(/^\| /, "") ?? "";
}

/**
 * The page with the rows of this run in place of the older ones of the same names. What is missing on this machine is not
 * written: an older figure stays.
 * @returns the page, or a sentence when its table's marks are gone.
 */
export function recordOn(page: string, all: Judged[], run: RunFacts): { page: string } | string {
  const start = page.indexOf(START);
  const end = page.indexOf(END);
  if (start === -1 || end < start) return `docs/evidence.md lacks the lines "${START}" and "${END}" around its table.`;
  const old = page.slice(start + START.length, end).split("\n");
  const rows = new Map(
    old.filter((line) => line.startsWith("| ") && line !== HEAD && line !== RULE).map((line) => [nameIn(line), line]),
  );
  for (const judged of all) {
    if (judged.verdict !== "missing") rows.set(cell(judged.proof.name), rowOf(judged, run));
  }
  const sorted = [...rows.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line);
  return { page: [page.slice(0, start) + START, "", HEAD, RULE, ...sorted, "", page.slice(end)].join("\n") };
}
