import { createReadStream } from "node:fs";
import { Command } from "commander";
import { ConfigProblem, readConfig } from "./config.ts";
import { grant, show } from "./consent-command.ts";
import { decode } from "./decode.ts";
import { emergencyCommand } from "./emergency-command.ts";
import { runDevice } from "./main.ts";
import { pairCommand } from "./pair-command.ts";
import { panicCommand } from "./panic-command.ts";
import { receiptsCommand } from "./receipts-command.ts";
import { rosterCommand } from "./roster-command.ts";
import { type Act, actOn, DELETE, OBJECT, PAUSE, RESUME, WITHDRAW } from "./wearer-acts.ts";

/** EX_CONFIG of sysexits.h. */
const EXIT_CONFIG = 78;

async function finish(work: () => Promise<number> | number): Promise<void> {
  try {
    process.exitCode = await work();
  } catch (error) {
    if (!(error instanceof ConfigProblem)) throw error;
    process.stderr.write(`lychnos: ${error.message}\n`);
    process.exitCode = EXIT_CONFIG;
  }
}

async function decodeFile(file: string | undefined): Promise<number> {
  const input = file === undefined || file === "-" ? process.stdin : createReadStream(file);
  try {
    await decode(input, process.stdout);
    return 0;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "EPIPE") return 0;
    if (code === undefined) throw error;
    process.stderr.write(`lychnos: cannot read ${file ?? "standard input"}: ${code}\n`);
    return 1;
  }
}

/** What the wearer's hand can do by command; each also by the button. None needs network, guardian or reason. */
const ACTS: readonly [name: string, act: Act, description: string][] = [
  ["withdraw", WITHDRAW, "stop recording now, and destroy what was not sent yet"],
  ["pause", PAUSE, "stop recording for an hour; it goes on by itself"],
  ["resume", RESUME, "end the pause now"],
  ["object", OBJECT, "object to the processing: it ends now"],
  ["delete", DELETE, "withdraw, erase every position here, and ask the guardians to erase theirs"],
];

function consentCommand(): Command {
  const consent = new Command("consent").description("the wearer's own decision");
  consent
    .command("grant")
    .description("show the notice page by page, and ask")
    .requiredOption("--config <file>", "device configuration (JSON)")
    .action((options: { config: string }) => finish(() => grant(readConfig(options.config))));
  consent
    .command("show")
    .description("what was agreed to, word for word")
    .requiredOption("--config <file>", "device configuration (JSON)")
    .action((options: { config: string }) => finish(() => show(readConfig(options.config))));
  for (const [name, act, description] of ACTS) {
    consent
      .command(name)
      .description(description)
      .requiredOption("--config <file>", "device configuration (JSON)")
      .action((options: { config: string }) => finish(() => actOn(readConfig(options.config), act)));
  }
  return consent;
}

/** The commands of the wearer's side. */
export function deviceCommands(): Command[] {
  return [
    new Command("device")
      .description("run the firmware on this machine, on any serial GPS")
      .requiredOption("--config <file>", "device configuration (JSON); hw/device.example.json is one")
      .action((options: { config: string }) => finish(() => runDevice(readConfig(options.config)))),
    pairCommand(finish, readConfig),
    consentCommand(),
    rosterCommand(finish, readConfig),
    receiptsCommand(),
    emergencyCommand(finish, readConfig),
    panicCommand(finish, readConfig),
    new Command("decode")
      .description("print each fix and each refused sentence of an NMEA log as one JSON line")
      .argument("[file]", "the log; standard input when left out or -")
      .action((file: string | undefined) => finish(() => decodeFile(file))),
  ];
}
