import { allBoards, type BoardFile, refusals } from "./board.ts";

function variablesOf(board: BoardFile): string {
  return board.variables === null
    ? "-"
    : `${board.variables.most} of ${board.variables.bytesEach} bytes, ${board.variables.note}`;
}

function row(board: BoardFile, bundleBytes: number): string {
  const made = refusals(board, bundleBytes).length === 0 ? "yes" : "no";
  const verdict = board.platform === "node" ? "runs the Node build" : made;
  const chance = board.trueRandom ? "may make keys" : "makes no keys";
  return `| ${board.title} | \`${board.name}\` | ${board.chip} | ${variablesOf(board)} | ${board.codeBytes ?? "-"} | ${board.network} | ${chance} | ${verdict} |`;
}

function section(board: BoardFile, bundleBytes: number): string[] {
  const why = board.platform === "node" ? [] : refusals(board, bundleBytes);
  const lines = [`### ${board.title}`, "", `Interpreter: ${board.interpreter}.`, "", `Receiver: ${board.receiverSettings}.`, ""];
  if (why.length > 0) lines.push("There is no firmware for it:", "", ...why.map((one) => `* ${one}`), "");
  if (board.limits.length > 0) lines.push("To know:", "", ...board.limits.map((one) => `* ${one}`), "");
  if (board.currents.length === 0) return lines;
  const currents = board.currents.map((one) => `| ${one.state} | ${one.milliamps} | ${one.source} |`);
  return [...lines, "| State | mA | Source |", "|---|---|---|", ...currents, ""];
}

/** The part of hw/README.md that is made of hw/boards. @param bundleBytes of the firmware. */
export function boardsTable(bundleBytes: number): string {
  const boards = allBoards();
  return [
    "| Board | Name | Chip | Variables | Storage, bytes | Network | Keys | Firmware |",
    "|---|---|---|---|---|---|---|---|",
    ...boards.map((board) => row(board, bundleBytes)),
    "",
    ...boards.flatMap((board) => section(board, bundleBytes)),
  ]
    .join("\n")
    .trimEnd();
}
