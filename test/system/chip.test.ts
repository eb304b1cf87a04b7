import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { allBoards } from "../../hw/firmware/board.ts";
import { firmwareOf } from "../../hw/firmware/firmware.ts";
import { interpreter, NO_INTERPRETER, runOnChip } from "../chip/interpreter.ts";
import { SHAPE } from "../chip/node-stage.ts";
import { firstDifference } from "../chip/same.ts";
import { recordScript } from "../chip/script.ts";
import { STUBBED } from "../evidence/chip-constant-rng.ts";

const path = interpreter();
const title = (text: string) => (path === null ? `${text} [skipped: ${NO_INTERPRETER}]` : text);
const LIMIT_MS = 120_000;

test.skipIf(path === null)(
  title("P21: Espruino's interpreter and Node seal the same frames and write the same flash, byte for byte"),
  async () => {
    const recorded = recordScript({ bursts: 14, intervalS: 2 });
    expect(recorded.frames).toBeGreaterThan(0);
    expect(firstDifference(recorded, await runOnChip(path ?? "", { lines: recorded.lines, shape: SHAPE }))).toBeNull();
  },
  LIMIT_MS,
);

test.skipIf(path === null)(
  title("P19: the count of those who ask for chance sees one who does"),
  async () => {
    const before = `${STUBBED}E.hwRand();`;
    const chip = await runOnChip(path ?? "", { lines: recordScript({ bursts: 1, intervalS: 2 }).lines, shape: SHAPE, before });
    expect(chip.figures.get("chance")).toBe(1);
    expect(chip.figures.has("unstubbed")).toBe(false);
  },
  LIMIT_MS,
);

/** The Linux build has other pins and another flash than an ESP32. */
const LINUX_WIRING = {
  tickMs: 500,
  freeVariables: 2000,
  journal: { address: 0x10000000 + 1024 * 1024 - 64 * 1024, pageBytes: 1024, pages: 64 },
  lamp: { out: "D1", sense: "D2" },
  button: { pin: "D3", downLevel: 1 as const, mode: "input_pulldown" },
  haptic: "D4",
  receiver: { port: "Serial1", rx: "D5", tx: "D6", power: null, baud: 9600 },
};

const DRIVER = `
(function(){var s=require("Storage"),f=E.openFile("fw.js","r"),n=require("fs").statSync("fw.js").size,o=0,c;
s.eraseAll();while((c=f.read(1024))!==undefined&&c.length){s.write("fw",c,o,n);o+=c.length;}f.close();})();
eval(require("Storage").read("fw"));
var secrets=new Uint8Array(96);for(var i=0;i<96;i++)secrets[i]=i*7+1;
print("#1 "+lychnos.pair(secrets));
print("#2 "+lychnos.account({host:"127.0.0.1",port:9,username:"device",password:"x"}));
print("#3 "+lychnos.propose(new Uint8Array(9)));
print("#4 "+lychnos.running().state.pairs.length);
lychnos.tick();lychnos.running().stop();clearInterval();print("#5 done");quit();
`;

test.skipIf(path === null)(
  title("a board's whole firmware starts in the interpreter, is paired over the cable and runs"),
  async () => {
    const esp32 = allBoards().find((board) => board.name === "esp32");
    if (esp32 === undefined) throw new Error("hw/boards has no esp32.");
    const folder = mkdtempSync(join(tmpdir(), "lychnos-firmware-"));
    try {
      writeFileSync(join(folder, "fw.js"), await firmwareOf({ ...esp32, wiring: LINUX_WIRING }, 1_767_225_600_000));
      writeFileSync(join(folder, "start.js"), DRIVER);
      const options = {
        cwd: folder,
        encoding: "latin1" as const,
        timeout: LIMIT_MS,
        stdio: ["ignore", "pipe", "ignore"] as const,
      };
      const { stdout } = spawnSync(path ?? "", ["start.js"], { ...options, stdio: [...options.stdio] });
      const said = stdout.split("\n").filter((line) => line.startsWith("#"));
      expect(said.join("\n").replaceAll("\r", "")).toBe(
        [
          "#1 Paired in slot 0. It counts from the next start on.",
          "#2 Kept. The device runs.",
          "#3 That is no consent. Make it at the desk, with the notice read to its end.",
          "#4 1",
          "#5 done",
        ].join("\n"),
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
  LIMIT_MS,
);
