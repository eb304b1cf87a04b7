import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { allBoards, type BoardFile, refusals } from "./board.ts";
import { chipBundle } from "./bundle.ts";

const ROOT = join(import.meta.dirname, "../..");
const OUT = join(ROOT, "dist/firmware");

/** The bundle of one board, with its wiring in it. */
export function firmwareOf(board: BoardFile, builtMs: number): Promise<string> {
  const values = {
    BOARD: JSON.stringify(board.wiring),
    BOARD_PORT: board.wiring?.receiver.port ?? "Serial1",
    BUILT_MS: String(builtMs),
  };
  return chipBundle(join(ROOT, "device/espruino/main.ts"), values);
}

function todayMs(): number {
  const day = 86_400_000;
  // A whole day, so that two builds of one day are the same bytes.
  return Math.floor(Date.now() / day) * day;
}

async function make(board: BoardFile): Promise<boolean> {
  const code = await firmwareOf(board, todayMs());
  const why = refusals(board, Buffer.byteLength(code));
  if (why.length > 0) {
    console.error(`No firmware for ${board.title}:`);
    for (const sentence of why) console.error(`  ${sentence}`);
    return false;
  }
  mkdirSync(OUT, { recursive: true });
  const file = join(OUT, `${board.name}.js`);
  writeFileSync(file, code);
  console.log(`${file}: ${Buffer.byteLength(code)} bytes of ${board.codeBytes}.`);
  for (const limit of board.limits) console.log(`  Mind: ${limit}`);
  return true;
}

/** `npm run firmware -- BOARD`. */
export async function main(names: string[]): Promise<number> {
  const boards = allBoards();
  const known = boards.map((board) => board.name).join(", ");
  if (names.length === 0) {
    console.error(`Say for which board: npm run firmware -- BOARD. There are: ${known}.`);
    return 2;
  }
  let done = true;
  for (const name of names) {
    const board = boards.find((one) => one.name === name);
    if (board === undefined) {
      console.error(`There is no board "${name}". There are: ${known}.`);
      return 2;
    }
    done = (await make(board)) && done;
  }
  return done ? 0 : 1;
}
