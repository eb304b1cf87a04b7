import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

export const BOARDS = join(import.meta.dirname, "../boards");

const pages = z.strictObject({ address: z.number().int(), pageBytes: z.number().int(), pages: z.number().int().min(14) });
const wiring = z.strictObject({
  tickMs: z.number().int().max(1000),
  freeVariables: z.number().int(),
  journal: pages,
  lamp: z.strictObject({ out: z.string(), sense: z.string() }),
  button: z.strictObject({ pin: z.string(), downLevel: z.literal([0, 1]), mode: z.string() }),
  haptic: z.string().nullable(),
  receiver: z.strictObject({
    port: z.string(),
    rx: z.string(),
    tx: z.string(),
    power: z.string().nullable(),
    baud: z.number().int(),
  }),
});

const schema = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]+$/),
  title: z.string(),
  platform: z.enum(["espruino", "node"]),
  interpreter: z.string(),
  chip: z.string(),
  variables: z.strictObject({ most: z.number().int(), bytesEach: z.number().int(), note: z.string() }).nullable(),
  /** What its Storage holds. */
  codeBytes: z.number().int().nullable(),
  /** Whether it may make keys; without it, it takes them at pairing (P19). */
  trueRandom: z.boolean(),
  sha256: z.boolean(),
  network: z.enum(["wifi", "none"]),
  wiring: wiring.nullable(),
  receiverSettings: z.string(),
  currents: z.array(z.strictObject({ state: z.string(), milliamps: z.string(), source: z.string() })),
  /** Why it can run no firmware, one sentence each; empty: it can. */
  cannot: z.array(z.string()),
  /** What its owner has to know. */
  limits: z.array(z.string()),
});

/** One board as hw/boards tells of it. */
export type BoardFile = z.infer<typeof schema>;

/** @throws an error that names the file and what is wrong in it. */
export function readBoard(text: string, file: string): BoardFile {
  const read = schema.safeParse(JSON.parse(text));
  if (!read.success) throw new Error(`${file} describes no board: ${z.prettifyError(read.error)}`);
  return read.data;
}

export function allBoards(): BoardFile[] {
  const files = readdirSync(BOARDS)
    .filter((file) => file.endsWith(".json"))
    .sort();
  return files.map((file) => readBoard(readFileSync(join(BOARDS, file), "utf8"), file));
}

/** Variables that the firmware was seen to use at most, everything counted (chip/budget); a board needs a tenth more. */
export const PEAK_VARIABLES = 11600;
const MARGIN = 1.1;

/** Why there is no firmware for this board, one sentence each. @param bundleBytes of its minified bundle. */
export function refusals(board: BoardFile, bundleBytes: number): string[] {
  if (board.platform === "node") return [`${board.title} runs the Node build: see README.md, and no bundle is made for it.`];
  const found = [...board.cannot];
  if (board.codeBytes !== null && bundleBytes > board.codeBytes) {
    found.push(`The firmware has ${bundleBytes} bytes, and the Storage of ${board.title} holds ${board.codeBytes}.`);
  }
  const needed = Math.ceil(PEAK_VARIABLES * MARGIN);
  if (board.variables !== null && board.variables.most < needed) {
    found.push(`The firmware needs ${needed} variables with its margin, and ${board.title} has ${board.variables.most}.`);
  }
  if (!board.sha256) found.push(`${board.title} has no SHA-256 of its own; build its interpreter with CRYPTO and SHA256.`);
  if (board.wiring === null && board.cannot.length === 0) found.push(`hw/boards/${board.name}.json tells no wiring.`);
  return found;
}
