import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { allBoards, type BoardFile, readBoard, refusals } from "../../../hw/firmware/board.ts";
import { firmwareOf } from "../../../hw/firmware/firmware.ts";
import { mostUsedFirst } from "../../../hw/firmware/reorder.ts";
import { boardsTable } from "../../../hw/firmware/table.ts";
import { parse, walk } from "../../dialect/tree.ts";

const README = join(import.meta.dirname, "../../../hw/README.md");
const BEGIN = "<!-- boards: made of hw/boards by hw/firmware/table.ts -->\n\n";
const END = "\n\n<!-- boards end -->";

function boardNamed(name: string): BoardFile {
  const board = allBoards().find((one) => one.name === name);
  if (board === undefined) throw new Error(`hw/boards has no ${name}.`);
  return board;
}

let bundle = "";
beforeAll(async () => {
  bundle = await firmwareOf(boardNamed("esp32"), 1_767_225_600_000);
});

test("the firmware of a board is one ASCII file that parses, with none of the names that Espruino keeps for itself", () => {
  expect(/^[\t\n -~]+$/.test(bundle)).toBe(true);
  const named: string[] = [];
  walk(parse(bundle, "bundle.js"), (node) => {
    if (node.type === "Identifier") named.push(String(node.name));
    return undefined;
  });
  expect(named.length).toBeGreaterThan(1000);
  expect(named.filter((name) => name === "of" || name === "static" || name === "boardModule")).toEqual([]);
});

test("two builds of one day are the same bytes", async () => {
  expect(await firmwareOf(boardNamed("esp32"), 1_767_225_600_000)).toBe(bundle);
});

test("the bundle fits each board that hw/boards says it fits, and no other is given one", () => {
  const made = allBoards().filter((board) => refusals(board, bundle.length).length === 0);
  expect(made.map((board) => board.name)).toEqual(["esp32"]);
  for (const board of made) expect(board.codeBytes ?? 0).toBeGreaterThan(bundle.length);
});

test("a board with too little Storage, too few variables, no hash or no wiring is refused with a sentence for each", () => {
  const esp32 = boardNamed("esp32");
  expect(refusals(esp32, bundle.length)).toEqual([]);
  expect(refusals({ ...esp32, codeBytes: 65_536 }, bundle.length)[0]).toContain("Storage");
  expect(refusals({ ...esp32, variables: { most: 2950, bytesEach: 13, note: "" } }, bundle.length)[0]).toContain("2950");
  expect(refusals({ ...esp32, sha256: false }, bundle.length)[0]).toContain("SHA-256");
  expect(refusals({ ...esp32, wiring: null }, bundle.length)[0]).toContain("wiring");
});

test("a board file with a wrong or a missing field is refused by name", () => {
  const text = JSON.stringify({ ...boardNamed("esp32"), trueRandom: "yes" });
  expect(() => readBoard(text, "mine.json")).toThrow(/mine\.json.*trueRandom/s);
});

test("functions change places by how often they are used, and nothing else does", () => {
  const code = "function a(){return 1}function b(){return a()}var c=b()+b()+b();var d=2;print(c,d);";
  const lines = mostUsedFirst(code).split("\n");
  expect(lines[0]).toBe("function b(){return a()}");
  expect(lines.slice(-2)).toEqual(["var c=b()+b()+b();", "print(c,d);"]);
});

test("hw/README.md tells of the boards what hw/boards tells", () => {
  const text = readFileSync(README, "utf8");
  const begin = text.indexOf(BEGIN);
  const told = text.slice(begin + BEGIN.length, text.indexOf(END));
  // The bundle's size changes with every change of the firmware, and its thousands are enough for a reader.
  const size = Math.ceil(bundle.length / 10_000) * 10_000;
  expect(begin).toBeGreaterThan(0);
  expect(told).toBe(boardsTable(size));
});
