import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chipBundle } from "../../hw/firmware/bundle.ts";
import { program } from "../system-part.ts";

/** Espruino's own interpreter, built for Linux: `LYCHNOS_ESPRUINO`, or `espruino` on the PATH; null: there is none here. */
export function interpreter(): string | null {
  const named = process.env.LYCHNOS_ESPRUINO;
  if (named !== undefined) return existsSync(named) ? named : null;
  return program("espruino");
}

export const NO_INTERPRETER =
  "Espruino's interpreter is not on this machine. Build it (hw/README.md) and set LYCHNOS_ESPRUINO to the binary.";

/** The Linux build keeps its flash in a file of this size, all of it below this address; the journal has its end. */
const FLASH_START = 0x10000000;
const FLASH_END = FLASH_START + 1024 * 1024;
/** A day of the script takes most of an hour. */
const TIME_LIMIT_MS = 7_200_000;

export interface ChipRun {
  /** What the firmware asked of the board, in order. */
  said: string[];
  /** CRC of every page of the journal at the end. */
  pages: number[];
  /** Variables in use with the firmware loaded and nothing done, and at the end. */
  loadedVariables: number;
  endVariables: number;
  /** Variables that there are, and how many bytes each takes; the interpreter grows them where it may. */
  variables: number;
  /** Of each line of the script its first word, how long it took, and the variables in use after it. */
  lines: { word: string; ms: number; variables: number }[];
  /** Of the chip's own measurements, by name. */
  figures: Map<string, number>;
  /** What the interpreter complained of; empty when all went well. */
  faults: string[];
}

export interface ChipRunPlan {
  lines: string[];
  shape: { pageBytes: number; pages: number };
  /** Lines of JavaScript to run before the firmware, for example one that stubs the board's chance. */
  before?: string;
  /** Where the bundle begins; another than the player in tests of it. */
  entry?: string;
}

/** Puts the bundle into Storage and runs it from there, because code that is run from there stays in flash. */
function loader(plan: ChipRunPlan): string {
  const { pageBytes, pages } = plan.shape;
  const chip = { script: "script.txt", address: FLASH_END - pageBytes * pages, pageBytes, pages };
  return `var CHIP=${JSON.stringify(chip)};
if(require("Flash").getFree()[0].length<1048576)print("#fault "+"This interpreter has less than 1 MB of flash: build it as hw/README.md says.");
${plan.before ?? ""}
(function(){var s=require("Storage"),f=E.openFile("firmware.js","r"),n=require("fs").statSync("firmware.js").size,o=0,c;
s.eraseAll();while((c=f.read(1024))!==undefined&&c.length){s.write("firmware",c,o,n);o+=c.length;}f.close();})();
eval(require("Storage").read("firmware"));
`;
}

function parse(output: string): ChipRun {
  const run: ChipRun = {
    said: [],
    pages: [],
    loadedVariables: 0,
    endVariables: 0,
    variables: 0,
    lines: [],
    figures: new Map(),
    faults: [],
  };
  for (const raw of output.split("\n")) {
    const line = raw.replace(/\r$/, "");
    const [word, ...rest] = line.split(" ");
    if (word === "#time") run.lines.push({ ms: Number(rest[0]) / 1000, variables: Number(rest[1]), word: rest[2] ?? "" });
    else if (word === "#page") run.pages.push(Number(rest[0]));
    else if (word === "#figure") run.figures.set(rest[0] ?? "", Number(rest[1]));
    else if (word === "#loaded") [run.loadedVariables, run.variables] = [Number(rest[0]), Number(rest[1])];
    else if (word === "#fault") run.faults.push(rest.join(" "));
    else if (word === "#end") run.endVariables = Number(rest[0]);
    else if (line.startsWith("#")) run.said.push(line.slice(1));
    else if (/Uncaught|OUT OF MEMORY|Interpreter error|New interpreter error|Execution Interrupted/.test(line))
      run.faults.push(line);
  }
  if (run.endVariables === 0) run.faults.push("The interpreter did not come to the end of the script.");
  return run;
}

/** Plays a script in the interpreter. @param path from `interpreter`. */
export async function runOnChip(path: string, plan: ChipRunPlan): Promise<ChipRun> {
  const folder = mkdtempSync(join(tmpdir(), "lychnos-chip-"));
  try {
    writeFileSync(join(folder, "firmware.js"), await chipBundle(plan.entry ?? join(import.meta.dirname, "chip-side.ts")));
    writeFileSync(join(folder, "script.txt"), `${plan.lines.join("\n")}\n`);
    writeFileSync(join(folder, "start.js"), loader(plan));
    const done = spawnSync(path, ["start.js"], {
      cwd: folder,
      encoding: "latin1",
      timeout: TIME_LIMIT_MS,
      maxBuffer: 64 * 1024 * 1024,
      stdio: ["ignore", "pipe", "ignore"],
    });
    return parse(done.stdout ?? "");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
